import { parsePlan } from '../../src/formats/index.js';
import type { Module } from '../../src/model/index.js';

/** A module as `readModule` would give it, from the lines of its plan and the names it requires. */
export function moduleOf(name: string, lines: readonly string[], requires: readonly string[] = []): Module {
  const file = `modules/${name}/pgpm.plan`;
  const { plan } = parsePlan([`%syntax-version=1.0.0`, `%project=${name}`, '', ...lines, ''].join('\n'), file);
  const control = { file: `modules/${name}/${name}.control`, name, requires, requiresLine: 5 };
  return {
    name,
    dir: `/workspace/modules/${name}`,
    path: `modules/${name}`,
    plan,
    control,
    npmName: undefined,
    version: '1.0.0',
    source: 'workspace',
    problems: [],
  };
}

export function modulesByName(...modules: readonly Module[]): ReadonlyMap<string, Module> {
  return new Map(modules.map((module) => [module.name, module]));
}
