-- Verify pgpm-totp:schemas/totp/procedures/random_base32 on pg

select public.verify_function('totp.random_base32(int)', 'public');
select public.verify_function('totp.random_secret(text)', 'public');
select public.verify_function('totp.generate_secret(text)', 'public');

do $$
begin
  if totp.random_base32(32) !~ '^[a-z2-7]{32}$' then
    raise exception 'totp.random_base32 must give as many characters as it is asked for';
  end if;
  if totp.random_secret() = totp.random_secret() then
    raise exception 'totp.random_secret must be random';
  end if;
end
$$;
