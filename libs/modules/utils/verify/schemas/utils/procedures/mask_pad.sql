-- Verify pgpm-utils:schemas/utils/procedures/mask_pad on pg

select
  'utils.mask_pad(text, int, text)'::pg_catalog.regprocedure,
  'utils.bitmask_pad(bit varying, int, text)'::pg_catalog.regprocedure;

do $$
begin
  if utils.mask_pad('101', 5) is distinct from '00101' or utils.mask_pad('101', 2) is distinct from '01' then
    raise exception 'utils.mask_pad must give text of the length';
  end if;
  if utils.bitmask_pad(b'101', 5) is distinct from b'00101' or utils.bitmask_pad(b'101', 2) is distinct from b'01' then
    raise exception 'utils.bitmask_pad must give bits of the length';
  end if;
  if not pg_catalog.has_function_privilege('public', 'utils.mask_pad(text, int, text)', 'execute')
    or not pg_catalog.has_function_privilege('public', 'utils.bitmask_pad(bit varying, int, text)', 'execute') then
    raise exception 'everybody must be able to call utils.mask_pad and utils.bitmask_pad';
  end if;
end
$$;
