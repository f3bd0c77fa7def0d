-- Revert pgpm-utils:schemas/utils/procedures/mask_pad from pg

drop function utils.bitmask_pad(bit varying, int, text);

drop function utils.mask_pad(text, int, text);
