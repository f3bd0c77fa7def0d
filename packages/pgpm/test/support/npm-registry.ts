import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A package with a module, as it is published. */
export interface PublishedModule {
  readonly name: string;
  readonly version: string;
  /** The name of its control file. */
  readonly module: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  /** Default: an empty one. */
  readonly plan?: string;
  /** Further ones, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A registry for npm on a free port. A package named `slow` is never answered. */
export class NpmRegistry {
  readonly #folder = mkdtempSync(join(tmpdir(), 'pgpm-registry-'));
  readonly #published: PublishedModule[] = [];
  readonly #server: Server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? '').slice(1);
    if (path.endsWith('/slow')) return;
    const found = this.#published.filter(({ name }) => name === path);
    if (path.endsWith('.tgz')) response.end(readFileSync(join(this.#folder, path)));
    else if (found.length > 0) response.end(JSON.stringify(this.#describe(path, found)));
    else response.writeHead(404).end('{}');
  });

  async start(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
  }

  /** `.npmrc` of a workspace whose packages of `scope` come from here. */
  npmrc(scope: string): string {
    return `${scope}:registry=${this.#url}\ncache=${join(this.#folder, 'cache')}\nfetch-retries=0\n`;
  }

  publish(published: PublishedModule): void {
    const {
      module,
      plan = `%syntax-version=1.0.0\n%project=${module}\n%uri=${module}\n`,
      files: more = {},
      ...manifest
    } = published;
    const { name, version } = manifest;
    const content = join(this.#folder, 'package');
    rmSync(content, { recursive: true, force: true });
    mkdirSync(content);
    const files = {
      'package.json': JSON.stringify(manifest),
      'pgpm.plan': plan,
      [`${module}.control`]: `comment = '${name}'\ndefault_version = '${version}'\n`,
      ...more,
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(content, path)), { recursive: true });
      writeFileSync(join(content, path), text);
    }
    execFileSync('tar', ['-czf', join(this.#folder, tarball(published)), '-C', this.#folder, 'package']);
    this.#published.push(published);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  #describe(name: string, found: readonly PublishedModule[]): object {
    const versions = found.map((one) => [
      one.version,
      { ...one, dependencies: one.dependencies ?? {}, dist: { tarball: `${this.#url}${tarball(one)}` } },
    ]);
    return { name, 'dist-tags': { latest: found.at(-1)?.version }, versions: Object.fromEntries(versions) as object };
  }
}

function tarball({ name, version }: PublishedModule): string {
  return `${name.replace('/', '-')}-${version}.tgz`;
}
