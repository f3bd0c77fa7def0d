import type { EngineError } from '../errors/index.js';
import type { ModuleProof } from '../model/index.js';
import type { TestSuite } from './render-junit.js';

/** A proof as a suite for its module, with a case for each change, one for all of them, one for the package. */
export function checkSuite({ module, changes, whole, bundle, problems }: ModuleProof): TestSuite {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const isOfBundle = ({ code }: EngineError): boolean => code === 'BUNDLE_FAILED' || code === 'BUNDLE_DIFFERS';
  const cases = [
    ...changes.map(({ change, ms, steps }) => {
      const own = errors.filter((error) => error.change === change && !isOfBundle(error));
      const status = own.length > 0 ? 'failed' : steps.deploys;
      return { name: change, ms, status, problems: own } as const;
    }),
    { name: 'all changes, from the last to the first and back', ms: 0, status: whole, problems: [] },
    { name: 'the packaged module', ms: 0, status: bundle, problems: errors.filter(isOfBundle) },
  ];
  return { name: module, cases };
}
