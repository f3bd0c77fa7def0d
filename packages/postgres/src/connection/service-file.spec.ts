import { parseServiceFile } from './service-file.js';

const text = `# servers
[staging]
host=staging.example
port=5433
dbname = shop
password=it's = secret
# comment

[broken]
host=db
hots=db

[staging]
host=ignored.example
`;

test('reads the first section of a name', () => {
  expect(parseServiceFile(text, 'staging', 'f')).toEqual({
    host: 'staging.example',
    port: '5433',
    dbname: 'shop',
    password: "it's = secret",
  });
});

test('knows no other section', () => {
  expect(parseServiceFile(text, 'production', 'f')).toBeUndefined();
});

test('reads Windows line ends', () => {
  expect(parseServiceFile(text.replace(/\n/g, '\r\n'), 'staging', 'f')?.dbname).toBe('shop');
});

test('names the line of an unknown keyword', () => {
  expect(() => parseServiceFile(text, 'broken', 'pg_service.conf')).toThrow('pg_service.conf:11:');
});
