import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Invocation } from '../cli/invocation.js';
import { text } from '../cli/option.js';

export const planOutFile = text(
  '--plan-out <file>',
  'Change nothing; write what would run as SQL that psql can run, registry included.',
);

/** Runs `work` with a place for SQL, where that is asked for. The file is there when the work is done, or not at all. */
export async function withPlanOut<T>(
  { cwd, value }: Invocation,
  work: (planOut: ((sql: string) => void) | undefined) => Promise<T>,
): Promise<T> {
  const file = value(planOutFile);
  if (file === undefined) return work(undefined);
  const path = resolve(cwd, file);
  const unfinished = `${path}.unfinished`;
  const handle = openSync(unfinished, 'w');
  try {
    const result = await work((sql) => void writeSync(handle, sql));
    renameSync(unfinished, path);
    return result;
  } finally {
    closeSync(handle);
    rmSync(unfinished, { force: true });
  }
}
