-- One number for each catalog, made of all that the other files read of it. OIDs are part of it: when all numbers are what
-- they were, nothing has changed; when some are not, what changed may be without meaning. Toast tables, which stay when
-- they are no longer needed, and privileges that were given and taken back, shall make no difference.
select array[
  (select sum(hash_record_extended(row(n.oid, n.nspname, n.nspowner, coalesce(n.nspacl, acldefault('n', n.nspowner))), 0)) from pg_namespace as n
   where n.nspname not like 'pg\_%'),
  (select sum(hash_record_extended(row(c.oid, c.relname, c.relnamespace, c.reloftype, c.relowner, c.relam, c.reltablespace,
     c.relpersistence, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.relispopulated, c.relreplident,
     c.relispartition,
     coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's'::"char" else 'r' end, c.relowner)), c.reloptions, c.relpartbound::text), 0))
   from pg_class as c
   where c.oid >= 16384 and (c.relnamespace <> 'pg_toast'::regnamespace or c.relkind = 't' and c.reloptions is not null)),
  (select sum(hash_record_extended(row(a.attrelid, a.attname, a.atttypid, a.attnum, a.atttypmod, a.attnotnull, a.attidentity,
     a.attgenerated, a.attstorage, a.attcompression, a.attstattarget, a.attcollation, a.attislocal, a.attinhcount, a.attacl,
     a.attoptions, a.attfdwoptions), 0))
   from pg_class as c
   join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.oid >= 16384 and c.relnamespace <> 'pg_toast'::regnamespace),
  (select sum(hashtextextended(d::text, 0)) from pg_attrdef as d),
  (select sum(hash_record_extended(row(i.inhrelid, i.inhparent, i.inhseqno), 0)) from pg_inherits as i),
  (select sum(hashtextextended(p::text, 0)) from pg_partitioned_table as p),
  (select sum(hashtextextended(k::text, 0)) from pg_constraint as k where k.oid >= 16384),
  (select sum(hash_record_extended(row(i.indexrelid, i.indrelid, i.indisclustered, i.indisvalid, i.indisreplident), 0))
   from pg_class as c
   join pg_index as i on i.indexrelid = c.oid
   where c.oid >= 16384 and c.relkind in ('i', 'I') and c.relnamespace <> 'pg_toast'::regnamespace),
  (select sum(hashtextextended(s::text, 0)) from pg_sequence as s),
  (select sum(owner.hash)
   from pg_sequence as s
   cross join lateral (
     select sum(hash_record_extended(row(d.objid, d.refobjid, d.refobjsubid, d.deptype), 0))
     from pg_depend as d
     where d.classid = 'pg_class'::regclass and d.objid = s.seqrelid and d.deptype in ('a', 'i')
   ) as owner (hash)),
  (select sum(hashtextextended(w::text, 0)) from pg_rewrite as w where w.oid >= 16384),
  (select sum(hashtextextended(t::text, 0)) from pg_trigger as t where not t.tgisinternal),
  (select sum(hashtextextended(p::text, 0)) from pg_policy as p),
  (select sum(hashtextextended(s::text, 0)) from pg_statistic_ext as s),
  (select sum(hash_record_extended(row(p.oid, p.proname, p.pronamespace, p.proowner, p.prolang, p.procost, p.prorows,
     p.provariadic, p.prosupport::oid, p.prokind, p.prosecdef, p.proleakproof, p.proisstrict, p.proretset, p.provolatile,
     p.proparallel, p.prorettype, p.proargtypes::text, p.proallargtypes, p.proargmodes, p.proargnames,
     p.proargdefaults::text, p.protrftypes, p.prosrc, p.probin, p.prosqlbody::text, p.proconfig,
     coalesce(p.proacl, acldefault('f', p.proowner))), 0))
   from pg_proc as p where p.oid >= 16384),
  (select sum(hashtextextended(a::text, 0)) from pg_aggregate as a where a.aggfnoid::oid >= 16384),
  (select sum(hash_record_extended(row(t.oid, t.typname, t.typnamespace, t.typowner, t.typlen, t.typbyval, t.typtype,
     t.typcategory, t.typispreferred, t.typisdefined, t.typdelim, t.typrelid, t.typelem, t.typarray, t.typinput::oid,
     t.typoutput::oid, t.typreceive::oid, t.typsend::oid, t.typmodin::oid, t.typmodout::oid, t.typanalyze::oid, t.typalign,
     t.typstorage, t.typnotnull, t.typbasetype, t.typtypmod, t.typcollation, t.typdefaultbin::text, t.typdefault,
     coalesce(t.typacl, acldefault('T', t.typowner))), 0))
   from pg_type as t where t.oid >= 16384),
  (select sum(hashtextextended(e::text, 0)) from pg_enum as e),
  (select sum(hashtextextended(r::text, 0)) from pg_range as r where r.rngtypid >= 16384),
  (select sum(hashtextextended(o::text, 0)) from pg_operator as o where o.oid >= 16384),
  (select sum(hashtextextended(f::text, 0)) from pg_opfamily as f where f.oid >= 16384),
  (select sum(hashtextextended(c::text, 0)) from pg_opclass as c where c.oid >= 16384),
  (select sum(hashtextextended(o::text, 0)) from pg_amop as o where o.oid >= 16384),
  (select sum(hashtextextended(p::text, 0)) from pg_amproc as p where p.oid >= 16384),
  (select sum(hashtextextended(c::text, 0)) from pg_cast as c where c.oid >= 16384),
  (select sum(hashtextextended(t::text, 0)) from pg_transform as t),
  (select sum(hashtextextended(row(l.oid, l.lanname, l.lanowner, l.lanpltrusted, l.lanplcallfoid, l.laninline, l.lanvalidator,
     coalesce(l.lanacl, acldefault('l', l.lanowner)))::text, 0))
   from pg_language as l),
  (select sum(hashtextextended(t::text, 0)) from pg_event_trigger as t),
  (select sum(hashtextextended(c::text, 0)) from pg_collation as c where c.oid >= 16384),
  (select sum(hashtextextended(c::text, 0)) from pg_conversion as c where c.oid >= 16384),
  (select sum(hashtextextended(c::text, 0)) from pg_ts_config as c where c.oid >= 16384),
  (select sum(hashtextextended(m::text, 0)) from pg_ts_config_map as m where m.mapcfg >= 16384),
  (select sum(hashtextextended(d::text, 0)) from pg_ts_dict as d where d.oid >= 16384),
  (select sum(hashtextextended(p::text, 0)) from pg_ts_parser as p where p.oid >= 16384),
  (select sum(hashtextextended(t::text, 0)) from pg_ts_template as t where t.oid >= 16384),
  (select sum(hashtextextended(a::text, 0)) from pg_default_acl as a),
  (select sum(hash_record_extended(r, 0)) from pg_roles as r),
  (select sum(hashtextextended(m::text, 0)) from pg_auth_members as m),
  (select sum(hashtextextended(s::text, 0)) from pg_db_role_setting as s),
  (select sum(hashtextextended(coalesce(d.datacl, acldefault('d', d.datdba))::text, 0)) from pg_database as d
   where d.datname = current_database()),
  (select sum(hashtextextended(x::text, 0)) from pg_extension as x),
  (select sum(hash_record_extended(row(d.classid, d.objid, d.refobjid), 0))
   from pg_depend as d where d.refclassid = 'pg_extension'::regclass and d.deptype = 'e'),
  (select sum(hashtextextended(m::text, 0)) from pg_am as m where m.oid >= 16384),
  (select sum(hashtextextended(row(w.oid, w.fdwname, w.fdwowner, w.fdwhandler, w.fdwvalidator, w.fdwoptions,
     coalesce(w.fdwacl, acldefault('F', w.fdwowner)))::text, 0))
   from pg_foreign_data_wrapper as w),
  (select sum(hashtextextended(row(s.oid, s.srvname, s.srvowner, s.srvfdw, s.srvtype, s.srvversion, s.srvoptions,
     coalesce(s.srvacl, acldefault('S', s.srvowner)))::text, 0))
   from pg_foreign_server as s),
  (select sum(hashtextextended(f::text, 0)) from pg_foreign_table as f),
  (select sum(hashtextextended(u::text, 0)) from pg_user_mappings as u),
  (select sum(hashtextextended(p::text, 0)) from pg_publication as p),
  (select sum(t.hash) from (select 1 from pg_publication limit 1) as any_publication
   cross join lateral (select sum(hashtextextended(t::text, 0)) from pg_publication_tables as t) as t (hash)),
  (select sum(hashtextextended(row(s.oid, s.subname, s.subowner, s.subenabled, s.subslotname, s.subpublications)::text, 0))
   from pg_subscription as s),
  (select count(*) from pg_largeobject_metadata),
  (select sum(hash_record_extended(d, 0)) from pg_description as d where d.objoid >= 16384),
  (select sum(hash_record_extended(d, 0)) from pg_description as d where d.objoid = to_regnamespace('public')),
  (select sum(hashtextextended(d::text, 0)) from pg_shdescription as d where d.classoid = 'pg_authid'::regclass),
  (select sum(hashtextextended(l::text, 0)) from pg_seclabel as l where l.objoid >= 16384)]::text
