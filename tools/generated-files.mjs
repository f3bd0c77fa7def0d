// What the generators of this folder share: the options --check and --help, and writing or comparing files.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs a generator: `files()` gives the text of each file by its path in the repository. With --check nothing is
 * written, and each file that differs by a byte is an error.
 */
export async function generate(tool, { purpose, files }) {
  const usage = `usage: node tools/${tool} [--check]

${purpose}

  --check   write nothing; fail when a file differs from what would be written
  --help    this text`;
  const options = process.argv.slice(2);
  const unknown = options.find((option) => !['--check', '--help'].includes(option));
  if (unknown !== undefined) {
    console.error(`${tool}: unknown option ${unknown}\n${usage}`);
    process.exitCode = 2;
    return;
  }
  if (options.includes('--help')) {
    console.log(usage);
    return;
  }
  for (const [path, text] of Object.entries(await files())) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    if (options.includes('--check')) {
      console.error(`${path} is not what the generator writes: run node tools/${tool}`);
      process.exitCode = 1;
    } else {
      writeFileSync(file, text);
      console.log(`wrote ${path}`);
    }
  }
}

/** A string literal of SQL. */
export const literal = (text) => `'${text.replaceAll("'", "''")}'`;

/** Pieces joined by blanks, in lines of at most `width` characters behind an indentation. */
export function wrap(pieces, indent, width = 120) {
  const lines = [];
  for (const piece of pieces) {
    const longer = lines.length === 0 ? undefined : `${lines.at(-1)} ${piece}`;
    if (longer !== undefined && indent.length + longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  return lines.map((line) => indent + line).join('\n');
}

/** The version of an installed package, for the header of a generated file. */
export const versionOf = (name) =>
  JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
