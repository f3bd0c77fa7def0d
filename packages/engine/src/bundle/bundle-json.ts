import { createHash } from 'node:crypto';

/** A script and its digest; digests are SHA-256 over UTF-8, hex. */
interface BundledScript {
  readonly kind: 'deploy' | 'revert' | 'verify';
  readonly sql: string;
  readonly digest: string;
}

export interface BundleInput {
  readonly name: string;
  readonly createdWith: string;
  /** Exact text. */
  readonly plan: string;
  readonly control: { readonly fileName: string; readonly content: string } | null;
  readonly changes: readonly {
    readonly name: string;
    readonly dependencies: readonly string[];
    readonly deploy: string;
    readonly revert: string | undefined;
    readonly verify: string | undefined;
    /** The deploy script without its transaction statements. */
    readonly exec: string;
  }[];
}

/** `pgpm-bundle.json` (docs/formats.md §7): everything of a module in one file, with digests on three levels. */
export function bundleJson(input: BundleInput): string {
  const changes = input.changes.map((change) => {
    const deploy = bundled('deploy', change.deploy);
    const revert = bundled('revert', change.revert);
    const verify = bundled('verify', change.verify);
    const exec = { sql: change.exec, digest: sha256(change.exec) };
    const digests = [change.name, deploy?.digest ?? '', revert?.digest ?? '', verify?.digest ?? '', exec.digest];
    const { name, dependencies } = change;
    return { name, dependencies, deploy, revert, verify, exec, digest: sha256(digests.join('\n')) };
  });
  const digest = sha256(
    [input.plan, input.control?.content ?? '', ...changes.map((change) => change.digest)].join('\n'),
  );
  const manifest = {
    formatVersion: '1',
    name: input.name,
    createdWith: input.createdWith,
    changeCount: changes.length,
    deployOrder: changes.map((change) => change.name),
    digest,
  };
  return `${JSON.stringify({ manifest, plan: input.plan, control: input.control, changes }, null, 2)}\n`;
}

function bundled(kind: BundledScript['kind'], sql: string | undefined): BundledScript | null {
  return sql === undefined ? null : { kind, sql, digest: sha256(sql) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
