import type { Workspace } from '@pgpm/engine';
import type { Command } from '../cli/command.js';
import { flag } from '../cli/option.js';
import { openWorkspaceAt } from '../shared/selection.js';

const explain = flag('explain', 'Also tell where each value comes from.');

interface Setting {
  readonly key: string;
  readonly value: unknown;
  readonly source: 'pgpm.json' | 'environment' | 'default';
}

export const config: Command = {
  options: [explain],
  examples: ['pgpm config', 'pgpm config --explain'],
  run: async (invocation) => {
    const workspace = await openWorkspaceAt(invocation);
    const settings = settingsOf(workspace, invocation.env);
    const { renderError } = await import('@pgpm/engine');
    const width = Math.max(...settings.map(({ key }) => key.length));
    const lines = settings.map(({ key, value, source }) => {
      const shown = `${key.padEnd(width)}  ${value === undefined ? '–' : JSON.stringify(value)}`;
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

/** What is in force. A password is only said to be there. */
function settingsOf(
  { config: { packages, extensionsDir, moduleAliases, deployment, pg } }: Workspace,
  env: NodeJS.ProcessEnv,
) {
  const inFile = (key: string, value: unknown, preset: unknown): Setting => {
    const isPreset = value === undefined || JSON.stringify(value) === JSON.stringify(preset);
    return { key, value: value ?? preset, source: isPreset ? 'default' : 'pgpm.json' };
  };
  const fromEnvironment = (key: string, variable: string, value: unknown): Setting => {
    const given = env[variable];
    return given === undefined || given === ''
      ? inFile(key, value, undefined)
      : { key, value: given, source: 'environment' };
  };
  const hidden = (value: string | undefined): string | undefined => (value === undefined ? undefined : '(set)');
  return [
    inFile('packages', packages, []),
    inFile('extensionsDir', extensionsDir, 'extensions'),
    inFile('moduleAliases', moduleAliases, {}),
    inFile('deployment.useTx', deployment.useTx, true),
    inFile('deployment.usePlan', deployment.usePlan, true),
    inFile('deployment.logOnly', deployment.logOnly, false),
    fromEnvironment('pg.host', 'PGHOST', pg.host),
    fromEnvironment('pg.port', 'PGPORT', pg.port),
    fromEnvironment('pg.user', 'PGUSER', pg.user),
    fromEnvironment('pg.database', 'PGDATABASE', pg.database),
    { ...fromEnvironment('pg.password', 'PGPASSWORD', pg.password), value: hidden(env['PGPASSWORD'] ?? pg.password) },
    { ...fromEnvironment('url', 'DATABASE_URL', undefined), value: hidden(env['DATABASE_URL']) },
  ];
}
