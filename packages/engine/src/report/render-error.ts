import {
  isCodedError,
  isEngineError,
  problemsOf,
  type EngineError,
  type ObjectDifference,
  type StoppedState,
} from '../errors/index.js';
import { inset } from './visible.js';

/** The longest list of changes that is printed whole. */
const shownChanges = 10;

/**
 * An error for a person: code and sentence, place, excerpt, what the server added, what stayed, what to do.
 * Several findings are printed one after the other, then counted. Without a code: the message alone.
 */
export function renderError(error: unknown): string {
  if (!isEngineError(error)) {
    if (isCodedError(error))
      return [`error ${error.code}: ${error.message}`, ...indented('hint', error.hint)].join('\n');
    return error instanceof Error ? error.message : String(error);
  }
  const problems = problemsOf(error);
  const [only] = problems;
  if (only === error) return renderProblem(error);
  return [...problems.map(renderProblem), `${error.code}: ${error.message}`].join('\n\n');
}

/** One finding, without those that it may sum up. */
export function renderProblem(problem: EngineError): string {
  const subject = [problem.module, problem.change].filter((part) => part !== undefined).join(':');
  return [
    inset(`${problem.severity} ${problem.code}${subject === '' ? '' : ` in ${subject}`}: ${problem.message}`),
    ...indented('at', placeText(problem)),
    ...details(problem),
    ...indented('hint', problem.hint),
  ].join('\n');
}

function placeText({ place }: EngineError): string | undefined {
  if (place === undefined) return undefined;
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}

function details(problem: EngineError): readonly string[] {
  if (isEngineError(problem, 'CHANGE_FAILED')) {
    const { excerpt, detail, serverHint, where, state } = problem.fields;
    return [
      ...(excerpt === undefined ? [] : [excerpt.replace(/^/gm, '  ')]),
      ...indented('detail', detail),
      ...indented('server hint', serverHint),
      ...indented('where', where),
      ...stateLines(state, problem),
    ];
  }
  if (isEngineError(problem, 'DATABASE_ERROR')) return indented('where', problem.fields.where);
  if (isEngineError(problem, 'VERIFICATION_FAILED')) {
    const { excerpt, detail } = problem.fields;
    return [...(excerpt === undefined ? [] : [excerpt.replace(/^/gm, '  ')]), ...indented('detail', detail)];
  }
  if (
    isEngineError(problem, 'TIMEOUT') ||
    isEngineError(problem, 'CANCELLED') ||
    isEngineError(problem, 'CONNECTION_LOST') ||
    isEngineError(problem, 'LOCK_LOST')
  ) {
    return stateLines(problem.fields.state, problem);
  }
  if (
    isEngineError(problem, 'REVERT_INEXACT') ||
    isEngineError(problem, 'REDEPLOY_DIFFERS') ||
    isEngineError(problem, 'BUNDLE_DIFFERS')
  ) {
    return problem.fields.differences.flatMap(differenceLines);
  }
  if (isEngineError(problem, 'CONFIRMATION_REQUIRED')) return indented('would remove', listed(problem.fields.affects));
  return [];
}

function differenceLines({ kind, name, before, after }: ObjectDifference): readonly string[] {
  return [
    `  ${kind} ${name}`,
    ...indented('  before', before ?? '(not there)'),
    ...indented('  after', after ?? '(not there)'),
  ];
}

function stateLines({ rolledBack, kept, unknown, partial }: StoppedState, { change }: EngineError): readonly string[] {
  const keptLine = indented('kept', kept.length === 0 ? 'nothing of this run was committed' : listed(kept));
  if (unknown !== undefined && unknown.length > 0) {
    return [...indented('not known', `${listed(unknown)}: lost at the commit, status tells`), ...keptLine];
  }
  if (partial !== undefined) {
    const { executed, total, invalidIndexes } = partial;
    return [
      ...indented('kept', kept.length === 0 ? undefined : listed(kept)),
      ...indented('half done', `${executed} of ${total} statements of the failed change have run and stay`),
      ...indented('unusable', listed(invalidIndexes)),
    ];
  }
  const undone = [rolledBack.length === 0 ? '' : listed(rolledBack), change === undefined ? '' : 'the failed change'];
  return [...indented('rolled back', undone.filter((text) => text !== '').join(' and ')), ...keptLine];
}

function listed(changes: readonly string[]): string {
  const rest = changes.length - shownChanges;
  const shown = changes.slice(0, shownChanges).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

function indented(label: string, text: string | undefined): readonly string[] {
  return text === undefined || text === '' ? [] : [`  ${label}: ${inset(text)}`];
}
