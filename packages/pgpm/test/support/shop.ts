import type { Files } from './workspace.js';

const by = '2026-01-01T00:00:00Z Ada <ada@example.org>';

/** Two modules as a person could have written them: `shop` requires `base`. The examples of all commands work here. */
export const shop: Files = {
  'pgpm.json': '{ "packages": ["modules/*"] }\n',
  'package.json': '{ "name": "store", "version": "0.0.0", "private": true }\n',
  '.gitattributes': '*.sql text eol=lf\n',
  ...moduleFiles('base', '', [`people ${by}`, `@v1 ${by}`]),
  ...triplet('base', 'people', []),
  ...moduleFiles('shop', 'plpgsql, base', [
    `books [base:people] ${by} # what is sold`,
    `@v1 ${by}`,
    `sales/orders [books base:@v1] ${by}`,
  ]),
  ...triplet('shop', 'books', ['base:people']),
  ...triplet('shop', 'sales/orders', ['books', 'base:@v1']),
};

export function moduleFiles(name: string, requires: string, plan: readonly string[]): Files {
  const dependencies = requires.includes('base') ? ', "dependencies": { "@store/base": "workspace:*" }' : '';
  return {
    [`modules/${name}/pgpm.plan`]: `%syntax-version=1.0.0\n%project=${name}\n%uri=${name}\n\n${plan.join('\n')}\n`,
    [`modules/${name}/${name}.control`]: `comment = 'the ${name}'\ndefault_version = '1.0.0'\nrequires = '${requires}'\n`,
    [`modules/${name}/package.json`]: `{ "name": "@store/${name}", "version": "1.0.0"${dependencies} }\n`,
    [`modules/${name}/Makefile`]: `EXTENSION = ${name}\nDATA = sql/${name}--1.0.0.sql\n`,
  };
}

/** A table named after its change. */
export function triplet(module: string, change: string, requires: readonly string[]): Files {
  const table = `public.${change.replaceAll('/', '_')}`;
  const header = requires.map((reference) => `-- requires: ${reference}\n`).join('');
  return {
    [`modules/${module}/deploy/${change}.sql`]: `-- Deploy ${module}:${change} to pg\n${header}\ncreate table ${table} (id int);\n`,
    [`modules/${module}/revert/${change}.sql`]: `-- Revert ${module}:${change} from pg\n\ndrop table ${table};\n`,
    [`modules/${module}/verify/${change}.sql`]: `-- Verify ${module}:${change} on pg\n\nselect '${table}'::regclass;\n`,
  };
}
