import type { EngineError, Finding, Module, Workspace } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { exitCodes } from '../cli/exit-codes.js';
import { flag } from '../cli/option.js';
import { workspaceFiles } from '../shared/authoring.js';
import { openWorkspaceAt, packages, selectModules } from '../shared/selection.js';
import { counted } from '../shared/words.js';

const strict = flag('strict', 'Warnings make it fail, too.');

export const analyze: Command = {
  options: [packages, strict],
  examples: ['pgpm analyze', 'pgpm analyze --package shop --json'],
  run: async (invocation) => {
    const workspace = await openWorkspaceAt(invocation);
    const modules = await selectModules(invocation, workspace);
    const { authoring, context } = await workspaceFiles(workspace);
    const findings = [
      ...modules.flatMap((module) => authoring.analyze({ ...context, module })),
      ...(await findAround(workspace, modules)),
    ];
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const warnings = findings.length - errors;
    const isBad = errors > 0 || (invocation.value(strict) && warnings > 0);
    return {
      result: { modules: modules.map(({ name }) => name), findings },
      text: findings.map(findingText).join('\n'),
      summary: `${counted(modules.length, 'module')}: ${counted(errors, 'error')}, ${counted(warnings, 'warning')}`,
      exitCode: isBad ? exitCodes.preflight : exitCodes.ok,
    };
  },
};

/** What would keep modules from being deployed and lies outside of them: in what they require, and how all fit together. */
async function findAround(workspace: Workspace, modules: readonly Module[]): Promise<readonly Finding[]> {
  const { sortModules } = await import('@pgpm/engine');
  const closure = sortModules(workspace.modules, modules);
  const names = new Set(closure.modules.map(({ name }) => name));
  const ofRequired = closure.modules.filter((module) => !modules.includes(module)).flatMap(({ problems }) => problems);
  return [
    ...workspace.problems.filter(({ module }) => module === undefined || names.has(module)),
    ...ofRequired.filter(({ severity }) => severity === 'error'),
    ...closure.problems,
  ].map(asFinding);
}

function asFinding({ code, severity, message, module = '', change, place, hint }: EngineError): Finding {
  return { code, severity, message, module, change, ...place, hint };
}

function findingText({ severity, code, module, change, message, file, line, column, hint }: Finding): string {
  const subject = change === undefined ? module : `${module}:${change}`;
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return [
    `${severity} ${code} in ${subject}: ${message}`,
    ...(place === '' ? [] : [`  at: ${place}`]),
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
  ].join('\n');
}
