import { type EngineError, isEngineError, throwProblems } from '../../errors/index.js';
import type { Module, Workspace } from '../../model/index.js';
import { noRegistry } from '../../store/index.js';
import type { ScriptReader } from '../../scripts/index.js';
import { planDeploy, readRequirementsOf } from '../deploy-plan.js';
import type { DeployStep } from '../deploy-step.js';
import { settleFindings } from '../findings.js';
import { readSelection, type Selection } from '../selection.js';
import { planScript, type ScriptStep } from '../steps.js';

/** A change to prove, with its scripts. */
export interface CheckStep {
  readonly deploy: DeployStep;
  /** Undefined when it is missing, which is one of the `problems`. */
  readonly verify: ScriptStep | undefined;
  readonly revert: ScriptStep | undefined;
  /** What is wrong with the change whatever a server says. */
  readonly problems: readonly EngineError[];
  readonly isIrreversible: boolean;
  /** The verify script says that it passes without the change. */
  readonly verifyAlwaysPasses: boolean;
  /** The verify script ends with a rollback of its own. */
  readonly verifyRollsBack: boolean;
}

export interface CheckPlan {
  readonly module: Module;
  /** Changes of other modules, in deploy order. They are deployed and not proven. */
  readonly required: readonly DeployStep[];
  /** Changes of the module up to the tag or change that `from` names. They are deployed and not proven. */
  readonly earlier: readonly DeployStep[];
  readonly steps: readonly CheckStep[];
  /** All changes of the module, earlier ones included. */
  readonly own: readonly DeployStep[];
  /** Extensions that the module and what it requires name. */
  readonly extensions: readonly string[];
  readonly warnings: readonly EngineError[];
  /** A script of the run refuses to be in a transaction. */
  readonly needsCommits: boolean;
}

/** What a database without a registry holds. */
const nothing = { changes: [], statements: [] };
const decisions = { usePlan: true, allowChanged: false, strictHash: false, ensure: false };

/**
 * Reads everything that a check needs of the files.
 *
 * @throws {EngineError} everything that would keep a script from running, at once. That a verify or revert script is
 * missing is a problem of its change.
 */
export async function planCheck(
  workspace: Workspace,
  target: string,
  from: string | undefined,
  reader: ScriptReader,
): Promise<CheckPlan> {
  const selection = readSelection({ workspace, targets: [target], to: from });
  const [chosen] = selection.targets.values();
  if (chosen === undefined) throw new TypeError('a run over one module has one target');
  const { module } = chosen;
  const whole: Selection = {
    ...selection,
    targets: new Map([[module.name, { module, place: undefined, text: undefined }]]),
  };
  const requirements = readRequirementsOf(whole);
  const plan = await planDeploy(whole, requirements.byModule, nothing, noRegistry, reader, decisions);

  const own = plan.steps.filter((step) => step.module === module);
  const required = plan.steps.filter((step) => step.module !== module);
  const count = chosen.place === undefined ? 0 : chosen.place + 1;
  const names = new Set(module.plan.changes.slice(0, count).map(({ name }) => name));
  const earlier = own.filter(({ change }) => names.has(change));
  const steps = own.filter(({ change }) => !names.has(change)).map((step) => planStep(step, reader));
  const problems = [
    ...requirements.problems,
    ...plan.problems,
    ...steps.flatMap((step) => step.problems).filter((problem) => !isFinding(problem)),
  ];
  throwProblems(settleFindings(selection, [...selection.problems, ...problems]));
  const scripts = [...required, ...own, ...steps.flatMap(({ verify, revert }) => [verify, revert])];
  return {
    module,
    required,
    earlier,
    steps,
    own,
    extensions: [...selection.closure.extensions.keys()],
    warnings: problems,
    needsCommits: scripts.some((step) => step?.noTransaction === true),
  };
}

function isFinding(problem: EngineError): boolean {
  return isEngineError(problem, 'SCRIPT_MISSING');
}

function planStep(deploy: DeployStep, reader: ScriptReader): CheckStep {
  const { module, change } = deploy;
  const verify = planScript(reader, 'verify', module, change);
  const revert = planScript(reader, 'revert', module, change);
  const isIrreversible = [deploy.load(), revert.script].some(
    (script) => script?.header.directives.irreversible === true,
  );
  const ofRevert = isIrreversible ? [] : revert.problems;
  return {
    deploy,
    verify: verify.step,
    revert: isIrreversible ? undefined : revert.step,
    problems: [...verify.problems, ...ofRevert],
    isIrreversible,
    verifyAlwaysPasses: verify.script?.header.directives.verifyAlwaysPasses !== undefined,
    verifyRollsBack: endsWithRollback(reader.readScript(module, 'verify', change)?.text ?? ''),
  };
}

function endsWithRollback(text: string): boolean {
  return /\brollback(?:\s+(?:work|transaction))?\s*;?\s*(?:--[^\n]*\s*)*$/i.test(text);
}
