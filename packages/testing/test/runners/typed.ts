import { getConnections, seed, snapshot, TestingError, type Connections, type TestClient } from '@pgpm/testing';

export async function bodies(client: TestClient): Promise<readonly string[]> {
  return (await client.any<{ body: string }>('select body from notes.notes')).map(({ body }) => body);
}

export async function open(): Promise<Connections> {
  const connections = await getConnections({ module: ['notes'] }, [seed.json({ 'notes.notes': [{ owner: 'ann' }] })]);
  const row: { readonly total: string } = await connections.pg.one<{ total: string }>(
    'select count(*) as total from notes.notes',
  );
  const masked: unknown = snapshot(row);
  if (masked === undefined) throw new TestingError('UNEXPECTED_ROWS', { expected: 'rows', found: 0 });
  return connections;
}
