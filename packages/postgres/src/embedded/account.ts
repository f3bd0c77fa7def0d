import { lchownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A user of the operating system. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The users that have to do with a cluster. Undefined means: the user who runs this process. */
export interface Accounts {
  /** Runs the server and owns the data directory. PostgreSQL refuses to be root. */
  readonly server: Account | undefined;
  /** Owns what is around the data directory: logs, passwords, locks. */
  readonly files: Account | undefined;
}

/** When the system has no user `nobody`. */
const nobody: Account = { uid: 65_534, gid: 65_534 };

/**
 * A normal user does everything as itself. For root, the server runs as the owner of the workspace, who then finds
 * everything as if started by himself; where that is root, too, it runs as `nobody`, who gets the data directory only.
 */
export function decideAccounts(workspaceRoot: string): Accounts {
  if (process.getuid?.() !== 0) return { server: undefined, files: undefined };
  const { uid } = statSync(workspaceRoot);
  const users = readUsers();
  // A server cannot run under a uid without a name: initdb asks for it.
  const owner = uid === 0 ? undefined : users.find((user) => user.uid === uid);
  if (owner !== undefined) return { server: owner, files: owner };
  return { server: users.find((user) => user.name === 'nobody') ?? nobody, files: undefined };
}

/** Gives `path` to `owner`. A symbolic link is changed itself, not what it points to. */
export function adopt(path: string, owner: Account | undefined): void {
  if (owner !== undefined) lchownSync(path, owner.uid, owner.gid);
}

/** The same for a directory and all that is in it, when it belongs to somebody else: root copied the workspace. */
export function adoptTree(directory: string, owner: Account | undefined): void {
  if (owner === undefined || lstatSync(directory).uid === owner.uid) return;
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    adopt(join(entry.parentPath, entry.name), owner);
  }
  adopt(directory, owner);
}

/** Whether `account` can reach what is in `directory`, judged by the mode bits of it and of everything above. */
export function canReach(directory: string, account: Account | undefined): boolean {
  if (account === undefined) return true;
  const { uid, gid, mode } = statSync(directory);
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
  const parent = dirname(directory);
  return (mode & bit) !== 0 && (parent === directory || canReach(parent, account));
}

function readUsers(): readonly (Account & { readonly name: string })[] {
  const lines = readPasswd()
    .split('\n')
    .filter((line) => /^[^#:]+:/.test(line));
  return lines.map((line) => {
    const [name = '', , uid, gid] = line.split(':');
    return { name, uid: Number(uid), gid: Number(gid) };
  });
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}
