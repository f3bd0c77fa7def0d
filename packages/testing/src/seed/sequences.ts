import type { Client } from 'pg';

import { quoteName } from './table-name.js';

interface OwnedSequence {
  readonly column: string;
  readonly sequence: string;
}

/**
 * Moves the sequences of columns past the values that were just loaded, so that the next insert does not take one of
 * them again. Where the role may not, they stay. What a sequence gave out does not come back with a rollback.
 *
 * @param table quoted. `columns` exist.
 */
export async function advanceSequences(client: Client, table: string, columns: readonly string[]): Promise<void> {
  const { rows } = await client.query<OwnedSequence>(
    `select c.name as column, owned.sequence
     from unnest($2::text[]) as c (name), pg_get_serial_sequence($1, c.name) as owned (sequence)
     where owned.sequence is not null
       and has_column_privilege($1, c.name, 'select')
       and has_sequence_privilege(owned.sequence, 'select')
       and has_sequence_privilege(owned.sequence, 'update')
       and exists (select from pg_catalog.pg_sequence where seqrelid = owned.sequence::regclass and seqincrement > 0)`,
    [table, columns],
  );
  if (rows.length === 0) return;
  const advances = rows.map(
    ({ column, sequence }) =>
      `select setval(${client.escapeLiteral(sequence)}, loaded.top)
       from (select max(${quoteName(column)})::bigint as top from ${table}) as loaded, ${sequence} as s
       where loaded.top >= s.last_value`,
  );
  await client.query(advances.join(' union all '));
}
