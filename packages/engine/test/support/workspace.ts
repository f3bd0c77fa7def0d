import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A triplet: the deploy script, and those of its opposite and its proof. */
export interface Scripts {
  readonly deploy?: string;
  readonly revert?: string;
  readonly verify?: string;
}

/** A module in short: lines of its plan, what it requires, and its scripts by change. */
export interface ModuleFiles {
  readonly plan: readonly string[];
  readonly requires?: readonly string[];
  readonly scripts: Readonly<Record<string, Scripts>>;
}

/** A workspace in a temporary folder, as a user could have written it. */
export class TemporaryWorkspace {
  readonly root = mkdtempSync(join(tmpdir(), 'pgpm-engine-'));

  constructor(modules: Readonly<Record<string, ModuleFiles>>) {
    this.write('pgpm.json', '{ "packages": ["modules/*"] }\n');
    for (const [name, module] of Object.entries(modules)) this.addModule(name, module);
  }

  addModule(name: string, { plan, requires = [], scripts }: ModuleFiles): void {
    const dir = `modules/${name}`;
    this.write(
      `${dir}/pgpm.plan`,
      [`%syntax-version=1.0.0`, `%project=${name}`, `%uri=${name}`, '', ...plan, ''].join('\n'),
    );
    this.write(`${dir}/${name}.control`, `default_version = '1.0.0'\nrequires = '${requires.join(',')}'\n`);
    this.write(`${dir}/package.json`, `{ "name": "@test/${name}", "version": "1.0.0" }\n`);
    for (const [change, triplet] of Object.entries(scripts)) {
      for (const [kind, sql] of Object.entries<string>({ ...triplet })) this.write(`${dir}/${kind}/${change}.sql`, sql);
    }
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** A triplet that creates, proves and drops a table without columns. */
export function table(name: string): Scripts {
  return {
    deploy: `create table public.${name} ();\n`,
    verify: `select 'public.${name}'::regclass;\n`,
    revert: `drop table public.${name};\n`,
  };
}
