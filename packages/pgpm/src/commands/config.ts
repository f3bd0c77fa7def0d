import type { CodedError, Workspace } from '@pgpm/engine';
import type { Database, PostgresError } from '@pgpm/postgres';
import type { Command } from '../cli/command.js';
import type { Invocation } from '../cli/invocation.js';
import { flag } from '../cli/option.js';
import { databaseOptions, findNamed } from '../shared/database.js';
import { overridingVariables } from '../shared/environment.js';
import { openWorkspaceAt } from '../shared/selection.js';

const explain = flag('explain', 'Also tell where each value comes from.');

interface Setting {
  readonly key: string;
  /** Undefined when there is none. A secret is only said to be there. */
  readonly value: unknown;
  /** A file, `git`, `environment`, `option` or `default`. */
  readonly source: string;
}

type Named = Database | PostgresError<'DATABASE_NOT_SPECIFIED'> | undefined;

export const config: Command = {
  options: [explain, ...databaseOptions],
  examples: ['pgpm config', 'pgpm config --explain'],
  run: async (invocation) => {
    const workspace = await openWorkspaceAt(invocation);
    const named = await findOrTell(invocation, workspace);
    const settings: readonly Setting[] = [
      databaseSetting(named, workspace),
      ...fileSettings(workspace, invocation.env),
      await plannerSetting(invocation, workspace),
      ...(await variables(invocation.env)),
    ];
    const { renderError } = await import('@pgpm/engine/report');
    const width = Math.max(...settings.map(({ key }) => key.length));
    const lines = settings.map(({ key, value, source }) => {
      const shown = `${key.padEnd(width)}  ${valueText(value)}`;
      return invocation.value(explain) ? `${shown}  (${source})` : shown;
    });
    const warnings: readonly CodedError[] = [
      ...workspace.problems.filter(({ code }) => code.startsWith('CONFIG_')),
      ...(named instanceof Error ? [named] : []),
    ];
    const ignored = [...workspace.ignoredKeys, ...(await ignoredVariables(invocation.env))];
    const toldIgnored = ignored.length === 0 ? [] : [`without effect, for other tools: ${ignored.join(', ')}`];
    return {
      result: { root: workspace.root, settings, ignored, warnings },
      text: [...lines, ...toldIgnored, ...warnings.map(renderError)].join('\n'),
      summary: `the configuration of ${workspace.root}`,
    };
  },
};

/** A server without a database is something to tell, not to fail of. */
async function findOrTell(invocation: Invocation, workspace: Workspace): Promise<Named> {
  const { isPostgresError } = await import('@pgpm/postgres');
  try {
    return await findNamed(invocation, workspace);
  } catch (error) {
    if (isPostgresError(error, 'DATABASE_NOT_SPECIFIED')) return error;
    throw error;
  }
}

function databaseSetting(named: Named, workspace: Workspace): Setting {
  const key = 'database';
  if (named === undefined) return { key, value: 'the embedded server of the workspace', source: 'default' };
  if (named instanceof Error) return { key, value: undefined, source: named.fields.origin };
  return { key, value: named.describe, source: sourceOf(named.source, workspace) };
}

function sourceOf(source: string, { configFile }: Workspace): string {
  if (source === 'configuration') return configFile;
  return source === 'option' ? source : 'environment';
}

function valueText(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const hidden = '(set)';

function fileSettings({ config: file, configFile, configKeys }: Workspace, env: NodeJS.ProcessEnv): readonly Setting[] {
  const { packages, extensionsDir, moduleAliases, deployment, pg } = file;
  const sourceOfKey = (key: string): string => {
    if ((env[overridingVariables[key] ?? ''] ?? '') !== '') return 'environment';
    return configKeys.has(key) ? configFile : 'default';
  };
  const setting = (key: string, value: unknown, preset?: unknown): Setting => ({
    key,
    value: value ?? preset,
    source: sourceOfKey(key),
  });
  return [
    setting('packages', packages),
    setting('extensionsDir', extensionsDir),
    setting('moduleAliases', moduleAliases),
    setting('deployment.useTx', deployment.useTx, true),
    setting('deployment.usePlan', deployment.usePlan, true),
    setting('deployment.logOnly', deployment.logOnly, false),
    setting('deployment.hashMethod', deployment.hashMethod, 'content'),
    setting('pg.host', pg.host),
    setting('pg.port', pg.port),
    setting('pg.user', pg.user),
    setting('pg.password', pg.password === undefined ? undefined : hidden),
    setting('pg.database', pg.database),
  ];
}

/** Whom new lines of plans are by. */
async function plannerSetting(
  { cwd, env }: Invocation,
  { config: { planner }, configFile }: Workspace,
): Promise<Setting> {
  const { loadAuthoring } = await import('@pgpm/engine');
  const { findPlanner } = await loadAuthoring();
  const found = findPlanner({ cwd, env, planner });
  const source = found.source === 'configuration' ? configFile : found.source;
  return { key: 'planner', value: `${found.planner} <${found.email}>`, source };
}

/** Connections are described in libpq's manual, the others in docs/cli/json.md. */
const own = ['CI', 'NO_COLOR', 'FORCE_COLOR', 'PGPM_FROZEN_TIME'];
const secrets: ReadonlySet<string> = new Set(['DATABASE_URL', 'PGPASSWORD']);

/** Variables that are set and count. */
async function variables(env: NodeJS.ProcessEnv): Promise<readonly Setting[]> {
  const { isConnectionVariable } = await import('@pgpm/postgres');
  return setVariables(env)
    .filter(([name]) => isConnectionVariable(name) || own.includes(name))
    .map(([key, value]) => ({ key, value: secrets.has(key) ? hidden : value, source: 'environment' }));
}

/** Those of libpq that are set, and that nothing here reads. */
async function ignoredVariables(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const { isConnectionVariable } = await import('@pgpm/postgres');
  return setVariables(env).flatMap(([name]) => (/^PG[A-Z]+$/.test(name) && !isConnectionVariable(name) ? [name] : []));
}

/** By name. */
function setVariables(env: NodeJS.ProcessEnv): readonly (readonly [name: string, value: string | undefined])[] {
  return Object.entries(env)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
