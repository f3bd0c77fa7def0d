-- Revert pgpm-inflection:schemas/inflection/schema from pg

alter default privileges in schema inflection revoke execute on functions from public;

drop schema inflection;
