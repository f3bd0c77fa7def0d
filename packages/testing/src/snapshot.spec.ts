import { snapshot } from './snapshot.js';

const one = '0b5c9f1e-3c1d-4a3e-9c3b-2f6f1d0a7e11';
const two = '0B5C9F1E-3C1D-4A3E-9C3B-2F6F1D0A7E12';

test('ids, uuids and dates are masked, and the same value gets the same number', () => {
  const rows = [
    { id: 7, owner_id: '9', parentId: null, name: 'a', key: one, created_at: new Date(0) },
    { id: 9, owner_id: 7, parentId: 7, name: 'b', key: `urn:${one}/${two}`, created_at: '2030-01-01 10:00:00.5+00' },
  ];
  expect(snapshot(rows)).toEqual([
    { id: '[id-1]', owner_id: '[id-2]', parentId: null, name: 'a', key: '[uuid-1]', created_at: '[date]' },
    {
      id: '[id-2]',
      owner_id: '[id-1]',
      parentId: '[id-1]',
      name: 'b',
      key: 'urn:[uuid-1]/[uuid-2]',
      created_at: '[date]',
    },
  ]);
});

test('JSON and arrays are masked inside', () => {
  expect(snapshot({ payload: { job_ids: [1, 2, 1], at: '2030-01-01T00:00:00Z', deep: [{ id: 2 }] } })).toEqual({
    payload: { job_ids: ['[id-1]', '[id-2]', '[id-1]'], at: '[date]', deep: [{ id: '[id-2]' }] },
  });
});

test.each([
  'text',
  '',
  0,
  -1.5,
  true,
  null,
  undefined,
  '2030-01-01',
  '12:30:00',
  ['valid', 'paid', 'void'],
  { valid: 1, paid: 2, hidden: 3, ids_total: 4, grid: 5 },
])('%j stays', (value) => {
  expect(snapshot(value)).toEqual(value);
});

test('what is given is not changed, and bytes are left alone', () => {
  const row = { id: 1, bytes: Buffer.from('x'), map: new Map([['id', 1]]) };
  expect(snapshot(row)).toEqual({ ...row, id: '[id-1]' });
  expect(row.id).toBe(1);
});

test('further columns are masked by name', () => {
  expect(snapshot([{ token: 'x1', pin: 12 }, { token: null }], { mask: ['token', 'pin'] })).toEqual([
    { token: '[token]', pin: '[pin]' },
    { token: null },
  ]);
});
