#!/usr/bin/env node
// Writes docs/cli/<command>.md from the definitions of the commands and from docs/cli/details/<command>.md.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const usage = `usage: node tools/cli-docs.mjs [--check]

  --check   write nothing; fail when a page is not up to date
  --help    this text`;

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'docs/cli');
const require = createRequire(import.meta.url);

const fileOf = (name) => `${name.replaceAll(' ', '-')}.md`;
const cell = (text) => text.replaceAll('|', '\\|');

function optionRow({ flags, description, choices, preset }) {
  const words = choices === undefined ? '' : ` One of ${choices.map((choice) => `\`${choice}\``).join(', ')}.`;
  const standard = preset === undefined ? '' : ` Default: ${preset}.`;
  return `| \`${cell(flags)}\` | ${cell(description)}${words}${standard} |`;
}

function page({ name, alias, summary }, { arguments: args = [], options = [], examples }, details) {
  const written = args.map((argument) => (argument.isRequired ? `<${argument.name}>` : `[${argument.name}]`));
  const usageLine = ['pgpm', name, ...written, '[options]'].join(' ');
  const rows = [
    ...args.map((argument, index) => `| \`${written[index]}\` | ${cell(argument.description)} |`),
    ...options.filter(({ isHidden = false }) => !isHidden).map(optionRow),
  ];
  return `# pgpm ${name}

<!-- Written by tools/cli-docs.mjs from the definition of the command. Edit that, or docs/cli/details. -->

${summary}${alias === undefined ? '' : ` Also \`pgpm ${alias}\`.`}

\`\`\`sh
${usageLine}
\`\`\`

| argument or option | what it does |
| --- | --- |
${[...rows, '| `--cwd <folder>` | Work as if started in this folder. |', '| `--json` | Print one line of [JSON](json.md) and nothing else. |'].join('\n')}

\`\`\`sh
${examples.join('\n')}
\`\`\`
${details === undefined ? '' : `\n${details.trim()}\n`}`;
}

function overview(catalog) {
  const rows = catalog.map(({ name, summary }) => `| [\`pgpm ${name}\`](${fileOf(name)}) | ${cell(summary)} |`);
  return `# The command line

<!-- Written by tools/cli-docs.mjs. -->

Install it with \`npm install --save-dev pgpm\`, run it with \`npx pgpm\`; first steps are in its [README](../../packages/pgpm/README.md). A command works on the
modules that are named, else on the one around the working directory, else, in the root of a workspace, on all; what edits a module wants one.
[Which database](deploy.md#which-database) is meant is decided in the same way for all commands.

| command | what it does |
| --- | --- |
${rows.join('\n')}

[Output for machines and exit codes](json.md)
`;
}

function textAt(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

const options = process.argv.slice(2);
const unknown = options.find((option) => !['--check', '--help'].includes(option));
if (unknown !== undefined) {
  console.error(`cli-docs: unknown option ${unknown}\n${usage}`);
  process.exitCode = 2;
} else if (options.includes('--help')) {
  console.log(usage);
} else {
  require('./sources.cjs');
  const { catalog } = require('../packages/pgpm/src/commands/index.ts');
  const pages = new Map([['README.md', overview(catalog)]]);
  for (const entry of catalog) {
    const details = textAt(join(folder, 'details', fileOf(entry.name)));
    pages.set(fileOf(entry.name), page(entry, await entry.load(), details));
  }
  for (const [file, text] of pages) {
    const path = join(folder, file);
    if (textAt(path) === text) continue;
    if (options.includes('--check')) {
      console.error(`docs/cli/${file} is not up to date: run node tools/cli-docs.mjs`);
      process.exitCode = 1;
    } else {
      writeFileSync(path, text);
      console.log(`wrote docs/cli/${file}`);
    }
  }
}
