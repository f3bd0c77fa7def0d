import { openContext, type EmbeddedOptions } from './context.js';
import { findRunning, type EmbeddedServer } from './running.js';

/**
 * The embedded server of a workspace. It is made and started when it does not run; whoever asks at the same time waits
 * for the same server. It stays when this process ends.
 *
 * @throws {PostgresError} the codes of `EMBEDDED_…` and `DATA_DIRECTORY_…`.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const context = openContext(options);
  const running = await findRunning(context);
  if (running !== undefined) return running;
  // Nearly always it runs; what starts it is loaded when it does not.
  return (await import('./start-new.js')).startNew(context);
}
