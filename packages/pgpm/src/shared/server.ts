import type { EmbeddedOptions } from '@pgpm/postgres';
import type { Invocation } from '../cli/invocation.js';
import { choice } from '../cli/option.js';

export const cluster = choice(
  '--cluster <name>',
  ['development', 'test'],
  'Which of the two servers; the one for tests is thrown away when it stops. Default: development.',
);

/** The embedded server of the workspace around the working directory. */
export async function embedded({ cwd, value }: Invocation): Promise<EmbeddedOptions> {
  const { findWorkspaceRoot } = await import('@pgpm/postgres');
  return { workspaceRoot: findWorkspaceRoot(cwd), cluster: value(cluster) };
}
