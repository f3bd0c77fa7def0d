import { openContext, type EmbeddedOptions } from './context.js';
import { findHome, plannedHome } from './home.js';
import { dataDirectory } from './layout.js';
import { findRunning } from './running.js';
import { readState } from './state.js';

export interface EmbeddedStatus {
  /** Whether the server accepts connections. */
  readonly running: boolean;
  readonly pid?: number;
  readonly port?: number;
  /** Without the password. */
  readonly url?: string;
  /** Where the data is, or would be made. */
  readonly dataDir: string;
  /** Of the server that made or runs it. Absent before the first start. */
  readonly version?: string;
}

/** What is known of the embedded server of a workspace. Starts and changes nothing. */
export async function embeddedStatus(options: EmbeddedOptions): Promise<EmbeddedStatus> {
  const context = openContext(options);
  const { workspaceRoot, profile, accounts } = context;
  const running = await findRunning(context);
  if (running !== undefined) {
    const { pid, port, url, dataDir, version } = running;
    return { running: true, pid, port, url, dataDir, version };
  }
  const home = findHome(workspaceRoot, profile, accounts) ?? plannedHome(workspaceRoot, profile, accounts);
  const version = readState(home)?.version;
  return { running: false, dataDir: dataDirectory(home), ...(version === undefined ? {} : { version }) };
}
