import type { ConfigOverrides } from '@pgpm/engine';

/** An edited script that nobody sees in a terminal must not pass. Any value but an empty one and `false` counts. */
export function isCi({ CI }: NodeJS.ProcessEnv): boolean {
  return CI !== undefined && CI !== '' && CI !== 'false';
}

/** Settings of pgpm.json that variables override, by their keys there. */
export const overridingVariables: Readonly<Record<string, string>> = {
  extensionsDir: 'PGPM_EXTENSIONS_DIR',
  'deployment.useTx': 'DEPLOYMENT_USE_TX',
  'deployment.usePlan': 'DEPLOYMENT_USE_PLAN',
  'deployment.hashMethod': 'DEPLOYMENT_HASH_METHOD',
};

/** What variables say, as the engine takes it. An empty one says nothing. */
export function configOverrides(env: NodeJS.ProcessEnv): ConfigOverrides {
  const given = (key: string): string | undefined => {
    const value = env[overridingVariables[key] ?? ''];
    return value === '' ? undefined : value;
  };
  return {
    extensionsDir: given('extensionsDir'),
    deployment: {
      useTx: switchOf(given('deployment.useTx')),
      usePlan: switchOf(given('deployment.usePlan')),
      hashMethod: given('deployment.hashMethod'),
    },
  };
}

/** Any other word is a no. */
function switchOf(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : /^(?:true|t|1|yes|y|on)$/i.test(text.trim());
}
