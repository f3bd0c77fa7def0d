import type { Host } from '../host.js';
import { JsonReporter } from './json-reporter.js';
import type { Reporter } from './reporter.js';
import { styleFor } from './style.js';
import { TextReporter } from './text-reporter.js';

/** What turns values into text is loaded when there is something to say. */
export async function createReporter(isJson: boolean, host: Host): Promise<Reporter> {
  const report = await import('@pgpm/engine/report');
  const streams = {
    out: (text: string) => void host.stdout.write(text),
    err: (text: string) => void host.stderr.write(text),
  };
  const style = styleFor(host.stdout.isTTY && host.stderr.isTTY, host.env);
  return isJson ? new JsonReporter(streams, report) : new TextReporter(streams, style, report);
}
