-- Verify pgpm-base32:schemas/base32/procedures/decode on pg

select public.verify_function('base32.valid(text)', 'public');
select public.verify_function('base32.decode_bytes(text)', 'public');
select public.verify_function('base32.decode(text)', 'public');
select public.verify_function('base32.decode_strict(text)', 'public');
select public.verify_function('base32.base32_alphabet_to_decimal_int(text)', 'public');
select public.verify_function('base32.base32_alphabet_to_decimal(text)', 'public');
select public.verify_function('base32.base32_to_decimal(text)', 'public');
select public.verify_function('base32.decimal_to_chunks(text[])', 'public');
select public.verify_function('base32.zero_fill(int, int)', 'public');

do $$
begin
  if base32.decode('mzxw6yq') is distinct from 'foob' then
    raise exception 'base32.decode must undo base32.encode, without regard to case and padding';
  end if;
  if base32.valid('M1') is distinct from false then
    raise exception 'base32.valid must know the alphabet';
  end if;
end
$$;
