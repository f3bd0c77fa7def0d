import { openContext, type EmbeddedOptions } from './context.js';
import { findRunning, type EmbeddedServer } from './running.js';

/** See the public API. */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const context = openContext(options);
  const running = await findRunning(context);
  if (running !== undefined) return running;
  // Nearly always it runs; what starts it is loaded when it does not.
  return (await import('./start-new.js')).startNew(context);
}
