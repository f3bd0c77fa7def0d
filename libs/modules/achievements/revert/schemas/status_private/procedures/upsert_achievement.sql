-- Revert pgpm-achievements:schemas/status_private/procedures/upsert_achievement from pg

drop function status_private.upsert_achievement(uuid, text, int);
