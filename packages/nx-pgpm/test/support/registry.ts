import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { cleanEnvironment } from './foreign-workspace.js';

/** An npm registry on this machine. What it does not have comes from the one that npm is configured with. */
export interface Registry {
  readonly url: string;
  /** A line for .npmrc: npm publishes nothing without a token, whatever it is. */
  readonly npmrc: string;
  stop(): Promise<void>;
}

/** @param folder - where it keeps what is published. */
export async function startRegistry(folder: string): Promise<Registry> {
  const env = cleanEnvironment();
  const { stdout } = spawnSync('npm', ['config', 'get', 'registry'], { cwd: folder, encoding: 'utf8', env });
  const server = fork(join(__dirname, 'registry-server.cjs'), [folder, stdout.trim()], { env });
  const ended = once(server, 'exit');
  const [port] = await Promise.race([
    once(server, 'message'),
    ended.then(([code]) => Promise.reject(new Error(`the registry ended with ${String(code)}`))),
  ]);
  const url = `http://127.0.0.1:${String(port)}`;
  return {
    url,
    npmrc: `registry=${url}\n${url.replace('http:', '')}/:_authToken=nobody\n`,
    stop: async () => {
      server.kill();
      await ended;
    },
  };
}
