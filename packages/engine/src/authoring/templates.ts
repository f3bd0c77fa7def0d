import type { Reference, ScriptKind } from '../model/index.js';

const endings = { deploy: 'to', revert: 'from', verify: 'on' } as const;
const verbs = { deploy: 'Deploy', revert: 'Revert', verify: 'Verify' } as const;

const placeholders = {
  deploy: '-- Write the statements of this change here. The engine wraps them in a transaction.',
  revert: '-- Write the statements that undo the change here, in reverse order.',
  verify: '-- Write a statement here that fails as long as the change is not deployed.',
} as const;

/** A new script: its header (docs/formats.md §4.1), and what it does. */
export function newScript(
  kind: ScriptKind,
  module: string,
  change: string,
  { requires, conflicts }: { readonly requires: readonly Reference[]; readonly conflicts: readonly Reference[] },
  statements: string = placeholders[kind],
): string {
  const references = [
    ...requires.map(({ text }) => `-- requires: ${text}`),
    ...conflicts.map(({ text }) => `-- conflicts: ${text}`),
  ];
  return [
    `-- ${verbs[kind]} ${module}:${change} ${endings[kind]} pg`,
    ...(kind === 'deploy' ? references : []),
    '',
    statements.trimEnd(),
    '',
  ].join('\n');
}
