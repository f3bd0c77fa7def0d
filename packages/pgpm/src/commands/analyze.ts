import type { Finding } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { flag } from '../cli/option.js';
import { workspaceFiles } from '../shared/authoring.js';
import { openWorkspaceAt, packages, selectModules } from '../shared/selection.js';

const strict = flag('strict', 'Warnings make it fail, too.');

export const analyze: Command = {
  options: [packages, strict],
  examples: ['pgpm analyze', 'pgpm analyze --package shop --json'],
  run: async (invocation) => {
    const workspace = await openWorkspaceAt(invocation);
    const modules = await selectModules(invocation, workspace);
    const { authoring, context } = await workspaceFiles(workspace);
    const findings = modules.flatMap((module) => authoring.analyze({ ...context, module }));
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const warnings = findings.length - errors;
    const isBad = errors > 0 || (invocation.value(strict) && warnings > 0);
    return {
      result: { modules: modules.map(({ name }) => name), findings },
      text: findings.map(findingText).join('\n'),
      summary: `${modules.length} modules: ${errors} errors, ${warnings} warnings`,
      exitCode: isBad ? exitCodes.preflight : exitCodes.ok,
    };
  },
};

function findingText({ severity, code, module, change, message, file, line, column, hint }: Finding): string {
  const subject = change === undefined ? module : `${module}:${change}`;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return [
    `${severity} ${code} in ${subject}: ${message}`,
    ...(place === '' ? [] : [`  at: ${place}`]),
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
  ].join('\n');
}
