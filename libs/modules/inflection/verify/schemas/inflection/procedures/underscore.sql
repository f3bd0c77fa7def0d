-- Verify pgpm-inflection:schemas/inflection/procedures/underscore on pg

select public.verify_function('inflection.underscore(text)', 'public');
select public.verify_function('inflection.underscore(text[])', 'public');

do $$
begin
  if inflection.underscore('parseHTTPResponse') is distinct from 'parse_http_response' then
    raise exception 'inflection.underscore(text) must give snake_case';
  end if;
  if inflection.underscore(array['user', null, 'id']) is distinct from 'user_id' then
    raise exception 'inflection.underscore(text[]) must join what is not NULL';
  end if;
end
$$;
