import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line of the plan: a change and the references it requires. */
export interface PlannedChange {
  readonly name: string;
  readonly requires: readonly string[];
}

/** The files of the SQL module in `root`, as its tests need them: as text, without the engine that they are made for. */
export class ModuleFiles {
  constructor(readonly root: string) {}

  /** The changes of the plan, in plan order. */
  changes(): readonly PlannedChange[] {
    return this.text('pgpm.plan')
      .split('\n')
      .flatMap((line) => {
        const [, name, requires = ''] = /^([^\s%#@]+)(?: \[([^\]]*)\])?/.exec(line) ?? [];
        return name === undefined ? [] : [{ name, requires: requires.split(/\s+/).filter((word) => word !== '') }];
      });
  }

  script(kind: 'deploy' | 'revert' | 'verify', change: string): string {
    return this.text(`${kind}/${change}.sql`);
  }

  text(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }
}
