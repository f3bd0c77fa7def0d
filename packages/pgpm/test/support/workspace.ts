import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Paths relative to the workspace root, and what the files hold. */
export type Files = Readonly<Record<string, string>>;

/** A folder of its own below the system's temporary folder. */
export class TemporaryWorkspace {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'pgpm-cli-')));

  constructor(files: Files = {}) {
    // For root, the embedded server runs as somebody else, who has to get here.
    chmodSync(this.root, 0o755);
    this.write(files);
  }

  write(files: Files): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      writeFileSync(join(this.root, path), text);
    }
  }

  /** The text of a file; undefined when there is none. */
  read(path: string): string | undefined {
    const file = join(this.root, path);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true, maxRetries: 3 });
  }
}
