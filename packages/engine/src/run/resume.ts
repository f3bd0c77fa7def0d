import { hash as digest } from 'node:crypto';
import { EngineError } from '../errors/index.js';
import type { PreparedScript } from '../formats/sql.js';
import type { NotedStatement } from '../model/index.js';
import { changeKey, type ChangeKey } from '../resolve/index.js';
import { isRepeatable, splitUnits } from './statement-units.js';
import type { Resume, ScriptStep } from './steps.js';

/** The notes of each script, by `module:change`. */
export function notesByChange(
  statements: readonly NotedStatement[],
  operation: 'deploy' | 'revert',
): ReadonlyMap<ChangeKey, readonly NotedStatement[]> {
  const notes = new Map<ChangeKey, NotedStatement[]>();
  for (const statement of statements) {
    if (statement.operation !== operation) continue;
    const key = changeKey(statement.module, statement.change);
    const same = notes.get(key);
    if (same === undefined) notes.set(key, [statement]);
    else same.push(statement);
  }
  return notes;
}

/** SHA-256 of each statement's text, hex. */
export function statementHashes({ sql, statements }: PreparedScript): readonly string[] {
  return statements.map(({ start, end }) => digest('sha256', sql.slice(start, end)));
}

/**
 * Finds where a script goes on. Undefined when it was never begun.
 *
 * @param noted - of this script, in their order.
 * @returns `PARTIAL_RUN` when what has run is not what the script says now, or when nobody knows what has run.
 */
export function findResume(
  step: ScriptStep,
  script: PreparedScript,
  operation: 'deploy' | 'revert',
  noted: readonly NotedStatement[],
): Resume | EngineError | undefined {
  if (noted.length === 0) return undefined;
  const hashes = script.header.directives.noTransaction ? statementHashes(script) : [];
  const executed = noted.filter(({ isFinished }) => isFinished).length;
  const refuse = (reason: 'edited' | 'interrupted', place: number, hint: string): EngineError =>
    new EngineError(
      'PARTIAL_RUN',
      { change: changeKey(step.module.name, step.change), operation, executed, total: hashes.length, reason },
      {
        module: step.module.name,
        change: step.change,
        place: { file: step.file, line: script.statements[place]?.line },
        hint,
      },
    );
  const edited = noted.find(({ position, hash }) => hashes[position] !== hash);
  if (edited !== undefined) {
    const hint = 'restore the statements that have run, or undo them by hand and forget them with migrate repair';
    return refuse('edited', edited.position, hint);
  }
  const from = noted.find(({ isFinished }) => !isFinished)?.position ?? executed;
  const unit = splitUnits(script.statements).find(({ first }) => first === from);
  const isInterrupted = noted.some(({ isFinished }) => !isFinished);
  if (isInterrupted && (unit === undefined || !isRepeatable(unit, script.statements))) {
    const hint = 'see whether it has run, then tell with migrate repair whether to skip it or to run it again';
    return refuse('interrupted', from, hint);
  }
  return { from, isInterrupted };
}
