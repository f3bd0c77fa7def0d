import type { Reference, ScriptKind } from '../model/index.js';

const endings = { deploy: 'to', revert: 'from', verify: 'on' } as const;
const verbs = { deploy: 'Deploy', revert: 'Revert', verify: 'Verify' } as const;

const placeholders = {
  deploy: '-- Write the statements of this change here. The engine wraps them in a transaction.',
  revert: '-- Write the statements that undo the change here, in reverse order.',
  verify: '-- Write a statement here that fails as long as the change is not deployed.',
} as const;

/** The beginning of a script that nobody has written yet (docs/formats.md §4.1). */
export function newScript(
  kind: ScriptKind,
  module: string,
  change: string,
  { requires, conflicts }: { readonly requires: readonly Reference[]; readonly conflicts: readonly Reference[] },
): string {
  const references = [
    ...requires.map(({ text }) => `-- requires: ${text}`),
    ...conflicts.map(({ text }) => `-- conflicts: ${text}`),
  ];
  return [
    `-- ${verbs[kind]} ${module}:${change} ${endings[kind]} pg`,
    ...(kind === 'deploy' ? references : []),
    '',
    placeholders[kind],
    '',
  ].join('\n');
}
