-- Collations, conversions, text search.
select 'collation', format('%I.%I', n.nspname, c.collname),
  concat_ws(E'\n',
    format('create collation %I.%I provider %s', n.nspname, c.collname, c.collprovider),
    'locale ' || coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale'),
    'lc_collate ' || c.collcollate, 'lc_ctype ' || c.collctype,
    case when not c.collisdeterministic then 'not deterministic' end,
    'rules ' || (to_jsonb(c) ->> 'collicurules'),
    'owner ' || nullif(c.collowner, (select oid from deployer))::regrole)
from own_schema as n
join pg_collation as c on c.collnamespace = n.oid
where c.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_collation'::regclass and e.objid = c.oid)

union all
select 'conversion', format('%I.%I', n.nspname, c.conname),
  concat_ws(E'\n',
    format('create %sconversion %I.%I for %L to %L from %s', case when c.condefault then 'default ' else '' end,
      n.nspname, c.conname, pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), c.conproc),
    'owner ' || nullif(c.conowner, (select oid from deployer))::regrole)
from own_schema as n
join pg_conversion as c on c.connamespace = n.oid
where c.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_conversion'::regclass and e.objid = c.oid)

union all
select 'text search configuration', c.oid::regconfig::text,
  concat_ws(E'\n',
    format('create text search configuration %s parser %I.%I', c.oid::regconfig, pn.nspname, p.prsname),
    (select string_agg(format('mapping for token type %s with %s', m.maptokentype, m.mapdict::regdictionary),
       E'\n' order by m.maptokentype, m.mapseqno)
     from pg_ts_config_map as m where m.mapcfg = c.oid),
    'owner ' || nullif(c.cfgowner, (select oid from deployer))::regrole)
from own_schema as n
join pg_ts_config as c on c.cfgnamespace = n.oid
join pg_ts_parser as p on p.oid = c.cfgparser
join pg_namespace as pn on pn.oid = p.prsnamespace
where c.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_ts_config'::regclass and e.objid = c.oid)

union all
select 'text search dictionary', d.oid::regdictionary::text,
  concat_ws(E'\n',
    format('create text search dictionary %s template %I.%I', d.oid::regdictionary, tn.nspname, t.tmplname),
    'options ' || d.dictinitoption,
    'owner ' || nullif(d.dictowner, (select oid from deployer))::regrole)
from own_schema as n
join pg_ts_dict as d on d.dictnamespace = n.oid
join pg_ts_template as t on t.oid = d.dicttemplate
join pg_namespace as tn on tn.oid = t.tmplnamespace
where d.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_ts_dict'::regclass and e.objid = d.oid)

union all
select 'text search parser', format('%I.%I', n.nspname, p.prsname),
  format('start %s token %s end %s headline %s lextypes %s', p.prsstart, p.prstoken, p.prsend, p.prsheadline, p.prslextype)
from own_schema as n
join pg_ts_parser as p on p.prsnamespace = n.oid
where p.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_ts_parser'::regclass and e.objid = p.oid)

union all
select 'text search template', format('%I.%I', n.nspname, t.tmplname), format('init %s lexize %s', t.tmplinit, t.tmpllexize)
from own_schema as n
join pg_ts_template as t on t.tmplnamespace = n.oid
where t.oid >= 16384
  and not exists (select from extension_member as e where e.classid = 'pg_ts_template'::regclass and e.objid = t.oid)
