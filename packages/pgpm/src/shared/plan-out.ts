import type { PlannedRun } from '@pgpm/engine/report';
import { closeSync, openSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
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

async function planToStdout(
  { reserveStdout, note }: Invocation,
  work: (planOut: PlanOut) => Promise<RunResult>,
): Promise<Outcome> {
  reserveStdout();
  const { result, sql } = await planToMemory(work);
  note(result.summary);
  return { result: { ...result, sql }, summary: result.summary, raw: sql };
}

/** Whoever reads a stream may run what comes: nothing does before all of it is there. */
async function planToMemory(work: (planOut: PlanOut) => Promise<RunResult>) {
  const pieces: string[] = [];
  const result = await work((sql) => void pieces.push(sql));
  return { result, sql: pieces.join('') };
}

/** The file is there when the work is done, or not at all. */
async function planToFile(path: string, work: (planOut: PlanOut) => Promise<RunResult>): Promise<RunResult> {
  // After statSync of a pipe Node 20 finds no modules any more: its realpathSync looks at that result.
  const present = await stat(path).catch(() => undefined);
  if (present !== undefined && !present.isFile()) {
    // A pipe or a device is written to, not replaced.
    const { result, sql } = await planToMemory(work);
    writeFileSync(path, sql);
    return result;
  }
  const target = present === undefined ? path : realpathSync(path);
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  // It may be a folder of everybody, in which somebody else has put a link there meanwhile.
  const handle = openSync(unfinished, 'wx', present?.mode);
  try {
    const result = await work((sql) => writeFileSync(handle, sql));
    renameSync(unfinished, target);
    return result;
  } finally {
    closeSync(handle);
    rmSync(unfinished, { force: true });
  }
}
