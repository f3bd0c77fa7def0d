import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from '../cli/command.js';
import { text } from '../cli/option.js';
import { confirmOrThrow, yes } from '../shared/confirm.js';
import { connect, databaseOptions } from '../shared/database.js';
import { dryRun, lock, tx, wait } from '../shared/run.js';
import {
  openWorkspaceAt,
  recursive,
  selectionOptions,
  selectTargets,
  targetArgument,
  to,
} from '../shared/selection.js';
import { counted } from '../shared/words.js';

const emitLedger = text(
  '--emit-ledger <file>',
  'Ask no database; write the same as SQL to a file, or to stdout with -.',
);

export const migrateBaseline: Command = {
  arguments: [targetArgument],
  options: [...selectionOptions, emitLedger, ...databaseOptions, tx, dryRun, yes, wait, lock],
  examples: ['pgpm migrate baseline shop --to books --yes', 'pgpm migrate baseline --emit-ledger -'],
  run: async (invocation) => {
    const { cwd, value, onEvent, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const targets = await selectTargets(invocation, workspace);
    const selection = { workspace, targets, to: value(to), recursive: value(recursive) };
    const { baseline, baselineSql } = await import('@pgpm/engine');
    const ledger = value(emitLedger);
    if (ledger !== undefined) {
      const sql = await baselineSql(selection);
      if (ledger === '-') return { result: { sql }, summary: 'SQL for the registry', raw: sql };
      writeFileSync(resolve(cwd, ledger), sql);
      return { result: { file: resolve(cwd, ledger) }, summary: `wrote ${ledger}` };
    }
    const database = await connect(invocation, workspace, targets);
    const run = (isDry: boolean) =>
      baseline({
        ...selection,
        database: database.config,
        tx: value(tx),
        dryRun: isDry,
        lock: value(lock),
        wait: value(wait) * 1000,
        onEvent,
        signal,
      });
    const names = (await run(true)).changes.map(({ package: module, name }) => `${module}:${name}`);
    if (!value(dryRun) && names.length > 0) {
      const question = `record these changes as deployed in ${database.describe}, without running them?`;
      await confirmOrThrow(invocation, 'baseline', names, question);
    }
    const result = await run(value(dryRun));
    const verb = value(dryRun) ? 'would record' : 'recorded';
    const all = `${verb} ${counted(names.length, 'change')} as deployed`;
    // A real run has named each as it went.
    const text = value(dryRun) ? names.join('\n') : '';
    return { result, text, summary: names.length === 0 ? 'all of it is recorded already' : all };
  },
};
