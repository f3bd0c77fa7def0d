import type { Maintenance } from '../server/maintenance.js';

/**
 * Gives a clone what belongs to a database and is not in it: privileges (`grant … on database`) and settings (`alter
 * database … set`, `alter role … in database … set`). One statement on the server, for the rare template that has any.
 */
export async function copyExtras(maintenance: Maintenance, template: string, clone: string): Promise<void> {
  const [from, to] = [maintenance.literal(template), maintenance.literal(clone)];
  await maintenance.query(`do $extras$
    declare
      source pg_catalog.pg_database := (select d from pg_catalog.pg_database as d where d.datname = ${from});
      item record;
    begin
      if source.datacl is not null then
        execute format('revoke all on database %I from public', ${to});
      end if;
      for item in
        select a.privilege_type, a.is_grantable, r.rolname
        from aclexplode(source.datacl) as a
        left join pg_catalog.pg_roles as r on r.oid = a.grantee
        where a.grantee <> source.datdba
      loop
        execute format('grant %s on database %I to %s%s', item.privilege_type, ${to},
          coalesce(quote_ident(item.rolname), 'public'), case when item.is_grantable then ' with grant option' end);
      end loop;
      for item in
        select split_part(setting, '=', 1) as name, substr(setting, strpos(setting, '=') + 1) as value,
          case when s.setrole = 0 then format('database %I', ${to})
            else format('role %s in database %I', s.setrole::pg_catalog.regrole, ${to}) end as place
        from pg_catalog.pg_db_role_setting as s, unnest(s.setconfig) as setting
        where s.setdatabase = source.oid
      loop
        -- Through the session, because only there a list such as search_path needs no quoting of its own.
        perform set_config(item.name, item.value, true);
        execute format('alter %s set %I from current', item.place, item.name);
      end loop;
    end
  $extras$`);
}
