-- Verify pgpm-encrypted-secrets-table:schemas/secrets_schema/tables/secrets_table/triggers/hash_secrets on pg

select public.verify_function('secrets_schema.tg_hash_secrets()');
select public.verify_function('secrets_schema.pass_phrase(uuid, text)');
select public.verify_trigger('secrets_schema.hash_secrets_insert');
select public.verify_trigger('secrets_schema.hash_secrets_update');

do $$
begin
  if (
    select count(*)
    from pg_catalog.pg_trigger as t
    where t.tgrelid = 'secrets_schema.secrets_table'::pg_catalog.regclass
      and t.tgname in ('hash_secrets_insert', 'hash_secrets_update')
      and t.tgfoid = 'secrets_schema.tg_hash_secrets()'::pg_catalog.regprocedure
      and t.tgenabled = 'O'
  ) <> 2 then
    raise exception 'both triggers must run secrets_schema.tg_hash_secrets()';
  end if;
  if not exists (
    select from pg_catalog.pg_proc as p
    where p.oid = 'secrets_schema.tg_hash_secrets()'::pg_catalog.regprocedure
      and not p.prosecdef
      and pg_catalog.array_to_string(p.proconfig, ',') like 'search_path=pg_catalog, %, pg_temp'
  ) then
    raise exception 'secrets_schema.tg_hash_secrets must pin its search_path';
  end if;
  if secrets_schema.pass_phrase('0b0b0b0b-1111-4222-8333-444444444444', 'pgp')
    is distinct from '0b0b0b0b-1111-4222-8333-444444444444'
  then
    raise exception 'the pass phrase of pgp must be the owner';
  end if;
end;
$$;
