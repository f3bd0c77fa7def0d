import type { ModuleProof } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { text } from '../cli/option.js';
import { url } from '../shared/database.js';
import { junit, prepareJUnit } from '../shared/junit.js';
import { makeScratch } from '../shared/scratch.js';
import { openWorkspaceAt, packages, selectModules } from '../shared/selection.js';

const from = text('--from <reference>', 'Deploy this change and those before it, and prove only what follows.');

export const check: Command = {
  options: [packages, from, junit, url],
  examples: ['pgpm check --package shop'],
  run: async (invocation) => {
    const { signal, value } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const modules = await selectModules(invocation, workspace);
    const { check: prove, checkSuite, renderCheck, renderError } = await import('@pgpm/engine');
    const writeJUnit = await prepareJUnit(invocation);
    const proofs: ModuleProof[] = [];
    const lines: string[] = [];
    let failed = 0;
    for (const { name } of modules) {
      const scratch = () => makeScratch(invocation, workspace, name);
      const proof = await prove({ workspace, target: name, from: value(from), scratch, signal });
      if (!proof.passed) failed++;
      proofs.push(proof);
      lines.push(renderCheck(proof), ...proof.problems.map(renderError), proof.summary);
    }
    writeJUnit(proofs.map(checkSuite));
    return {
      result: { modules: proofs },
      text: lines.filter((line) => line !== '').join('\n'),
      summary: `${modules.length - failed} of ${modules.length} modules are proven`,
      exitCode: failed === 0 ? exitCodes.ok : exitCodes.preflight,
    };
  },
};
