-- Revert pgpm-uuid:schemas/uuids/procedures/trigger_set_uuid_related_field from pg

drop function uuids.trigger_set_uuid_related_field();
