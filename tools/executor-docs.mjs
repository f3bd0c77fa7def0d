#!/usr/bin/env node
// Writes docs/executors/<verb>.md and docs/generators/<noun>.md from the schemas and from examples.md beside the pages.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const usage = `usage: node tools/executor-docs.mjs [--check]

  --check   write nothing; fail when a page is not up to date
  --help    this text`;

const root = fileURLToPath(new URL('..', import.meta.url));
const plugin = join(root, 'packages/nx-pgpm');
const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The part of the examples of a folder below the heading `## <name>`. */
function examplesOf(folder, name) {
  const sections = readFileSync(join(root, folder, 'examples.md'), 'utf8')
    .split(/^## /m)
    .slice(1);
  const section = sections.find((text) => text.startsWith(`${name}\n`));
  if (section === undefined) throw new Error(`${folder}/examples.md has no section "## ${name}"`);
  return section.slice(name.length).trim();
}

function typeOf({ type, enum: choices, items }) {
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(', ');
  return type === 'array' ? `${items.type}s, with commas` : type;
}

function optionRow([name, option]) {
  const preset = option.default === undefined ? '' : `\`${option.default}\``;
  const position = option.$default?.$source === 'argv' ? ' Can be given without its name.' : '';
  const alias = option.alias === undefined ? '' : `, \`-${option.alias}\``;
  const description = `${option.description}${position}`.replaceAll('|', '\\|');
  return `| \`--${name}\`${alias} | ${typeOf(option)} | ${preset} | ${description} |`;
}

function optionTable(options) {
  return ['| option | type | default | what it does |', '| --- | --- | --- | --- |', ...options.map(optionRow)].join(
    '\n',
  );
}

/** What differs between the pages of executors and those of generators. */
const executorPages = {
  folder: 'docs/executors',
  origin: 'the schema of the executor',
  usage: (verb) => `nx run <project>:${verb}`,
  defaults: `Every option can also be set in \`nx.json\` (\`targetDefaults\`), in \`project.json\` or in the \`nx\` part of \`package.json\`, there
without the dashes.`,
};

const generatorPages = {
  folder: 'docs/generators',
  origin: 'the schema of the generator',
  usage: (noun) => `nx g nx-pgpm:${noun}`,
  defaults: `\`--dry-run\` shows what would be written. Defaults for a workspace belong in \`nx.json\`:
\`{ "generators": { "nx-pgpm:<generator>": { … } } }\`.`,
};

function page({ folder, origin, usage, defaults }, name, schema) {
  const options = Object.entries(schema.properties);
  const positional = options.find(([, option]) => option.$default?.$source === 'argv')?.[0];
  const isRequired = schema.required?.includes(positional);
  const argument = positional === undefined ? '' : isRequired ? ` <${positional}>` : ` [${positional}]`;
  return `# nx-pgpm:${name}

<!-- Written by tools/executor-docs.mjs from ${origin} and from examples.md. Edit those. -->

${schema.description}

\`\`\`text
${usage(name)}${argument} [options]
\`\`\`

## Options

${options.length === 0 ? 'None.' : `${optionTable(options)}\n\n${defaults}`}

## Examples

${examplesOf(folder, name)}
`;
}

function textAt(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

const options = process.argv.slice(2);
const unknown = options.find((option) => !['--check', '--help'].includes(option));
if (unknown !== undefined) {
  console.error(`executor-docs: unknown option ${unknown}\n${usage}`);
  process.exitCode = 2;
} else if (options.includes('--help')) {
  console.log(usage);
} else {
  const { executors } = readJson(join(plugin, 'executors.json'));
  const { generators } = readJson(join(plugin, 'generators.json'));
  const pages = [
    ...Object.entries(executors).map(([name, entry]) => ({ kind: executorPages, name, entry })),
    ...Object.entries(generators).map(([name, entry]) => ({ kind: generatorPages, name, entry })),
  ];
  for (const { kind, name, entry } of pages) {
    const schema = readJson(join(plugin, entry.schema.replace('./dist/', 'src/')));
    const file = `${kind.folder}/${name}.md`;
    const text = page(kind, name, schema);
    if (textAt(join(root, file)) === text) continue;
    if (options.includes('--check')) {
      console.error(`${file} is not up to date: run node tools/executor-docs.mjs`);
      process.exitCode = 1;
    } else {
      writeFileSync(join(root, file), text);
      console.log(`wrote ${file}`);
    }
  }
}
