-- Revert pgpm-base32:schemas/base32/procedures/decode from pg

drop function base32.zero_fill(int, int);
drop function base32.decimal_to_chunks(text[]);
drop function base32.base32_to_decimal(text);
drop function base32.base32_alphabet_to_decimal(text);
drop function base32.base32_alphabet_to_decimal_int(text);
drop function base32.decode_strict(text);
drop function base32.decode(text);
drop function base32.decode_bytes(text);
drop function base32.valid(text);
