-- Revert pgpm-uuid:schemas/uuids/procedures/pseudo_order_seed_uuid from pg

drop function uuids.pseudo_order_seed_uuid(text);
