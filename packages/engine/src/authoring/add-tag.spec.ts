import { ada, memoryFiles, outcome, shop, shopFiles } from '../../test/support/memory-files.js';
import { thrown } from '../../test/support/thrown.js';
import { addTag } from './add-tag.js';

const files = memoryFiles(shopFiles);
const plan = shopFiles['modules/shop/pgpm.plan'] ?? '';
const line = '@v2 2026-02-03T04:05:06Z Ada <ada@example.org>\n';

test('tags the last change, with or without the @', () => {
  for (const tag of ['v2', '@v2']) {
    const { edits } = addTag({ files, module: shop, tag, attribution: ada });
    expect(outcome(edits)).toEqual({ 'modules/shop/pgpm.plan': plan + line });
  }
});

test('tags a change', () => {
  const { edits } = addTag({ files, module: shop, tag: 'v2', change: 'books', note: 'first', attribution: ada });
  const after = outcome(edits)['modules/shop/pgpm.plan'] ?? '';
  expect(after.split('\n')[6]).toBe(`${line.trim()} # first`);
});

test.each([
  ['a tag that is there', { tag: 'v1' }, 'TAG_EXISTS'],
  ['an unknown change', { tag: 'v2', change: 'boks' }, 'CHANGE_NOT_FOUND'],
  ['a name that is none', { tag: 'a/b' }, 'INVALID_NAME'],
])('refuses %s', (_, options, code) => {
  const error = thrown(() => addTag({ files, module: shop, attribution: ada, ...options }));
  expect(error).toMatchObject({ code, module: 'shop', place: { file: 'modules/shop/pgpm.plan' } });
});

test('refuses a plan without changes', () => {
  const empty = memoryFiles({ ...shopFiles, 'modules/shop/pgpm.plan': '%project=shop\n' });
  expect(thrown(() => addTag({ files: empty, module: shop, tag: 'v1', attribution: ada })).code).toBe('EMPTY_PLAN');
});
