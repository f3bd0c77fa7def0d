import { realpathSync } from 'node:fs';
import { join } from 'node:path';

import { decideAccounts, type Accounts } from './account.js';
import { profileOf, type Cluster, type Profile } from './cluster.js';
import { onFileError } from './file-errors.js';
import { stateDirectory } from './layout.js';

export interface EmbeddedOptions {
  readonly workspaceRoot: string;
  /** Default: `development`. */
  readonly cluster?: Cluster | undefined;
}

/** A cluster of a workspace, before anything is known about its state. */
export interface Context {
  /** With symbolic links resolved: one workspace, one server, whatever way leads there. */
  readonly workspaceRoot: string;
  readonly profile: Profile;
  readonly accounts: Accounts;
  /** Whoever starts or stops the server holds it. */
  readonly lockFile: string;
}

export function openContext({ workspaceRoot, cluster }: EmbeddedOptions): Context {
  const root = onFileError(workspaceRoot, () => realpathSync(workspaceRoot));
  const profile = profileOf(cluster);
  return {
    workspaceRoot: root,
    profile,
    accounts: decideAccounts(root),
    lockFile: join(stateDirectory(root), `${profile.name}.lock`),
  };
}
