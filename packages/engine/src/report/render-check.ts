import { proofSteps, type ChangeProof, type ModuleProof, type ProofStatus, type ProofStep } from '../model/index.js';

const marks: Readonly<Record<ProofStatus, string>> = { passed: '✓', failed: '✗', waived: '~', skipped: '-' };

const headings: Readonly<Record<ProofStep, string>> = {
  failsBefore: 'fails before',
  deploys: 'deploys',
  verifies: 'verifies',
  reverts: 'reverts exactly',
  redeploys: 'deploys again',
};

/** A line per change with a mark for each thing to prove, and one for the module as a whole. */
export function renderCheck({ module, changes, whole, bundle }: ModuleProof): string {
  const columns = proofSteps.map((step) => headings[step]);
  const line = (cells: readonly string[], name: string): string =>
    [...cells.map((cell, place) => cell.padEnd(columns[place]?.length ?? 0)), name].join('  ');
  return [
    line(columns, module),
    ...changes.map(({ steps, change }) =>
      line(
        proofSteps.map((step) => marks[steps[step]]),
        change,
      ),
    ),
    line(['', '', '', marks[whole], marks[whole]], 'all changes, from the last to the first and back'),
    line(['', marks[bundle], '', '', ''], 'the packaged module'),
    legend(changes),
  ]
    .filter((text) => text !== '')
    .join('\n');
}

function legend(changes: readonly ChangeProof[]): string {
  const used = new Set(changes.flatMap(({ steps }) => proofSteps.map((step) => steps[step])));
  const meanings: readonly (readonly [ProofStatus, string])[] = [
    ['waived', 'not possible, as its script says'],
    ['skipped', 'not tried'],
  ];
  return meanings
    .filter(([status]) => used.has(status))
    .map(([status, meaning]) => `${marks[status]} ${meaning}`)
    .join(', ');
}
