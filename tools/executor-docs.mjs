#!/usr/bin/env node
// Writes docs/executors/<verb>.md from the schemas of the executors and the examples in docs/executors/examples.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const usage = `usage: node tools/executor-docs.mjs [--check]

  --check   write nothing; fail when a page is not up to date
  --help    this text`;

const root = fileURLToPath(new URL('..', import.meta.url));
const plugin = join(root, 'packages/nx-pgpm');
const folder = join(root, 'docs/executors');

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/** The part of the examples below the heading `## <verb>`. */
function examplesOf(verb) {
  const sections = readFileSync(join(folder, 'examples.md'), 'utf8').split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`${verb}\n`));
  if (section === undefined) throw new Error(`docs/executors/examples.md has no section "## ${verb}"`);
  return section.slice(verb.length).trim();
}

function typeOf({ type, enum: choices }) {
  return choices === undefined ? type : choices.map((choice) => `\`${choice}\``).join(', ');
}

function optionRow([name, option]) {
  const preset = option.default === undefined ? '' : `\`${option.default}\``;
  const position = option.$default?.$source === 'argv' ? ' Can be given without its name.' : '';
  const description = `${option.description}${position}`.replaceAll('|', '\\|');
  return `| \`--${name}\` | ${typeOf(option)} | ${preset} | ${description} |`;
}

function page(verb, schema) {
  const options = Object.entries(schema.properties);
  const positional = options.find(([, option]) => option.$default?.$source === 'argv');
  return `# nx-pgpm:${verb}

<!-- Written by tools/executor-docs.mjs from the schema of the executor and from examples.md. Edit those. -->

${schema.description}

\`\`\`sh
nx run <project>:${verb}${positional === undefined ? '' : ` [${positional[0]}]`} [options]
\`\`\`

## Options

| option | type | default | what it does |
| --- | --- | --- | --- |
${options.map(optionRow).join('\n')}

Every option can also be set in \`nx.json\` (\`targetDefaults\`), in \`project.json\` or in the \`nx\` part of \`package.json\`, there
without the dashes.

## Examples

${examplesOf(verb)}
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
  for (const [verb, executor] of Object.entries(executors)) {
    const schema = readJson(join(plugin, executor.schema.replace('./dist/', 'src/')));
    const path = join(folder, `${verb}.md`);
    const text = page(verb, schema);
    if (textAt(path) === text) continue;
    if (options.includes('--check')) {
      console.error(`docs/executors/${verb}.md is not up to date: run node tools/executor-docs.mjs`);
      process.exitCode = 1;
    } else {
      writeFileSync(path, text);
      console.log(`wrote docs/executors/${verb}.md`);
    }
  }
}
