import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

const repository = join(__dirname, '../../..');
const page = readFileSync(join(repository, 'docs/guides/troubleshooting.md'), 'utf8');

/** The sources of all packages, without their tests. */
function sources(): readonly ts.SourceFile[] {
  return readdirSync(join(repository, 'packages')).flatMap((name) => {
    const folder = join(repository, 'packages', name, 'src');
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
      .map((path) => join(folder, path))
      .map((path) => ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));
  });
}

/** Codes are the members of interfaces called `…Failures`, and the first arguments of `new GeneratorError`. */
function codesIn(node: ts.Node): readonly string[] {
  const below: string[] = [];
  ts.forEachChild(node, (child) => void below.push(...codesIn(child)));
  if (ts.isInterfaceDeclaration(node) && node.name.text.endsWith('Failures')) {
    return [...below, ...node.members.flatMap(({ name }) => (name && ts.isIdentifier(name) ? name.text : []))];
  }
  const isRefusal = ts.isNewExpression(node) && node.expression.getText() === 'GeneratorError';
  const code = isRefusal ? node.arguments?.[0] : undefined;
  return code !== undefined && ts.isStringLiteral(code) ? [...below, code.text] : below;
}

test('the page explains every code of the product, and no other', () => {
  const known = new Set(sources().flatMap(codesIn));
  expect(known.size).toBeGreaterThan(100);
  const explained = [...page.matchAll(/^\| `([A-Z_]+)` \|/gm)];
  expect(explained.map(([, code]) => code).sort()).toEqual([...known].sort());
});

test('each entry says why, and what to do', () => {
  const rows = page.split('\n').filter((line) => /^\| `[A-Z_]+` \|/.test(line));
  for (const row of rows) expect(row).toMatch(/^\| `[A-Z_]+` \| .*\. \| .*(?:[.:?]|`) \|$/);
});
