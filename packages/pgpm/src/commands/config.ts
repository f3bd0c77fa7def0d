import type { Workspace } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { flag } from '../cli/option.js';
import { databaseOptions, findNamed } from '../shared/database.js';
import { openWorkspaceAt } from '../shared/selection.js';

const explain = flag('explain', 'Also tell where each value comes from.');

interface Setting {
  readonly key: string;
  /** Undefined when there is none. A secret is only said to be there. */
  readonly value: unknown;
  /** A file, `environment`, `option` or `default`. */
  readonly source: string;
}

export const config: Command = {
  options: [explain, ...databaseOptions],
  examples: ['pgpm config', 'pgpm config --explain'],
  run: async (invocation) => {
    const workspace = await openWorkspaceAt(invocation);
    const named = await findNamed(invocation, workspace);
    const settings: readonly Setting[] = [
      {
        key: 'database',
        value: named?.describe ?? 'the embedded server of the workspace',
        source: named === undefined ? 'default' : sourceOf(named.source, workspace),
      },
      ...fileSettings(workspace),
      ...variables(invocation.env),
    ];
    const { renderError } = await import('@pgpm/engine/report');
    const width = Math.max(...settings.map(({ key }) => key.length));
    const lines = settings.map(({ key, value, source }) => {
      const shown = `${key.padEnd(width)}  ${valueText(value)}`;
      return invocation.value(explain) ? `${shown}  (${source})` : shown;
    });
    const warnings = workspace.problems.filter(({ code }) => code.startsWith('CONFIG_'));
    return {
      result: { root: workspace.root, settings, warnings },
      text: [...lines, ...warnings.map(renderError)].join('\n'),
      summary: `the configuration of ${workspace.root}`,
    };
  },
};

function sourceOf(source: string, { configFile }: Workspace): string {
  if (source === 'configuration') return configFile;
  return source === 'option' ? source : 'environment';
}

function valueText(value: unknown): string {
  if (value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const hidden = '(set)';

function fileSettings({ config: file, configFile, configKeys }: Workspace): readonly Setting[] {
  const { packages, extensionsDir, moduleAliases, deployment, pg } = file;
  const setting = (key: string, value: unknown, preset?: unknown): Setting => ({
    key,
    value: value ?? preset,
    source: configKeys.has(key) ? configFile : 'default',
  });
  return [
    setting('packages', packages),
    setting('extensionsDir', extensionsDir),
    setting('moduleAliases', moduleAliases),
    setting('deployment.useTx', deployment.useTx, true),
    setting('deployment.usePlan', deployment.usePlan, true),
    setting('deployment.logOnly', deployment.logOnly, false),
    setting('pg.host', pg.host),
    setting('pg.port', pg.port),
    setting('pg.user', pg.user),
    setting('pg.password', pg.password === undefined ? undefined : hidden),
    setting('pg.database', pg.database),
  ];
}

/** Connections are described in libpq's manual, the others in docs/cli/json.md. */
const own = ['CI', 'NO_COLOR', 'FORCE_COLOR', 'PGPM_FROZEN_TIME'];
const secrets: ReadonlySet<string> = new Set(['DATABASE_URL', 'PGPASSWORD']);

/** Variables that are set and count. */
function variables(env: NodeJS.ProcessEnv): readonly Setting[] {
  return Object.entries(env)
    .filter(([name, value]) => value !== '' && (/^(?:DATABASE_URL|PG[A-Z]+)$/.test(name) || own.includes(name)))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ key, value: secrets.has(key) ? hidden : value, source: 'environment' }));
}
