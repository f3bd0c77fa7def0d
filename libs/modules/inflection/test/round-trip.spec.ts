import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import fc from 'fast-check';
import { results } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'inflection' });
});
afterAll(() => db.teardown());

/** Singular nouns of every class that the rules know, but for base and axe: bases and axes are those of basis and axis. */
const nouns = `cat day key user photo piano quota area idea tree house case phase rose nurse size prize slice price
  woman man salesman policeman person salesperson child grandchild ox foot tooth goose mongoose mouse louse blouse die
  octopus virus cactus fungus nucleus stimulus alumnus radius genus axis testis crisis thesis hypothesis diagnosis
  analysis basis oasis emphasis neurosis ellipsis alias atlas bias gas canvas iris lens bus bonus campus status census
  focus genius plus summons whereas buffalo tomato potato hero echo veto volcano datum medium stadium bacterium
  aquarium curriculum memorandum spectrum knife wife life half calf shelf self elf wolf leaf sheaf loaf thief scarf
  wharf belief gulf proof cafe safe giraffe hive native wave valve nerve drive sleeve glove city query soliloquy company
  lorry movie cookie tie pie zombie selfie shoe toe canoe cache headache niche church box tax dish class address buzz
  waltz quiz stomach monarch epoch tech matrix appendix vertex index codex criterion phenomenon police sheep fish
  series species news salmon scissors human mongoose taxi olive abuse saga menu`.split(/\s+/);

type Shape = (text: string) => string;
const upperFirst: Shape = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
const shapes: readonly Shape[] = [(text) => text, upperFirst, (text) => text.toUpperCase()];
const prefixes = ['', 'order_', 'a-', 'user item ', 'x.', '2_', '_', 'item2'];

/** A name that ends in a noun, in lower case, capitalised or all upper case. */
const anyName = fc
  .tuple(fc.constantFrom(...prefixes), fc.constantFrom(...nouns), fc.constantFrom(...shapes))
  .map(([prefix, noun, shape]) => (shape === shapes[2] ? shape(prefix + noun) : prefix + shape(noun)));
const anyNames = fc.array(anyName, { minLength: 1, maxLength: 100 });

test('the singular of a plural is the word, and each form is its own', async () => {
  await fc.assert(
    fc.asyncProperty(anyNames, async (names) => {
      const plurals = await results(db, 'plural', names);
      const texts = plurals.map(String);
      expect(await results(db, 'singular', texts)).toEqual(names);
      expect(await results(db, 'plural', texts)).toEqual(texts);
      expect(await results(db, 'singular', names)).toEqual(names);
    }),
    { numRuns: 30 },
  );
});

test('names in one convention stay, and go to any other and back', async () => {
  const anyWord = fc.stringMatching(/^[a-z]{2,8}[0-9]{0,2}$/);
  const anySnake = fc.array(anyWord, { minLength: 1, maxLength: 5 }).map((words) => words.join('_'));
  await fc.assert(
    fc.asyncProperty(fc.array(anySnake, { minLength: 1, maxLength: 50 }), async (names) => {
      expect(await results(db, 'underscore', names)).toEqual(names);
      for (const convention of ['camel', 'pascal', 'dashed']) {
        const texts = (await results(db, convention, names)).map(String);
        expect(await results(db, convention, texts)).toEqual(texts);
        expect(await results(db, 'underscore', texts)).toEqual(names);
      }
    }),
    { numRuns: 30 },
  );
});

test('any text becomes a name of words, joined by single signs', async () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 40 }).filter((text) => !text.includes('\0'));
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 50 }), async (texts) => {
      for (const name of await results(db, 'underscore', texts)) expect(name).not.toMatch(/^_|__|[\s.,;:'"()A-Z-]/);
      for (const name of await results(db, 'camel', texts)) expect(name).not.toMatch(/[_\s.,;:'"()-]/);
      for (const slug of await results(db, 'slugify', texts)) expect(slug).not.toMatch(/--|[\s.,;:'"()A-Z]/);
    }),
    { numRuns: 30 },
  );
});
