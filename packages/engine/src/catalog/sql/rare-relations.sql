-- Rules, statistics objects, aggregates, operators, casts, languages, event triggers.
select 'rule', r.name || '.' || quote_ident(w.rulename),
  concat_ws(E'\n', pg_get_ruledef(w.oid),
    case w.ev_enabled when 'D' then 'disabled' when 'R' then 'enabled replica' when 'A' then 'enabled always' end)
from relation as r
join pg_rewrite as w on w.ev_class = r.oid
where w.rulename <> '_RETURN'

union all
select 'statistics', format('%I.%I', n.nspname, s.stxname),
  concat_ws(E'\n', pg_get_statisticsobjdef(s.oid), 'statistics ' || nullif((to_jsonb(s) ->> 'stxstattarget')::int, -1),
    'owner ' || nullif(s.stxowner, (select oid from deployer))::regrole)
from own_schema as n
join pg_statistic_ext as s on s.stxnamespace = n.oid

union all
select 'aggregate', r.name,
  concat_ws(E'\n',
    format('create aggregate %s returns %s', r.name, p.prorettype::regtype),
    format('arguments %s', pg_get_function_arguments(r.oid)),
    format('kind %s, %s direct arguments, parallel %s', a.aggkind, a.aggnumdirectargs, p.proparallel),
    format('sfunc %s stype %s sspace %s', a.aggtransfn::regprocedure, a.aggtranstype::regtype, a.aggtransspace),
    'initcond ' || quote_literal(a.agginitval),
    'finalfunc ' || nullif(a.aggfinalfn::oid, 0)::regprocedure || case when a.aggfinalextra then ' extra' else '' end
      || ' modify ' || a.aggfinalmodify::text,
    'combinefunc ' || nullif(a.aggcombinefn::oid, 0)::regprocedure,
    'serialfunc ' || nullif(a.aggserialfn::oid, 0)::regprocedure,
    'deserialfunc ' || nullif(a.aggdeserialfn::oid, 0)::regprocedure,
    'msfunc ' || nullif(a.aggmtransfn::oid, 0)::regprocedure || ' mstype ' || a.aggmtranstype::regtype
      || ' msspace ' || a.aggmtransspace,
    'minvfunc ' || nullif(a.aggminvtransfn::oid, 0)::regprocedure,
    'minitcond ' || quote_literal(a.aggminitval),
    'mfinalfunc ' || nullif(a.aggmfinalfn::oid, 0)::regprocedure || case when a.aggmfinalextra then ' extra' else '' end
      || ' modify ' || a.aggmfinalmodify::text,
    'sortop ' || nullif(a.aggsortop, 0)::regoperator,
    'owner ' || nullif(r.proowner, (select oid from deployer))::regrole)
from routine as r
join pg_proc as p on p.oid = r.oid
join pg_aggregate as a on a.aggfnoid = r.oid

union all
select 'operator', o.oid::regoperator::text,
  concat_ws(E'\n',
    format('create operator %s returns %s', o.oid::regoperator, o.oprresult::regtype),
    'function ' || nullif(o.oprcode::oid, 0)::regprocedure,
    'commutator ' || nullif(o.oprcom, 0)::regoperator,
    'negator ' || nullif(o.oprnegate, 0)::regoperator,
    'restrict ' || nullif(o.oprrest::oid, 0)::regprocedure,
    'join ' || nullif(o.oprjoin::oid, 0)::regprocedure,
    case when o.oprcanhash then 'hashes' end,
    case when o.oprcanmerge then 'merges' end,
    'owner ' || nullif(o.oprowner, (select oid from deployer))::regrole)
from own_schema as n
join pg_operator as o on o.oprnamespace = n.oid
where o.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_operator'::regclass and e.objid = o.oid)

union all
select 'operator family', format('%I.%I using %I', n.nspname, f.opfname, m.amname),
  concat_ws(E'\n',
    format('create operator family %I.%I using %I', n.nspname, f.opfname, m.amname),
    (select string_agg(
       format('operator %s %s%s', o.amopstrategy, o.amopopr::regoperator,
         coalesce(' for order by ' || (
           select format('%I.%I', sn.nspname, s.opfname)
           from pg_opfamily as s join pg_namespace as sn on sn.oid = s.opfnamespace where s.oid = o.amopsortfamily), '')),
       E'\n' order by o.amoplefttype::regtype::text, o.amoprighttype::regtype::text, o.amopstrategy)
     from pg_amop as o where o.amopfamily = f.oid),
    (select string_agg(
       format('function %s (%s, %s) %s', p.amprocnum, p.amproclefttype::regtype, p.amprocrighttype::regtype,
         p.amproc::regprocedure),
       E'\n' order by p.amproclefttype::regtype::text, p.amprocrighttype::regtype::text, p.amprocnum)
     from pg_amproc as p where p.amprocfamily = f.oid),
    'owner ' || nullif(f.opfowner, (select oid from deployer))::regrole)
from own_schema as n
join pg_opfamily as f on f.opfnamespace = n.oid
join pg_am as m on m.oid = f.opfmethod
where f.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_opfamily'::regclass and e.objid = f.oid)

union all
select 'operator class', format('%I.%I using %I', n.nspname, c.opcname, m.amname),
  concat_ws(E'\n',
    format('create operator class %I.%I %sfor type %s using %I family %I.%I', n.nspname, c.opcname,
      case when c.opcdefault then 'default ' else '' end, c.opcintype::regtype, m.amname, fn.nspname, f.opfname),
    'storage ' || nullif(c.opckeytype, 0)::regtype,
    'owner ' || nullif(c.opcowner, (select oid from deployer))::regrole)
from own_schema as n
join pg_opclass as c on c.opcnamespace = n.oid
join pg_am as m on m.oid = c.opcmethod
join pg_opfamily as f on f.oid = c.opcfamily
join pg_namespace as fn on fn.oid = f.opfnamespace
where c.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_opclass'::regclass and e.objid = c.oid)

union all
select 'cast', format('%s as %s', c.castsource::regtype, c.casttarget::regtype),
  format('create cast (%s as %s) %s %s', c.castsource::regtype, c.casttarget::regtype,
    case c.castmethod when 'f' then 'with function ' || c.castfunc::regprocedure when 'i' then 'with inout'
      else 'without function' end,
    case c.castcontext when 'e' then 'explicit' when 'a' then 'as assignment' else 'as implicit' end)
from pg_cast as c
where c.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_cast'::regclass and e.objid = c.oid)

union all
select 'transform', format('%s language %I', t.trftype::regtype, l.lanname),
  concat_ws(E'\n',
    'from sql with ' || nullif(t.trffromsql::oid, 0)::regprocedure,
    'to sql with ' || nullif(t.trftosql::oid, 0)::regprocedure)
from pg_transform as t
join pg_language as l on l.oid = t.trflang
where t.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_transform'::regclass and e.objid = t.oid)

union all
select 'language', quote_ident(l.lanname),
  concat_ws(E'\n',
    format('create %slanguage %I', case when l.lanpltrusted then 'trusted ' else '' end, l.lanname),
    'handler ' || nullif(l.lanplcallfoid, 0)::regprocedure,
    'inline ' || nullif(l.laninline, 0)::regprocedure,
    'validator ' || nullif(l.lanvalidator, 0)::regprocedure,
    'owner ' || nullif(l.lanowner, (select oid from deployer))::regrole)
from pg_language as l
where l.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_language'::regclass and e.objid = l.oid)

union all
select 'event trigger', quote_ident(t.evtname),
  concat_ws(E'\n',
    format('create event trigger %I on %s execute function %s', t.evtname, t.evtevent, t.evtfoid::regprocedure),
    'when tag in (' || (select string_agg(quote_literal(tag), ', ' order by tag) from unnest(t.evttags) as tag) || ')',
    case t.evtenabled when 'D' then 'disabled' when 'R' then 'enabled replica' when 'A' then 'enabled always' end,
    'owner ' || nullif(t.evtowner, (select oid from deployer))::regrole)
from pg_event_trigger as t
where not exists (select from extension_member as e where e.classid = 'pg_event_trigger'::regclass and e.objid = t.oid)
