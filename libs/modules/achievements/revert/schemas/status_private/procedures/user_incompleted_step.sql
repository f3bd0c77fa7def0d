-- Revert pgpm-achievements:schemas/status_private/procedures/user_incompleted_step from pg

drop function status_private.user_incompleted_step(text, uuid);
