import { readFileSync } from 'node:fs';
import { join } from 'node:path';

test('the example of the README is the one that the tests run', () => {
  const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
  const example = readFileSync(join(__dirname, 'example.spec.ts'), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${example}\`\`\``);
});
