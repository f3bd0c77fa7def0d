-- Revert pgpm-utils:schemas/utils/schema from pg

alter default privileges in schema utils revoke execute on functions from public;

drop schema utils;
