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

test.each(['\0', '\uFFFD'])('names the line of a value that is no text, and no other: %j', (sign) => {
  const binary = `[other]\nuser=${sign}\n[mine] \nhost=db\npassword=S3C${sign}R\n`;
  const error: unknown = thrown(() => parseServiceFile(binary, 'mine', 'f'));
  expect(error).toMatchObject({ code: 'SERVICE_FILE_INVALID', fields: { file: 'f', line: 5 } });
  expect(JSON.stringify(error)).not.toContain('S3C');
  expect(parseServiceFile(`# ${sign}\n${text}`, 'staging', 'f')?.host).toBe('staging.example');
});

function thrown(action: () => unknown): unknown {
  try {
    return action();
  } catch (error) {
    return error;
  }
}
