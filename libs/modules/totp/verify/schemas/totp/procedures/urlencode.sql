-- Verify pgpm-totp:schemas/totp/procedures/urlencode on pg

select public.verify_function('totp.urlencode(text)', 'public');

do $$
begin
  if totp.urlencode('a b€') is distinct from 'a%20b%E2%82%AC' then
    raise exception 'totp.urlencode must percent-encode bytes in UTF-8';
  end if;
end
$$;
