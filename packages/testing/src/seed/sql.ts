import { readFile } from 'node:fs/promises';

import type { Client } from 'pg';

import { seedFailure } from './failure.js';

/**
 * Runs files, one after the other, each as a whole.
 *
 * @throws {TestingError} `SEED_FAILED` with file and line. What earlier files did stays, unless a transaction is open.
 */
export async function loadSql(client: Client, files: readonly string[]): Promise<void> {
  for (const file of files) {
    const sql = await readFile(file, 'utf8');
    try {
      await client.query(sql);
    } catch (error) {
      throw seedFailure(error, file, sql);
    }
  }
}
