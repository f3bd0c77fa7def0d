#!/usr/bin/env node
// There may be no psql where the tests run: does with stdin what psql does under these options, and knows no others.
// PSQL_URL is where it connects to.
const { readFileSync } = require('node:fs');
const { Client } = require('pg');

const expected = '--single-transaction --set ON_ERROR_STOP=1';
const given = process.argv.slice(2).join(' ');

async function main() {
  if (given !== expected) throw new Error(`psql was called with ${given}`);
  const client = new Client(process.env.PSQL_URL);
  await client.connect();
  try {
    await client.query(`begin;\n${readFileSync(0, 'utf8')}\ncommit;`);
  } finally {
    await client.end();
  }
}

main().catch(({ message }) => {
  console.error(message);
  process.exitCode = 1;
});
