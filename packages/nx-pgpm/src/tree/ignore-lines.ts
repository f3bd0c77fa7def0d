import type { Tree } from '@nx/devkit';

/** Lines at the end of a file such as .gitignore, unless they are there; `dist` and `/dist/` are the same as `dist/`. */
export function ensureLines(tree: Tree, path: string, lines: readonly string[]): void {
  const text = tree.exists(path) ? (tree.read(path, 'utf8') ?? '') : '';
  const meaning = (line: string): string => line.trim().replace(/^\/|\/$/g, '');
  const present = new Set(text.split(/\r?\n/).map(meaning));
  const missing = lines.filter((line) => !present.has(meaning(line)));
  if (missing.length === 0) return;
  const start = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  tree.write(path, start + missing.map((line) => `${line}\n`).join(''));
}
