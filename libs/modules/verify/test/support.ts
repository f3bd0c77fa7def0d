import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestDatabase } from '@pgpm/testing';

const moduleRoot = join(__dirname, '..');

/** A suffix for roles: they belong to the cluster, which other test files use at the same time. */
export const unique = `${process.pid}_${process.hrtime.bigint().toString(36)}`;

/** The changes of the plan, in plan order. */
export function planChanges(): readonly string[] {
  const lines = readFileSync(join(moduleRoot, 'pgpm.plan'), 'utf8').split('\n');
  return lines.flatMap((line) => /^[^\s%#@]+/.exec(line) ?? []);
}

export function readScript(kind: 'deploy' | 'revert' | 'verify', change: string): string {
  return readFileSync(join(moduleRoot, kind, `${change}.sql`), 'utf8');
}

/** The error of a statement that must fail. The transaction around it goes on. */
export async function failureOf(db: TestDatabase, sql: string, params: unknown[] = []): Promise<unknown> {
  await db.query('savepoint before_failure');
  try {
    await db.query(sql, params);
  } catch (error) {
    await db.query('rollback to savepoint before_failure');
    return error;
  }
  throw new Error(`must fail: ${sql}`);
}

/** The example of the README: its statements, and the table of its result below them. */
export function readExample(): { statements: readonly string[]; header: readonly string[]; rows: readonly string[][] } {
  const [, section = ''] = readFileSync(join(moduleRoot, 'README.md'), 'utf8').split('\n## Example\n');
  const [, sql = '', table = ''] = /```sql\n(.*?)```\n\n((?:\|.*?\n)+)/s.exec(section) ?? [];
  const cells = (line: string): string[] => Array.from(line.matchAll(/`([^`]*)`/g), ([, cell = '']) => cell);
  const [header = '', , ...rows] = table.trim().split('\n');
  return { statements: sql.trim().split(/;\n+/), header: cells(header), rows: rows.map(cells) };
}

/** A schema with one object of every kind, three roles in a chain, and one policy. */
export function fixture(): string {
  const [m1, m2, m3] = [`m1_${unique}`, `m2_${unique}`, `m3_${unique}`];
  return `
    create schema spec;
    create table spec.vt (id serial primary key, n int unique, constraint pos check (n > 0));
    create table spec."Mixed" (id int);
    create table spec.parted (id int) partition by range (id);
    create view spec.vv as select 1 as one;
    create materialized view spec.mv as select 1 as one;
    create sequence spec.sq;
    create function spec.f(a int) returns int language sql return a;
    create procedure spec.proc(a text) language sql as 'select 1';
    create aggregate spec.agg(int) (sfunc = int4pl, stype = int);
    create type spec.en as enum ('a');
    create type spec.comp as (a int);
    create domain spec.dom as int check (value > 0);
    create index vt_n on spec.vt (n);
    create function spec.tg() returns trigger language plpgsql as 'begin return new; end';
    create trigger trg1 before insert on spec.vt for each row execute function spec.tg();
    create policy p1 on spec.vt using (true);
    alter table spec.vt enable row level security;
    create schema uuids;
    create role ${m1};
    create role ${m2};
    create role ${m3};
    grant ${m2} to ${m1};
    grant ${m3} to ${m2};
    grant ${m3} to ${m1};
    grant select on spec.vt to ${m1};
    grant update on spec.vt to ${m2};
    grant insert (n) on spec.vt to ${m1};
    grant delete on spec.vt to public;
  `;
}
