import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { text } from '../cli/option.js';
import { url } from '../shared/database.js';
import { makeScratch } from '../shared/scratch.js';
import { openWorkspaceAt, packages, selectModules } from '../shared/selection.js';

const from = text('--from <reference>', 'Deploy this change and those before it, and prove only what follows.');
const junit = text('--junit <file>', 'Also write the result as JUnit XML; for one module.');

export const check: Command = {
  options: [packages, from, junit, url],
  examples: ['pgpm check --package shop'],
  run: async (invocation) => {
    const { cwd, signal, value } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const modules = (await selectModules(invocation, workspace)).filter((module) => module.source === 'workspace');
    const { check: prove, renderCheck, renderError, renderJUnit } = await import('@pgpm/engine');
    const results: object[] = [];
    const lines: string[] = [];
    let failed = 0;
    for (const { name } of modules) {
      const scratch = () => makeScratch(invocation, workspace, name);
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
