-- Revert pgpm-utils:schemas/utils/procedures/throw from pg

drop function utils.throw();
