-- Revert pgpm-utils:schemas/utils/procedures/ensure_singleton from pg

drop function utils.ensure_singleton();
