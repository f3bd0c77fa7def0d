import { createTestDatabase } from '../../src/index.js';

/** Makes databases of a module until it is killed; says so when it begins. */
async function main([cwd, module]: readonly string[]): Promise<void> {
  for (;;) {
    process.stdout.write('.');
    const db = await createTestDatabase({ cwd, module });
    await db.teardown();
  }
}

void main(process.argv.slice(2));
