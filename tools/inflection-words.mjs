#!/usr/bin/env node
// Writes the uncountable words of libs/modules/inflection from the npm package inflection.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { generate, literal, root, versionOf, wrap } from './generated-files.mjs';

const script = 'libs/modules/inflection/deploy/schemas/inflection/procedures/uncountable_words.sql';

/** The package does not export its list, so it is read from the source: quoted words that are not commented out. */
function packageWords() {
  const source = readFileSync(join(root, 'node_modules/inflection/lib/inflection.js'), 'utf8');
  const [, list] = /const uncountableWords = \[([^\]]*)\]/.exec(source) ?? [];
  if (list === undefined) throw new Error('the package inflection has no list named uncountableWords');
  return [...list.replaceAll(/\/\/.*$/gm, '').matchAll(/'([a-z]+)'/g)].map(([, word]) => word);
}

/** A noun without another form that the package leaves out. */
const missing = ['police'];

function files() {
  const words = [...new Set([...packageWords(), ...missing])].sort();
  const literals = words.map((word, i) => literal(word) + (i < words.length - 1 ? ',' : ''));
  return {
    [script]: `-- Deploy pgpm-inflection:schemas/inflection/procedures/uncountable_words to pg
-- requires: schemas/inflection/schema

-- Written by tools/inflection-words.mjs. The words are those of the npm package inflection ${versionOf('inflection')} (MIT license, see
-- NOTICE), and: ${missing.join(', ')}.
create function inflection.uncountable_words() returns text[]
language sql immutable parallel safe
set search_path = ''
as $$
  select array[
${wrap(literals, '    ')}
  ];
$$;

comment on function inflection.uncountable_words() is
  'English nouns without a plural, or with one form for both: lower case, in alphabetical order.';

grant execute on function inflection.uncountable_words() to public;
`,
  };
}

await generate('inflection-words.mjs', {
  purpose: `Writes ${script}.`,
  files,
});
