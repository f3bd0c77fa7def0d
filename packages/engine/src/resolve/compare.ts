import type { Change, DeployedChange, Plan } from '../model/index.js';

/** A plan held against what the registry says. */
export interface PlanState {
  /** Planned and deployed, in plan order. */
  readonly deployed: readonly DeployedChange[];
  /** Planned and not deployed, in plan order. */
  readonly pending: readonly Change[];
  /** Deployed and not planned, in order of deployment. */
  readonly orphaned: readonly DeployedChange[];
  /** The first two deployed changes that stand the other way round in the plan: earlier planned, earlier deployed. */
  readonly inversion: { readonly planned: DeployedChange; readonly deployedBefore: DeployedChange } | undefined;
}

/** The rows of each module, in the order that they have among all: a row is looked at once, not once for each module. */
export function rowsByModule(deployed: readonly DeployedChange[]): ReadonlyMap<string, readonly DeployedChange[]> {
  const byModule = new Map<string, DeployedChange[]>();
  for (const row of deployed) {
    const rows = byModule.get(row.module);
    if (rows === undefined) byModule.set(row.module, [row]);
    else rows.push(row);
  }
  return byModule;
}

/** @param deployed - rows of this module in order of deployment. */
export function comparePlan(plan: Plan, deployed: readonly DeployedChange[]): PlanState {
  const byName = new Map(deployed.map((row) => [row.change, row]));
  const planned = new Set(plan.changes.map((change) => change.name));
  return {
    deployed: plan.changes.flatMap((change) => byName.get(change.name) ?? []),
    pending: plan.changes.filter((change) => !byName.has(change.name)),
    orphaned: deployed.filter((row) => !planned.has(row.change)),
    inversion: firstInversion(plan, deployed),
  };
}

function firstInversion(plan: Plan, deployed: readonly DeployedChange[]): PlanState['inversion'] {
  const places = new Map(plan.changes.map((change, place) => [change.name, place]));
  let last: { row: DeployedChange; place: number } | undefined;
  for (const row of deployed) {
    const place = places.get(row.change);
    if (place === undefined) continue;
    if (last !== undefined && place < last.place) return { planned: row, deployedBefore: last.row };
    last = { row, place };
  }
  return undefined;
}

/**
 * The changes still to deploy, in plan order.
 *
 * @param place - the last change to deploy (inclusive, from 0); absent for the whole plan.
 */
export function pendingChanges(
  plan: Plan,
  deployed: ReadonlySet<string>,
  place: number | undefined,
): readonly Change[] {
  const end = place === undefined ? plan.changes.length : place + 1;
  return plan.changes.slice(0, end).filter((change) => !deployed.has(change.name));
}

/** The deployed changes planned after `place`, in plan order. */
export function deployedAfter(plan: Plan, deployed: ReadonlySet<string>, place: number): readonly Change[] {
  return plan.changes.slice(place + 1).filter((change) => deployed.has(change.name));
}

/** Of reworked changes only the newest instance that is deployed: what older ones made, it may have replaced. */
export function newestInstances(plan: Plan, deployed: readonly DeployedChange[]): readonly DeployedChange[] {
  const written = new Map(plan.changes.map(({ name, writtenAs }) => [name, writtenAs ?? name]));
  const newest = new Map(deployed.map((row) => [written.get(row.change), row]));
  return deployed.filter((row) => newest.get(written.get(row.change)) === row);
}
