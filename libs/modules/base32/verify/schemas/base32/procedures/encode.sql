-- Verify pgpm-base32:schemas/base32/procedures/encode on pg

select public.verify_function('base32.encode_bytes(bytea)', 'public');
select public.verify_function('base32.encode(text)', 'public');
select public.verify_function('base32.to_ascii(text)', 'public');
select public.verify_function('base32.to_binary(int)', 'public');
select public.verify_function('base32.to_binary(int[])', 'public');
select public.verify_function('base32.to_groups(text[])', 'public');
select public.verify_function('base32.string_nchars(text, integer)', 'public');
select public.verify_function('base32.to_chunks(text[])', 'public');
select public.verify_function('base32.fill_chunks(text[])', 'public');
select public.verify_function('base32.binary_to_int(text)', 'public');
select public.verify_function('base32.to_decimal(text[])', 'public');
select public.verify_function('base32.base32_alphabet(int)', 'public');
select public.verify_function('base32.to_base32(text[])', 'public');

do $$
begin
  if base32.encode('foob') is distinct from 'MZXW6YQ=' then
    raise exception 'base32.encode must encode as RFC 4648 does';
  end if;
  if base32.to_base32(base32.to_decimal(base32.fill_chunks(base32.to_chunks(
    base32.to_groups(base32.to_binary(base32.to_ascii('foob')))
  )))) is distinct from 'MZXW6YQ=' then
    raise exception 'the steps of base32.encode must give what it gives';
  end if;
end
$$;
