import { execFileSync } from 'node:child_process';
import { emailInLine, isTime, plannerInLine } from '../formats/edit.js';
import type { Planner } from '../model/index.js';

const firstYear = Date.UTC(1000, 0);
const afterLastYear = Date.UTC(10_000, 0);

/** Who adds a line to a plan, and when. */
export interface Attribution {
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly timestamp: string;
  readonly planner: string;
  readonly email: string;
}

/** Who adds a line to a plan. */
export interface FoundPlanner extends Pick<Attribution, 'planner' | 'email'> {
  /** Who has told, of either of the two: the workspace, git, or the name of the user. */
  readonly source: 'configuration' | 'git' | 'environment';
}

export interface AttributionOptions {
  /** Where git looks for its configuration. */
  readonly cwd: string;
  /** The environment: `PGPM_FROZEN_TIME` is the time to use, `GIT_…` and `HOME` are read by git, `USER` is the last resort. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => Date;
  /** Whom the workspace names. What that leaves out is asked of git. */
  readonly planner?: Planner | undefined;
}

/**
 * The person that the workspace names, or that git knows, and the time: that of `PGPM_FROZEN_TIME` where it is set, so that the same command gives
 * the same file.
 *
 * @throws {RangeError} for a `PGPM_FROZEN_TIME` that is no date.
 */
export function readAttribution({ cwd, env, now, planner }: AttributionOptions): Attribution {
  const frozen = env['PGPM_FROZEN_TIME'];
  const time = frozen === undefined || frozen === '' ? now() : readTime(frozen);
  // A plan has four digits for the year.
  if (!(time.getTime() >= firstYear && time.getTime() < afterLastYear))
    throw new RangeError('PGPM_FROZEN_TIME is no date');
  const found = findPlanner({ cwd, env, planner });
  return { timestamp: planTimestamp(time), planner: found.planner, email: found.email };
}

/** A day that its month does not have would be one of the next month. */
function readTime(text: string): Date {
  const [day] = /^\d{4}-\d\d-\d\d/.exec(text) ?? [];
  return new Date(day === undefined || isTime(`${day}T00:00:00Z`) ? text : Number.NaN);
}

/** The person that the workspace names, else the one that git knows, else the user of the system. */
export function findPlanner({ cwd, env, planner = {} }: Omit<AttributionOptions, 'now'>): FoundPlanner {
  const user = firstOf(plannerInLine, env['USER'], env['USERNAME']) ?? 'unknown';
  const own = { name: firstOf(plannerInLine, planner.name), email: firstOf(emailInLine, planner.email) };
  const git = {
    name: own.name === undefined ? firstOf(plannerInLine, readGit('user.name', cwd, env)) : undefined,
    email: own.email === undefined ? firstOf(emailInLine, readGit('user.email', cwd, env)) : undefined,
  };
  const tells = ({ name, email }: typeof git): boolean => name !== undefined || email !== undefined;
  return {
    planner: own.name ?? git.name ?? user,
    email: own.email ?? git.email ?? `${user}@localhost`,
    source: tells(own) ? 'configuration' : tells(git) ? 'git' : 'environment',
  };
}

/** The first text that says something when it stands in a plan. */
function firstOf(inLine: (text: string) => string, ...texts: readonly (string | undefined)[]): string | undefined {
  return texts.map((text) => inLine(text ?? '')).find((text) => text !== '');
}

/** A time as plans write it: whole seconds, UTC. */
export function planTimestamp(time: Date): string {
  return `${time.toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length)}Z`;
}

/** Undefined without git, or without such a setting. */
function readGit(key: string, cwd: string, env: AttributionOptions['env']): string | undefined {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('git', ['config', '--get', key], { cwd, env, encoding: 'utf8', stdio });
  } catch {
    return undefined;
  }
}
