-- Revert pgpm-uuid:schemas/uuids/procedures/trigger_set_uuid_seed from pg

drop function uuids.trigger_set_uuid_seed();
