import type { ScratchDatabase } from '@pgpm/postgres';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { text } from '../cli/option.js';
import { extensionsOf, url } from '../shared/database.js';
import { openWorkspaceAt, packages, selectModules } from '../shared/selection.js';

const from = text('--from <reference>', 'Deploy this change and those before it, and prove only what follows.');
const junit = text('--junit <file>', 'Also write the result as JUnit XML; for one module.');

export const check: Command = {
  options: [packages, from, junit, url],
  examples: ['pgpm check --package shop'],
  run: async (invocation) => {
    const { cwd, env, signal, value, note } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const modules = (await selectModules(invocation, workspace)).filter((module) => module.source === 'workspace');
    const { check: prove, renderCheck, renderError, renderJUnit } = await import('@pgpm/engine');
    const { createScratchDatabase, findDatabase } = await import('@pgpm/postgres');
    const onWaiting = (seconds: number): void => note(`… waiting for the database for ${seconds} s`);
    const results: object[] = [];
    const lines: string[] = [];
    let failed = 0;
    for (const { name } of modules) {
      const extensions = await extensionsOf(workspace, [name]);
      const place = { url: value(url), cwd: workspace.root, env, cluster: 'test', extensions, onWaiting } as const;
      const scratch = async (): Promise<ScratchDatabase> => {
        const server = await findDatabase(place);
        note(`scratch database on: ${server.describe}`);
        return createScratchDatabase(server, name);
      };
      const proof = await prove({ workspace, target: name, from: value(from), scratch, signal });
      if (!proof.passed) failed++;
      results.push(proof);
      lines.push(renderCheck(proof), ...proof.problems.map(renderError), proof.summary);
      const file = value(junit);
      if (file === undefined) continue;
      mkdirSync(dirname(resolve(cwd, file)), { recursive: true });
      writeFileSync(resolve(cwd, file), renderJUnit(proof));
    }
    return {
      result: { modules: results },
      text: lines.filter((line) => line !== '').join('\n'),
      summary: `${modules.length - failed} of ${modules.length} modules are proven`,
      exitCode: failed === 0 ? exitCodes.ok : exitCodes.preflight,
    };
  },
};
