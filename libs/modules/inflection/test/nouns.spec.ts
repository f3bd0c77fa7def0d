import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { results } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'inflection' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

/** Lines of a word, its plural and its singular. */
async function expectForms(table: string): Promise<void> {
  const rows = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const words = rows.map(([word = '']) => word);
  const plurals = await results(db, 'plural', words);
  const singulars = await results(db, 'singular', words);
  expect(words.map((word, i) => [word, plurals[i], singulars[i]])).toEqual(rows);
}

test('regular and irregular nouns, and names that end in one', async () => {
  await expectForms(`
    cat | cats | cat
    order_item | order_items | order_item
    Order Item | Order Items | Order Item
    UserLogin | UserLogins | UserLogin
    api_keys | api_keys | api_key
    bus | buses | bus
    buses | buses | bus
    class | classes | class
    addresses | addresses | address
    box | boxes | box
    churches | churches | church
    dish | dishes | dish
    city | cities | city
    queries | queries | query
    day | days | day
    key | keys | key
    soliloquy | soliloquies | soliloquy
    knives | knives | knife
    wife | wives | wife
    half | halves | half
    shelves | shelves | shelf
    scarf | scarves | scarf
    waves | waves | wave
    natives | natives | native
    movies | movies | movie
    tomato | tomatoes | tomato
    heroes | heroes | hero
    photo | photos | photo
    cases | cases | case
    services | services | service
    Child | Children | Child
    USER | USERS | USER
    person | people | person
    people | people | person
    salespeople | salespeople | salesperson
    child | children | child
    grandchildren | grandchildren | grandchild
    woman | women | woman
    men | men | man
    foot | feet | foot
    geese | geese | goose
    ox | oxen | ox
    mice | mice | mouse
    event_mice | event_mice | event_mouse
    axis | axes | axis
    crises | crises | crisis
    theses | theses | thesis
    basis | bases | basis
    octopus | octopi | octopus
    status | statuses | status
    statuses | statuses | status
    user_status | user_statuses | user_status
    datum | data | datum
    data | data | datum
    criteria | criteria | criterion
    genus | genera | genus
    matrices | matrices | matrix
    index | indices | index
    indexes | indexes | index
    quiz | quizzes | quiz
    quizzes | quizzes | quiz
    summons | summonses | summons
    employees | employees | employee
    City | Cities | City
    Man | Men | Man
    user_ | user_s | user_
    user_address | user_addresses | user_address
    grandchild | grandchildren | grandchild
    whereas | whereases | whereas
    diagnosis | diagnoses | diagnosis
    stadium | stadia | stadium
    medium | media | medium
    virus | viri | virus
    hive | hives | hive
    vertex | vertices | vertex
    vertices | vertices | vertex
  `);
  expect(await db.one(`select inflection.plural('') as plural, inflection.singular('') as singular`)).toEqual({
    plural: 's',
    singular: '',
  });
});

test('nouns that the reference collection gets wrong', async () => {
  await expectForms(`
    analyses | analyses | analysis
    databases | databases | database
    slice | slices | slice
    slices | slices | slice
    police | police | police
    blouse | blouses | blouse
    blouses | blouses | blouse
    shoes | shoes | shoe
    toes | toes | toe
    cookies | cookies | cookie
    ties | ties | tie
    zombies | zombies | zombie
    series | series | series
    species | species | species
    news | news | news
    bonus | bonuses | bonus
    gas | gases | gas
    lens | lenses | lens
    bonuses | bonuses | bonus
    gases | gases | gas
    lenses | lenses | lens
    bias | biases | bias
    biases | biases | bias
    valves | valves | valve
    nerves | nerves | nerve
    drives | drives | drive
    sleeves | sleeves | sleeve
    leaf | leaves | leaf
    thief | thieves | thief
    loaf | loaves | loaf
    leaves | leaves | leaf
    thieves | thieves | thief
    golf | golf | golf
    gulf | gulfs | gulf
    belief | beliefs | belief
    cafe | cafes | cafe
    safe | safes | safe
    stomach | stomachs | stomach
    buzz | buzzes | buzz
    hero | heroes | hero
    echo | echoes | echo
    buzzes | buzzes | buzz
    echoes | echoes | echo
    phenomena | phenomena | phenomenon
    appendices | appendices | appendix
    cacti | cacti | cactus
    quota | quotas | quota
    beta | betas | beta
    vita | vitas | vita
    quotas | quotas | quota
    axes | axes | axis
    sheep | sheep | sheep
    fish | fish | fish
    information | information | information
    money | money | money
    dice | dice | die
    Foot | Feet | Foot
    CITY | CITIES | CITY
    USERS | USERS | USER
  `);
});

test('names that look like a class they do not belong to', async () => {
  await expectForms(`
    human | humans | human
    mongoose | mongooses | mongoose
    taxis | taxis | taxi
    taxes | taxes | tax
    pumice | pumices | pumice
    olives | olives | olive
    abuses | abuses | abuse
    sagas | sagas | saga
    phobias | phobias | phobia
    woolens | woolens | woolen
    caches | caches | cache
    searches | searches | search
    tech | techs | tech
    prices | prices | price
    sizes | sizes | size
    menus | menus | menu
    houses | houses | house
    purchases | purchases | purchase
    pizza | pizzas | pizza
    academia | academias | academia
    lorries | lorries | lorry
    selfies | selfies | selfie
    twelves | twelves | twelve
    strife | strifes | strife
    proof | proofs | proof
    roses | roses | rose
    chassis | chassis | chassis
    catfish | catfish | catfish
  `);
});

test('case follows the input, and the last word counts', async () => {
  await expectForms(`
    ORDER_ITEM | ORDER_ITEMS | ORDER_ITEM
    ORDER_ITEMS | ORDER_ITEMS | ORDER_ITEM
    PERSON | PEOPLE | PERSON
    PEOPLE | PEOPLE | PERSON
    Person | People | Person
    SalesPeople | SalesPeople | SalesPerson
    Ox | Oxen | Ox
    userID | userIDs | userID
    URLs | URLs | URL
    id_2 | id_2s | id_2
    big_foot | big_feet | big_foot
    bigFoot | bigFeet | bigFoot
    userInformation | userInformation | userInformation
    black-sheep | black-sheep | black-sheep
    Sheep | Sheep | Sheep
    étude | études | étude
    你好 | 你好s | 你好
  `);
});

test('null gives null', async () => {
  const rows = await db.any<{ call: string }>(
    `select pg_catalog.format('inflection.%I(%s)', p.proname, (
       select pg_catalog.string_agg('null::' || a::regtype::text, ', ') from pg_catalog.unnest(p.proargtypes) as a
     )) as call
     from pg_catalog.pg_proc as p where p.pronamespace = 'inflection'::regnamespace and p.pronargs > 0`,
  );
  expect(rows).toHaveLength(21);
  for (const { call } of rows) expect(await db.one(`select ${call} as result`)).toEqual({ result: null });
  expect(await db.one(`select inflection.slugify('a', null) as a, inflection.pg_slugify('a', null) as b`)).toEqual({
    a: null,
    b: null,
  });
});

test('the uncountable words are sorted, distinct, and compared exactly', async () => {
  const { words } = await db.one<{ words: string[] }>('select inflection.uncountable_words() as words');
  expect(words).toHaveLength(203);
  expect(words).toEqual([...new Set(words)].sort());
  expect([words.at(0), words.at(-1)]).toEqual(['accommodation', 'zoology']);
  expect(words.filter((word) => !/^[a-z]+$/.test(word))).toEqual([]);
  expect(await results(db, 'should_skip_uncountable', ['sheep', 'Sheep', 'table', 'fish', ''])).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
  expect(await results(db, 'plural', words)).toEqual(words);
  expect(await results(db, 'singular', words)).toEqual(words);
});

test('hostile text is answered quickly', async () => {
  await db.query("set local statement_timeout = '10s'");
  for (const text of ['a', 'A', 's', 'es', 'us', 'm', '_', 'aB', 'é']) {
    for (const name of ['plural', 'singular']) {
      await db.query(`select inflection.${name}(pg_catalog.repeat($1, 100000))`, [text]);
    }
  }
});
