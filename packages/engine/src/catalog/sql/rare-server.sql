-- Access methods, foreign data, publications, subscriptions, large objects, security labels.
select 'access method', quote_ident(m.amname),
  format('create access method %I type %s handler %s', m.amname, m.amtype, m.amhandler)
from pg_am as m
where m.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_am'::regclass and e.objid = m.oid)

union all
select 'foreign data wrapper', quote_ident(w.fdwname),
  concat_ws(E'\n', 'create foreign data wrapper ' || quote_ident(w.fdwname),
    'handler ' || nullif(w.fdwhandler, 0)::regprocedure,
    'validator ' || nullif(w.fdwvalidator, 0)::regprocedure,
    'options (' || array_to_string(w.fdwoptions, ', ') || ')',
    'owner ' || nullif(w.fdwowner, (select oid from deployer))::regrole)
from pg_foreign_data_wrapper as w
where not exists (
  select from extension_member as e where e.classid = 'pg_foreign_data_wrapper'::regclass and e.objid = w.oid)

union all
select 'server', quote_ident(s.srvname),
  concat_ws(E'\n', format('create server %I foreign data wrapper %I', s.srvname, w.fdwname),
    'type ' || quote_literal(s.srvtype),
    'version ' || quote_literal(s.srvversion),
    'options (' || array_to_string(s.srvoptions, ', ') || ')',
    'owner ' || nullif(s.srvowner, (select oid from deployer))::regrole)
from pg_foreign_server as s
join pg_foreign_data_wrapper as w on w.oid = s.srvfdw
where not exists (select from extension_member as e where e.classid = 'pg_foreign_server'::regclass and e.objid = s.oid)

union all
-- Options of user mappings hold passwords: their digest is enough to see a difference.
select 'user mapping', format('for %s server %I', coalesce(nullif(u.umuser, 0)::regrole::text, 'public'), u.srvname),
  coalesce('options ' || md5(array_to_string(u.umoptions, ', ')), 'no options')
from pg_user_mappings as u

union all
select 'publication', quote_ident(p.pubname),
  concat_ws(E'\n',
    format('create publication %I%s', p.pubname, case when p.puballtables then ' for all tables' else '' end),
    (select string_agg(concat_ws(' ', format('table %I.%I', t.schemaname, t.tablename),
         'columns ' || (to_jsonb(t) ->> 'attnames'), 'where ' || (to_jsonb(t) ->> 'rowfilter')),
       E'\n' order by t.schemaname, t.tablename)
     from pg_publication_tables as t where t.pubname = p.pubname and not p.puballtables),
    concat_ws(' ', 'publish', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
      case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end),
    case when p.pubviaroot then 'via root' end,
    'owner ' || nullif(p.pubowner, (select oid from deployer))::regrole)
from pg_publication as p

union all
select 'subscription', quote_ident(s.subname),
  concat_ws(E'\n', format('publications %s, enabled %s, slot %L', array_to_string(s.subpublications, ', '), s.subenabled,
      s.subslotname),
    'owner ' || nullif(s.subowner, (select oid from deployer))::regrole)
from pg_subscription as s
where s.subdbid = (select d.oid from pg_database as d where d.datname = current_database())

union all
select 'large objects', 'of this database', count(*)::text
from pg_largeobject_metadata
having count(*) > 0

union all
select 'security label', o.type || ' ' || o.identity || ' for ' || l.provider, l.label
from pg_seclabel as l
cross join lateral pg_identify_object(l.classoid, l.objoid, l.objsubid) as o
where l.objoid >= 16384
