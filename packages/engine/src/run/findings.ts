import { isEngineError, problemsOf, throwProblems, type EngineError } from '../errors/index.js';
import type { Selection } from './selection.js';

/**
 * Errors of files and what was found in spite of them as one list: in module order, each once, and without what may only
 * seem so because a plan or a control file could not be read to its end.
 */
export function settleFindings({ closure }: Selection, problems: readonly EngineError[]): readonly EngineError[] {
  const broken = closure.modules.filter((module) => module.problems.some(isError));
  const names = new Set(broken.map(({ name }) => name));
  const plans = new Set(broken.map(({ plan }) => plan.file));
  const ofFiles = new Set(broken.flatMap((module) => module.problems));
  const mayBeWrong = (problem: EngineError): boolean => {
    if (ofFiles.has(problem)) return false;
    if (isEngineError(problem, 'CHANGE_NOT_FOUND')) return plans.has(problem.fields.plan);
    if (isEngineError(problem, 'TAG_NOT_FOUND')) return names.has(problem.fields.project);
    // Such as of changes that are deployed, and planned in a line that cannot be read.
    const isDoubtful = !isError(problem) || isEngineError(problem, 'UNDECLARED_MODULE_DEPENDENCY');
    return isDoubtful && names.has(problem.module ?? '');
  };
  const once = new Map<string, EngineError>();
  for (const problem of problems)
    if (!mayBeWrong(problem)) once.set(keyOf(problem), once.get(keyOf(problem)) ?? problem);
  const places = new Map(closure.modules.map(({ name }, place) => [name, place]));
  const placeOf = ({ module = '' }: EngineError): number => places.get(module) ?? places.size;
  return [...once.values()].sort((a, b) => placeOf(a) - placeOf(b));
}

/** Looks for more than is known already, and tells of both when looking fails. */
export async function withKnown<T>(known: readonly EngineError[], look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    if (!isEngineError(error) || error.code === 'CANCELLED') throw error;
    const told = problemsOf(error);
    if (!known.some((one) => told.includes(one))) throwProblems([...known, error]);
    throw error;
  }
}

function isError({ severity }: EngineError): boolean {
  return severity === 'error';
}

function keyOf({ code, message, place }: EngineError): string {
  return JSON.stringify([code, message, place?.file, place?.line, place?.column]);
}
