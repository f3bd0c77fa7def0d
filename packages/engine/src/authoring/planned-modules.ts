import { parsePlan } from '../formats/index.js';
import type { PlannedModule } from '../model/index.js';
import { planFile } from '../workspace/index.js';
import type { Files } from './files.js';
import { pathIn, readControl, type ModulePlace } from './source.js';

/** The modules of a workspace by name; each is read when it is first asked for. */
export type PlannedModules = Pick<ReadonlyMap<string, PlannedModule>, 'get'>;

/** Modules as far as their requirements can be resolved; what is wrong with their files is not reported here. */
export function readPlannedModules(files: Files, places: Iterable<ModulePlace>): PlannedModules {
  const byName = new Map([...places].map((place) => [place.name, place]));
  const read = new Map<string, PlannedModule>();
  const get = (name: string): PlannedModule | undefined => {
    const known = read.get(name);
    const place = byName.get(name);
    if (known !== undefined || place === undefined) return known;
    const path = pathIn(place, planFile);
    const control = readControl(files, place)?.value;
    const module = { name, plan: parsePlan(files.read(path) ?? '', path).plan, control };
    read.set(name, module);
    return module;
  };
  return { get };
}
