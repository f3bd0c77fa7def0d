-- Revert pgpm-achievements:schemas/status_private/procedures/user_completed_step from pg

drop function status_private.user_completed_step(text, uuid);
