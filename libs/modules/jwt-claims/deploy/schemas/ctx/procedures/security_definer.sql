-- Deploy pgpm-jwt-claims:schemas/ctx/procedures/security_definer to pg
-- requires: schemas/ctx/schema

-- The role that deploys is part of the function, as a literal: names of roles may contain quotes.
do $$
begin
  execute pg_catalog.format(
    'create function ctx.security_definer() returns text language sql stable parallel safe return %L::pg_catalog.text',
    current_user
  );
end
$$;

comment on function ctx.security_definer() is
  'The name of the role that deployed the module, and so owns what it made.';

grant execute on function ctx.security_definer() to public;

create function ctx.is_security_definer() returns bool
language sql stable parallel safe
return ctx.security_definer() = current_user::pg_catalog.text;

comment on function ctx.is_security_definer() is
  'Whether the current role deployed the module: true inside of security definer functions of the same owner.';

grant execute on function ctx.is_security_definer() to public;
