-- Verify pgpm-db-meta:schemas/meta_public/tables/domains/table on pg

select public.verify_table('meta_public.domains');

do $$
declare
  wrong text;
begin
  select pg_catalog.string_agg(c.name, ', ') into wrong
  from (
    values
      ('id', 'uuid', true),
      ('database_id', 'uuid', true),
      ('api_id', 'uuid', false),
      ('site_id', 'uuid', false),
      ('subdomain', 'public.hostname', false),
      ('domain', 'public.hostname', false)
  ) as c (name, type, required)
  left join pg_catalog.pg_attribute as a
    on a.attrelid = 'meta_public.domains'::pg_catalog.regclass and a.attname = c.name
  where (a.atttypid, a.attnotnull) is distinct from (c.type::pg_catalog.regtype::pg_catalog.oid, c.required);
  if wrong is not null then
    raise exception 'meta_public.domains lacks columns, or has them with another type: %', wrong;
  end if;

  if not exists (
    select from pg_catalog.pg_trigger as t
    where t.tgrelid = 'meta_public.domains'::pg_catalog.regclass
      and t.tgname = 'same_database'
      and t.tgfoid = 'collections_private.tg_same_database()'::pg_catalog.regprocedure
      and t.tgenabled <> 'D'
  ) then
    raise exception 'meta_public.domains must have the trigger same_database';
  end if;
end;
$$;

select public.verify_constraint('meta_public.domains', 'domains_pkey');
select public.verify_constraint('meta_public.domains', 'domains_subdomain_domain_key');
select public.verify_constraint('meta_public.domains', 'one_route_chk');
select public.verify_constraint('meta_public.domains', 'db_fkey');
select public.verify_constraint('meta_public.domains', 'api_fkey');
select public.verify_constraint('meta_public.domains', 'site_fkey');

select public.verify_index('meta_public.domains', 'domains_database_id_idx');
select public.verify_index('meta_public.domains', 'domains_api_id_idx');
select public.verify_index('meta_public.domains', 'domains_site_id_idx');

select public.verify_policy('own', 'meta_public.domains');
select public.verify_policy('server', 'meta_public.domains');

select public.verify_table_grant('meta_public.domains', 'SELECT', 'administrator');
select public.verify_table_grant('meta_public.domains', 'INSERT', 'administrator');
select public.verify_table_grant('meta_public.domains', 'UPDATE', 'administrator');
select public.verify_table_grant('meta_public.domains', 'DELETE', 'administrator');

select public.verify_constraint('meta_private.host_names', 'host_names_pkey');
select public.verify_index('meta_private.host_names', 'host_names_database_id_idx');

do $$
begin
  if (
    select pg_catalog.count(*) from pg_catalog.pg_trigger as t
    where t.tgenabled <> 'D'
      and (t.tgrelid, t.tgname, t.tgfoid) in (
        (
          'meta_public.domains'::pg_catalog.regclass,
          'claim_host_name',
          'meta_private.tg_claim_host_name()'::pg_catalog.regprocedure
        ),
        (
          'collections_public.database'::pg_catalog.regclass,
          'release_host_names',
          'meta_private.tg_release_host_names()'::pg_catalog.regprocedure
        )
      )
  ) <> 2 then
    raise exception 'meta_public.domains must have the triggers claim_host_name and release_host_names';
  end if;
end;
$$;
