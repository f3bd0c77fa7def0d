import { createTestDatabase, type TestDatabase } from '@pgpm/testing';
import { results } from './support.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await createTestDatabase({ module: 'inflection' });
});
afterAll(() => db.teardown());
beforeEach(() => db.begin());
afterEach(() => db.rollback());

const columns = ['underscore', 'camel', 'pascal', 'dashed', 'pg_slugify', 'slugify'];

test.each([
  ['user', 'user', 'user', 'User', 'user', 'user', 'user'],
  [
    'MessageProperties',
    'message_properties',
    'messageProperties',
    'MessageProperties',
    'message-properties',
    'MessageProperties',
    'messageproperties',
  ],
  [
    'message-properties',
    'message_properties',
    'messageProperties',
    'MessageProperties',
    'message-properties',
    'message_properties',
    'message-properties',
  ],
  [
    'Message Properties',
    'message_properties',
    'messageProperties',
    'MessageProperties',
    'message-properties',
    'Message_Properties',
    'message-properties',
  ],
  ['HTTPServer', 'http_server', 'httpServer', 'HttpServer', 'http-server', 'HttpServer', 'httpserver'],
  [
    'parseHTTPResponse',
    'parse_http_response',
    'parseHttpResponse',
    'ParseHttpResponse',
    'parse-http-response',
    'parseHttpResponse',
    'parsehttpresponse',
  ],
  ['HTTP', 'http', 'http', 'Http', 'http', 'Http', 'http'],
  ['userID', 'user_id', 'userId', 'UserId', 'user-id', 'userId', 'userid'],
  ['OAuth2Token', 'oauth2_token', 'oauth2Token', 'Oauth2Token', 'oauth2-token', 'OAuth2Token', 'oauth2token'],
  ['iOSApp', 'ios_app', 'iosApp', 'IosApp', 'ios-app', 'iOsApp', 'iosapp'],
  ['User2FA', 'user2_fa', 'user2Fa', 'User2Fa', 'user2-fa', 'User2Fa', 'user2fa'],
  ['user_2fa', 'user_2fa', 'user2fa', 'User2fa', 'user-2fa', 'user_2fa', 'user_2fa'],
  ['address_1', 'address_1', 'address1', 'Address1', 'address-1', 'address_1', 'address_1'],
  ['1st_place', '1st_place', '1stPlace', '1stPlace', '1st-place', '1st_place', '1st_place'],
  ['__private__', 'private', 'private', 'Private', 'private', '_private_', '__private__'],
  [
    'double__underscore',
    'double_underscore',
    'doubleUnderscore',
    'DoubleUnderscore',
    'double-underscore',
    'double_underscore',
    'double__underscore',
  ],
  [
    'kebab-case-name',
    'kebab_case_name',
    'kebabCaseName',
    'KebabCaseName',
    'kebab-case-name',
    'kebab_case_name',
    'kebab-case-name',
  ],
  [
    '  spaces  around ',
    'spaces_around',
    'spacesAround',
    'SpacesAround',
    'spaces-around',
    'spaces_around',
    'spaces-around',
  ],
  ['foo & bar', 'foo_bar', 'fooBar', 'FooBar', 'foo-bar', 'foo_bar', 'foo-bar'],
  ["don't stop", 'dont_stop', 'dontStop', 'DontStop', 'dont-stop', 'dont_stop', 'dont-stop'],
  [
    'dot.separated.name',
    'dotseparatedname',
    'dotseparatedname',
    'Dotseparatedname',
    'dotseparatedname',
    'dotseparatedname',
    'dotseparatedname',
  ],
  ['Héllo Wörld', 'hello_world', 'helloWorld', 'HelloWorld', 'hello-world', 'Hello_World', 'hello-world'],
  ['Ærøskøbing', 'aeroskobing', 'aeroskobing', 'Aeroskobing', 'aeroskobing', 'AEroskobing', 'aeroskobing'],
  ['Straße', 'strasse', 'strasse', 'Strasse', 'strasse', 'Strasse', 'strasse'],
  ['你好', '你好', '你好', '你好', '你好', '你好', '你好'],
  ['a b c', 'abc', 'abc', 'Abc', 'abc', 'a_b_c', 'a-b-c'],
  ['x_y_z_word', 'xyz_word', 'xyzWord', 'XyzWord', 'xyz-word', 'x_y_z_word', 'x_y_z_word'],
  ['plan_b_option', 'planb_option', 'planbOption', 'PlanbOption', 'planb-option', 'plan_b_option', 'plan_b_option'],
  ['getX', 'getx', 'getx', 'Getx', 'getx', 'getX', 'getx'],
  ['XRay', 'xray', 'xray', 'Xray', 'xray', 'XRay', 'xray'],
  ['e_mail', 'email', 'email', 'Email', 'email', 'e_mail', 'e_mail'],
  ['---', '', '', '', '', '_', '-'],
  ['', '', '', '', '', '', ''],
  // Words that are split in the right places, where the reference collection tears them apart.
  ['UPPER_CASE', 'upper_case', 'upperCase', 'UpperCase', 'upper-case', 'UPPER_Case', 'upper_case'],
  [
    'SCREAMING_SNAKE_CASE',
    'screaming_snake_case',
    'screamingSnakeCase',
    'ScreamingSnakeCase',
    'screaming-snake-case',
    'SCREAMING_SNAKE_Case',
    'screaming_snake_case',
  ],
  ['UserIDs', 'user_ids', 'userIds', 'UserIds', 'user-ids', 'UserIDs', 'userids'],
  ['UserURL list', 'user_url_list', 'userUrlList', 'UserUrlList', 'user-url-list', 'UserURL_list', 'userurl-list'],
  ['URLsByID', 'urls_by_id', 'urlsById', 'UrlsById', 'urls-by-id', 'UrLsById', 'urlsbyid'],
  ['HTTP2Server', 'http2_server', 'http2Server', 'Http2Server', 'http2-server', 'HTTP2Server', 'http2server'],
  ['a_data_set', 'adata_set', 'adataSet', 'AdataSet', 'adata-set', 'a_data_set', 'a_data_set'],
])('%j in all conventions', async (input, ...expected) => {
  const row = await db.one<Record<string, string>>(
    `select ${columns.map((name) => `inflection.${name}($1) as ${name}`).join(', ')}`,
    [input],
  );
  expect(columns.map((name) => row[name])).toEqual(expected);
});

test.each([
  ['no_consecutive_caps', 'ACLWindow', 'AclWindow'],
  ['no_consecutive_caps', 'WebACL', 'WebAcl'],
  ['no_consecutive_caps', 'XMLHTTPRequest', 'XmlhttpRequest'],
  ['no_consecutive_caps', 'IDForID', 'IdForId'],
  ['no_consecutive_caps', 'ABc', 'ABc'],
  ['no_consecutive_caps', 'ABCABc', 'AbcaBc'],
  ['no_consecutive_caps', 'NASA Launch', 'NASA Launch'],
  ['no_consecutive_caps', 'UPPER_CASE', 'UPPER_Case'],
  ['no_consecutive_caps', '', ''],
  ['no_consecutive_caps', 'É', 'É'],
  ['no_consecutive_caps_till_end', 'ACLWindow', 'ACLWindow'],
  ['no_consecutive_caps_till_end', 'WebACL', 'WebAcl'],
  ['no_consecutive_caps_till_end', 'WebACL list', 'WebACL list'],
  ['no_consecutive_caps_till_end', 'HTTPHTTP', 'Httphttp'],
  ['no_consecutive_caps_till_end', 'A', 'A'],
  ['no_consecutive_caps_till_end', '', ''],
  ['no_consecutive_caps_till_lower', 'ACLWindow', 'AclWindow'],
  ['no_consecutive_caps_till_lower', 'ACLWebACLWeb', 'AclWebAclWeb'],
  ['no_consecutive_caps_till_lower', 'WebACL', 'WebACL'],
  ['no_consecutive_caps_till_lower', 'ABCABCd', 'AbcabCd'],
  ['no_consecutive_caps_till_lower', 'A1BCDe', 'A1BcDe'],
  ['no_consecutive_caps_till_lower', '', ''],
  ['no_single_underscores', 'w_a_b_cd_efg_h', 'wab_cd_efgh'],
  ['no_single_underscores', 'a_data_set', 'adata_set'],
  ['no_single_underscores', '', ''],
  ['no_single_underscores_in_beginning', 'w_a_b_cd_efg_h', 'wa_b_cd_efg_h'],
  ['no_single_underscores_in_beginning', 'a_data_set', 'adata_set'],
  ['no_single_underscores_in_beginning', 'A_b', 'A_b'],
  ['no_single_underscores_at_end', 'w_a_b_cd_efg_h', 'w_a_b_cd_efgh'],
  ['no_single_underscores_at_end', 'to_x_to_x', 'to_x_tox'],
  ['no_single_underscores_in_middle', 'w_a_b_cd_efg_h', 'wa_b_cd_efg_h'],
  ['no_single_underscores_in_middle', 'plan_b_or_plan_c_x', 'planb_or_planc_x'],
  ['underscore', 'user1_', 'user1_'],
  ['underscore', '_1', '1'],
  ['camel', 'user1_', 'user1'],
  ['slugify', 'Crème Brûlée Recipe!', 'creme-brulee-recipe'],
  ['slugify', 'Łódź', 'lodz'],
  ['slugify', '你好 World', '你好-world'],
  ['slugify', 'under_score-dash', 'under_score-dash'],
  ['slugify', 'C++ & C#', 'c-c'],
  ['slugify', '100% Real', '100-real'],
  ['slugify', '--a--b--', '-a-b-'],
  ['slugify', '\tTab & Newline\n', '-tab-newline-'],
  ['slugify', 'a\u00a0b\u3000c', 'a-b-c'],
  ['slugify', 'rocket 🚀 “quoted” – €5', 'rocket-quoted-5'],
  ['slugify', 'नमस्ते दुनिया', 'नमस्ते-दुनिया'],
  ['slugify', `it's; drop table "x"--`, 'its-drop-table-x-'],
  ['pg_slugify', 'Hello, World', 'Hello_World'],
  ['pg_slugify', 'a - b_c', 'a_b_c'],
  ['pg_slugify', 'NASA Launch Report', 'NASA_Launch_Report'],
  ['pg_slugify', 'ÀÉ', 'Ae'],
])('%s(%j) is %j', async (name, input, expected) => {
  expect(await results(db, name, [input])).toEqual([expected]);
});

test.each([
  ['slugify', 'Crème Brûlée', 'crème-brûlée'],
  ['pg_slugify', 'Crème Brûlée', 'Crème_Brûlée'],
  ['pg_slugify', 'ÀÉ', 'ÀÉ'],
])('%s(%j, true) is %j', async (name, input, expected) => {
  expect(await db.one(`select inflection.${name}($1, true) as result`, [input])).toEqual({ result: expected });
});

test.each([
  ['Привет мир', false],
  ['Ünïcode ÇA', true],
])('slugify(%j, %j) is lower case, as far as the locale of the database goes', async (input, allowUnicode) => {
  const { slug, lower } = await db.one<{ slug: string; lower: string }>(
    'select inflection.slugify($1, $2) as slug, pg_catalog.lower($1) as lower',
    [input, allowUnicode],
  );
  expect(slug).toBe(lower.replace(' ', '-'));
});

test.each([
  ['{User,Post}', 'user_post'],
  ['{user,NULL,id}', 'user_id'],
  ['{}', ''],
  [null, null],
])('underscore(%j) joins the parts that are not null', async (parts, expected) => {
  expect(await db.one('select inflection.underscore($1::text[]) as result', [parts])).toEqual({ result: expected });
});

test('no letter or digit of any script is taken for a sign', async () => {
  const letters = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter((character) =>
    /[\p{L}\p{Nd}]/u.test(character),
  );
  expect(letters.length).toBeGreaterThan(40_000);
  expect(
    await db.any(
      `select letter from pg_catalog.unnest($1::text[]) as letter
       where inflection.pg_slugify('a' || letter || 'b', true) <> 'a' || letter || 'b'`,
      [letters],
    ),
  ).toEqual([]);
});

test('long text needs time in proportion to its length', async () => {
  await db.query("set local statement_timeout = '20s'");
  for (const text of ['a', 'A', '_', 'aB', '-', 'a_', ' ', 'é', 'ABc', 'a1']) {
    for (const name of [...columns, 'no_consecutive_caps_till_end', 'no_consecutive_caps_till_lower']) {
      await db.query(`select inflection.${name}(pg_catalog.repeat($1, 20000))`, [text]);
    }
  }
});
