import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** The folder of the plugin's package. */
export const pluginRoot = join(__dirname, '../..');

export function readManifest(path: string): Map<string, unknown> {
  const json: unknown = JSON.parse(readFileSync(join(pluginRoot, path), 'utf8'));
  return entriesOf(json);
}

export function entriesOf(value: unknown): Map<string, unknown> {
  expect(value).toEqual(expect.any(Object));
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

/** Nx falls back from dist to src for a package of the workspace, so both must have the same layout. */
export function sourceOf(path: string): string {
  return join(pluginRoot, path.replace('./dist/', './src/'));
}

/** The members of the one interface in a file, without line breaks. */
export function membersOf(path: string): readonly string[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const declared = file.statements.filter((statement) => ts.isInterfaceDeclaration(statement));
  expect(declared).toHaveLength(1);
  return (declared[0]?.members ?? []).map((member) => member.getText(file).replace(/\s+/g, ' ').replace(/: \| /, ': '));
}
