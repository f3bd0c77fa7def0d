-- Revert pgpm-achievements:schemas/status_private/schema from pg

alter default privileges in schema status_private revoke execute on functions from authenticated;

drop function status_private.check_user(uuid);

drop schema status_private;
