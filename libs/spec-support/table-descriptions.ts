import type { TestDatabase } from '@pgpm/testing';

/** Describes tables as text: a paragraph each, with the name, and below it a line for each column, constraint and index. */
export type TableDescriptions = ReadonlyMap<string, readonly string[]>;

/** Reads what is written down, in any order: columns come first and stay in order, the other lines are sorted. */
export function parseTableDescriptions(text: string): TableDescriptions {
  return new Map(
    text
      .trim()
      .split('\n\n')
      .map((paragraph) => {
        const [name = '', ...lines] = paragraph.split('\n').map((line) => line.trim());
        return [name, sorted(lines)];
      }),
  );
}

/** The tables of a schema as the catalog of the server has them. Names are as in a `search_path` of `public`. */
export async function describeTables(db: TestDatabase, schema: string): Promise<TableDescriptions> {
  const tables = await db.any<{ name: string; lines: readonly string[] }>(
    `select c.relnamespace::regnamespace || '.' || c.relname as name, array(
       select format('column %s %s', a.attname, format_type(a.atttypid, a.atttypmod))
         || case when a.attnotnull then ' not null' else '' end
         || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
       from pg_attribute as a
       left join pg_attrdef as d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
       order by a.attnum
     ) || array(
       select 'constraint ' || k.conname || ' '
         || case k.contype when 'c' then 'check' else replace(pg_get_constraintdef(k.oid), '"', '') end
         || coalesce(' ' || obj_description(k.oid, 'pg_constraint'), '')
       from pg_constraint as k
       where k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f')
     ) || array(
       select case when i.indisunique then 'unique ' else '' end || 'index '
         || regexp_replace(pg_get_indexdef(i.indexrelid), '^.* INDEX (\\S+) ON .* USING btree', '\\1')
       from pg_index as i
       where i.indrelid = c.oid and not exists (select from pg_constraint as k where k.conindid = i.indexrelid)
     ) as lines
     from pg_class as c
     where c.relkind = 'r' and c.relnamespace = $1::regnamespace`,
    [schema],
  );
  return new Map(tables.map(({ name, lines }) => [name, sorted(lines)]));
}

function sorted(lines: readonly string[]): readonly string[] {
  const isColumn = (line: string): boolean => line.startsWith('column ');
  return [...lines.filter(isColumn), ...lines.filter((line) => !isColumn(line)).sort()];
}
