import { Client, type ClientConfig } from 'pg';

/** Object identifiers below belong to what a new cluster has. */
const firstOwn = 16384;

const listing = `
    with recursive foreign_object as (
       select classid, objid from pg_depend where deptype = 'e' and refclassid = 'pg_extension'::regclass
       union
       -- What comes with the objects of extensions: arrays and rows of types, indexes of constraints.
       select part.classid, part.objid from pg_depend as part
       join foreign_object as whole on (part.refclassid, part.refobjid) = (whole.classid, whole.objid)
       where part.deptype in ('i', 'a')
     ), object as (
       select 'pg_namespace'::regclass as classid, oid, 'schema ' || nspname as object, oid as namespace
       from pg_namespace
       union all
       select 'pg_class'::regclass, oid, 'relation ' || oid::regclass, relnamespace from pg_class where relkind <> 't'
       union all
       select 'pg_proc'::regclass, oid, 'routine ' || oid::regprocedure, pronamespace from pg_proc
       union all
       select 'pg_type'::regclass, oid, 'type ' || oid::regtype, typnamespace from pg_type
       union all
       select 'pg_default_acl'::regclass, oid, format('default privileges %s %s', defaclobjtype, defaclacl),
         defaclnamespace from pg_default_acl
     )
     select object from object
     where oid >= ${firstOwn} and (classid, oid) not in (select classid, objid from foreign_object)
       and namespace not in (select oid from pg_namespace where nspname in ('pgpm_migrate', 'pg_toast'))
     union all
     select 'privileges of the schema public ' || coalesce(nspacl::text, '') from pg_namespace where nspname = 'public'
     order by 1`;

/** Everything in a database that scripts have made, but for extensions and the registry; also changed privileges. */
export async function ownObjects(database: ClientConfig): Promise<readonly string[]> {
  const client = new Client(database);
  await client.connect();
  try {
    const { rows } = await client.query<{ object: string }>(listing);
    return rows.map(({ object }) => object);
  } finally {
    await client.end();
  }
}
