import { createHash } from 'node:crypto';

/** A text and its digest: SHA-256 over UTF-8, hex. */
export interface Digested {
  readonly sql: string;
  readonly digest: string;
}

/** A script as bundles hold it. */
export interface BundledScript extends Digested {
  readonly kind: 'deploy' | 'revert' | 'verify';
}

export interface ChangeInBundle {
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly deploy: BundledScript | null;
  readonly revert: BundledScript | null;
  readonly verify: BundledScript | null;
  /** The deploy script without its transaction statements. Other tools may leave it out. */
  readonly exec?: Digested | undefined;
  readonly digest: string;
}

export interface Bundle {
  readonly manifest: {
    readonly formatVersion: typeof formatVersion;
    readonly name: string;
    readonly createdWith: string;
    readonly changeCount: number;
    readonly deployOrder: readonly string[];
    readonly digest: string;
  };
  /** Exact text. */
  readonly plan: string;
  readonly control: { readonly fileName: string; readonly content: string } | null;
  readonly changes: readonly ChangeInBundle[];
}

/** The one version of the format that there is. */
export const formatVersion = '1';

/** The one file in the archive. */
export const bundleEntry = 'pgpm-bundle.json';

export interface BundleInput extends Pick<Bundle, 'plan' | 'control'> {
  readonly name: string;
  readonly createdWith: string;
  readonly changes: readonly {
    readonly name: string;
    readonly dependencies: readonly string[];
    readonly deploy: string;
    readonly revert: string | undefined;
    readonly verify: string | undefined;
    readonly exec: string;
  }[];
}

/** `pgpm-bundle.json` (docs/formats.md §7): everything of a module in one file, with digests on three levels. */
export function bundleJson(input: BundleInput): string {
  const { plan, control } = input;
  const changes = input.changes.map(({ name, dependencies, ...scripts }) => {
    const change = {
      name,
      dependencies,
      deploy: bundled('deploy', scripts.deploy),
      revert: bundled('revert', scripts.revert),
      verify: bundled('verify', scripts.verify),
      exec: { sql: scripts.exec, digest: sha256(scripts.exec) },
    };
    return { ...change, digest: changeDigest(change) };
  });
  const manifest = {
    formatVersion,
    name: input.name,
    createdWith: input.createdWith,
    changeCount: changes.length,
    deployOrder: changes.map((change) => change.name),
    digest: bundleDigest({ plan, control, changes }),
  } as const;
  const bundle: Bundle = { manifest, plan, control, changes };
  return `${JSON.stringify(bundle, null, 2)}\n`;
}

/** What a change's digest has to be, by those of its scripts. */
export function changeDigest({ name, deploy, revert, verify, exec }: Omit<ChangeInBundle, 'digest'>): string {
  const scripts = [deploy, revert, verify].map((script) => script?.digest ?? '');
  return sha256([name, ...scripts, ...(exec === undefined ? [] : [exec.digest])].join('\n'));
}

/** What a bundle's digest has to be, by those of its changes. */
export function bundleDigest({ plan, control, changes }: Omit<Bundle, 'manifest'>): string {
  return sha256([plan, control?.content ?? '', ...changes.map(({ digest }) => digest)].join('\n'));
}

function bundled(kind: BundledScript['kind'], sql: string | undefined): BundledScript | null {
  return sql === undefined ? null : { kind, sql, digest: sha256(sql) };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
