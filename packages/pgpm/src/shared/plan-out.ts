import type { PlannedRun } from '@pgpm/engine/report';
import { closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Outcome } from '../cli/command.js';
import type { Invocation } from '../cli/invocation.js';
import { text } from '../cli/option.js';

export const planOutFile = text(
  '--plan-out <file>',
  'Change nothing; write what would run as SQL that psql can run, registry included; - is stdout.',
);

type PlanOut = (sql: string) => void;

type RunResult = PlannedRun & { readonly summary: string };

/** Runs `work`, with a place for SQL where that is asked for, and tells how it went. */
export async function runOrPlan(
  invocation: Invocation,
  work: (planOut: PlanOut | undefined) => Promise<RunResult>,
): Promise<Outcome> {
  const file = invocation.value(planOutFile);
  if (file === '-') return planToStdout(invocation, work);
  const result = file === undefined ? await work(undefined) : await planToFile(resolve(invocation.cwd, file), work);
  const { renderPlanned } = await import('@pgpm/engine/report');
  return { result, summary: result.summary, text: renderPlanned(result) };
}

/** Whoever reads stdout may run what comes: nothing does before all of it is there. */
async function planToStdout(
  { reserveStdout, note }: Invocation,
  work: (planOut: PlanOut) => Promise<RunResult>,
): Promise<Outcome> {
  reserveStdout();
  const pieces: string[] = [];
  const result = await work((sql) => void pieces.push(sql));
  note(result.summary);
  const sql = pieces.join('');
  return { result: { ...result, sql }, summary: result.summary, raw: sql };
}

/** The file is there when the work is done, or not at all. */
async function planToFile<T>(path: string, work: (planOut: PlanOut) => Promise<T>): Promise<T> {
  const unfinished = `${path}.unfinished`;
  const handle = openSync(unfinished, 'w');
  try {
    const result = await work((sql) => writeFileSync(handle, sql));
    renameSync(unfinished, path);
    return result;
  } finally {
    closeSync(handle);
    rmSync(unfinished, { force: true });
  }
}
