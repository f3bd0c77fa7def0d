-- Revert pgpm-achievements:schemas/status_private/procedures/status_triggers from pg

drop function status_private.tg_achievement_toggle_boolean();

drop function status_private.tg_achievement_boolean();

drop function status_private.tg_achievement_toggle();

drop function status_private.tg_achievement();

drop function status_private.count_step(text[], oid, text, record, record, boolean, boolean);
