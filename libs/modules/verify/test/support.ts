import { join } from 'node:path';
import { ModuleFiles } from '../../../spec-support/index.js';

export const files = new ModuleFiles(join(__dirname, '..'));

/** The changes of the plan, in plan order. */
export const names = files.changes().map(({ name }) => name);

/** A suffix for roles: they belong to the cluster, which other test files use at the same time. */
export const unique = `${process.pid}_${process.hrtime.bigint().toString(36)}`;

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
