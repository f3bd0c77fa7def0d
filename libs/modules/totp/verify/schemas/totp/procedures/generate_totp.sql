-- Verify pgpm-totp:schemas/totp/procedures/generate_totp on pg

select public.verify_function('totp.pad_secret(bytea, int)', 'public');
select public.verify_function('totp.base32_to_hex(text)', 'public');
select public.verify_function('totp.hotp(bytea, bigint, int, text)', 'public');
select public.verify_function('totp.generate(text, int, int, timestamptz, text, text, int)', 'public');
select public.verify_function('totp.timing_safe_equals(bytea, bytea)', 'public');
select public.verify_function('totp.timing_safe_equals(text, text)', 'public');
select public.verify_function('totp.verify(text, text, int, int, timestamptz, text, text, int, int)', 'public');
select public.verify_function('totp.url(text, text, int, text, int, text)', 'public');

do $$
begin
  if totp.hotp('12345678901234567890', 1) is distinct from '287082' then
    raise exception 'totp.hotp must give the codes of RFC 4226';
  end if;
  if not totp.verify(
    'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '287082', time_from => pg_catalog.to_timestamp(59)
  ) then
    raise exception 'totp.verify must accept the codes of RFC 6238';
  end if;
end
$$;
