-- Revert pgpm-uuid:schemas/uuids/procedures/pseudo_order_uuid from pg

drop function uuids.pseudo_order_uuid();
