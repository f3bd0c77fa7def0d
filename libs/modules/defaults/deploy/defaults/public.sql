-- Deploy pgpm-defaults:defaults/public to pg

do $$
begin
  execute pg_catalog.format('revoke all on database %I from public', pg_catalog.current_database());
end
$$;

alter default privileges revoke execute on functions from public;

revoke create on schema public from public;
