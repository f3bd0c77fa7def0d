-- Revert pgpm-base32:schemas/base32/procedures/encode from pg

drop function base32.to_base32(text[]);
drop function base32.base32_alphabet(int);
drop function base32.to_decimal(text[]);
drop function base32.binary_to_int(text);
drop function base32.fill_chunks(text[]);
drop function base32.to_chunks(text[]);
drop function base32.string_nchars(text, integer);
drop function base32.to_groups(text[]);
drop function base32.to_binary(int[]);
drop function base32.to_binary(int);
drop function base32.to_ascii(text);
drop function base32.encode(text);
drop function base32.encode_bytes(bytea);
