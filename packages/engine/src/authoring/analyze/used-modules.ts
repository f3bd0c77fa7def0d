import type { Plan, PlannedModule } from '../../model/index.js';
import type { Files } from '../files.js';
import { scriptKinds, scriptPath, type ModulePlace } from '../source.js';

/** Parts of change names that say what kind of object it is, and so nothing about which one. */
const kinds = new Set(
  (
    'schema schemas table tables view views column columns index indexes constraint constraints trigger triggers ' +
    'procedure procedures function functions type types domain domains policy policies grant grants role roles ' +
    'sequence sequences extension extensions fixture fixtures alteration alterations public default defaults'
  ).split(' '),
);

const word = /[\p{L}_][\p{L}\p{N}_$]*/gu;

/** Whether scripts of the module name an object of another one, judged by what the changes there are called. */
export function usesObjectsOf(
  other: PlannedModule,
  files: Files,
  module: Pick<ModulePlace, 'path'>,
  plan: Plan,
): boolean {
  const own = segmentsOf(plan);
  const foreign = new Set([...segmentsOf(other.plan)].filter((name) => !own.has(name) && !kinds.has(name)));
  return plan.changes.some(({ name }) =>
    scriptKinds.some((kind) => {
      const text = files.read(scriptPath(module, kind, name)) ?? '';
      return text.match(word)?.some((each) => foreign.has(each)) ?? false;
    }),
  );
}

function segmentsOf({ changes }: Plan): ReadonlySet<string> {
  return new Set(changes.flatMap(({ name }) => name.split('/')));
}
