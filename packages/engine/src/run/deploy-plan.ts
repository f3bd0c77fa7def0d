import { EngineError } from '../errors/index.js';
import type { Change, DeployedChange, Module, RegistryState } from '../model/index.js';
import {
  changeKey,
  comparePlan,
  deployedAfter,
  pendingChanges,
  resolveRequirements,
  rowsByModule,
  type ModuleRequirements,
  type PlanState,
} from '../resolve/index.js';
import type { RegistryShape } from '../store/index.js';
import type { ScriptReader } from '../scripts/index.js';
import type { ComparedModule, DeployPlan } from './deploy-step.js';
import type { WrittenInModule } from './headers.js';
import type { Selection } from './selection.js';
import { changedScripts, stateWarnings } from './state.js';

export interface DeployPlanOptions {
  readonly usePlan: boolean;
  readonly allowChanged: boolean;
  readonly strictHash: boolean;
  readonly ensure: boolean;
}

/**
 * Resolves what the changes of each selected module require; needs no database.
 *
 * @param writtenIn - who says what they require; absent for the plans.
 */
export function readRequirementsOf(
  selection: Selection,
  writtenIn?: (module: Module) => WrittenInModule,
): { readonly byModule: ReadonlyMap<string, ModuleRequirements>; readonly problems: readonly EngineError[] } {
  const problems: EngineError[] = [];
  const byModule = new Map<string, ModuleRequirements>();
  for (const module of selection.modules) {
    const headers = writtenIn?.(module);
    // Warnings about a script come when it is to run.
    problems.push(...(headers?.problems.filter(({ severity }) => severity === 'error') ?? []));
    const written = headers?.written ?? module.plan.changes;
    const requirements = resolveRequirements(module, written, selection.workspace.modules);
    byModule.set(module.name, requirements);
    problems.push(...requirements.problems);
  }
  return { byModule, problems };
}

/** Decides what a deploy does, from the files and the registry. Changes nothing. */
export async function planDeploy(
  selection: Selection,
  requirements: ReadonlyMap<string, ModuleRequirements>,
  state: RegistryState,
  registry: RegistryShape,
  reader: ScriptReader,
  options: DeployPlanOptions,
): Promise<DeployPlan> {
  const rows = rowsByModule(state.changes);
  const compared = await Promise.all(
    selection.modules.map((module) => compareModule(module, selection, rows.get(module.name) ?? [], reader, options)),
  );
  const skipped = compared.flatMap((module) => module.skipped);
  if (compared.every(({ pending }) => pending.length === 0)) {
    return { steps: [], skipped, problems: compared.flatMap(({ problems }) => problems) };
  }
  // What takes scripts apart is loaded when one is to run.
  const { planPending } = await import('./pending-steps.js');
  return { ...planPending(compared, requirements, state, registry, reader), skipped };
}

async function compareModule(
  module: Module,
  selection: Selection,
  rows: readonly DeployedChange[],
  reader: ScriptReader,
  options: DeployPlanOptions,
): Promise<ComparedModule> {
  const state = comparePlan(module.plan, rows);
  const place = selection.targets.get(module.name)?.place;
  const names = new Set(rows.map((row) => row.change));
  const end = place ?? module.plan.changes.length - 1;
  const skipped = module.plan.changes
    .slice(0, end + 1)
    .flatMap(({ name }) => (names.has(name) ? [changeKey(module.name, name)] : []));
  const pending = pendingChanges(module.plan, names, place);
  const severity = options.strictHash ? 'error' : 'warning';
  const { config } = selection.workspace;
  const problems = [
    ...targetBehind(selection, module, place, names, options),
    ...stateWarnings(module, state, reader),
    ...(options.allowChanged ? [] : await changedScripts(module, state.deployed, reader, config, { severity })),
    ...pendingBefore(module, pending, state),
  ];
  return { module, pending, skipped, problems };
}

function targetBehind(
  { targets }: Selection,
  module: Module,
  place: number | undefined,
  deployed: ReadonlySet<string>,
  { ensure }: DeployPlanOptions,
): readonly EngineError[] {
  if (place === undefined) return [];
  const beyond = deployedAfter(module.plan, deployed, place).at(-1);
  if (beyond === undefined) return [];
  const target = targets.get(module.name)?.text ?? '';
  return [
    new EngineError(
      'TARGET_BEHIND',
      { target, deployed: beyond.name },
      {
        severity: ensure ? 'warning' : 'error',
        module: module.name,
        hint: `to go back, revert to ${target}`,
      },
    ),
  ];
}

function pendingBefore(module: Module, pending: readonly Change[], state: PlanState): readonly EngineError[] {
  const lastDeployed = state.deployed.at(-1);
  if (lastDeployed === undefined) return [];
  const places = module.plan.places.changes;
  const end = places.get(lastDeployed.change) ?? 0;
  const earlier = pending.filter((change) => (places.get(change.name) ?? 0) < end);
  if (earlier.length === 0) return [];
  const fields = { changes: earlier.map((change) => change.name), deployed: lastDeployed.change };
  return [new EngineError('PENDING_BEFORE_DEPLOYED', fields, { severity: 'warning', module: module.name })];
}
