// What the benchmarks of this folder share: timed processes, and what came of them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('worker.cjs', import.meta.url));

/** Whether the packages are built, which a benchmark of them needs. Says so when they are not. */
export function isBuilt() {
  if (existsSync(fileURLToPath(new URL('../../packages/engine/dist/index.js', import.meta.url)))) return true;
  console.error('build the packages first: npm run build');
  process.exitCode = 2;
  return false;
}

/** Times of whole processes, by name. */
export class Times {
  #runs = new Map();

  /** Runs a command of worker.cjs and notes how long the process took, and how much memory. */
  async run(command, folder, url) {
    const started = performance.now();
    const env = url === undefined ? process.env : { ...process.env, DATABASE_URL: url };
    const child = spawn(process.execPath, [worker, command, folder], { env });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (errors += chunk));
    const [code] = await once(child, 'close');
    const ms = performance.now() - started;
    if (code !== 0) throw new Error(`${command} failed:\n${errors}`);
    const runs = this.#runs.get(command) ?? [];
    this.#runs.set(command, [...runs, { ms, mb: Number(output) / 1024 }]);
  }

  /** Prints medians, their ratio to that of `floor`, and the most memory that any run took. */
  report(floor) {
    const base = median(this.#ms(floor));
    for (const [name, runs] of this.#runs) {
      const all = this.#ms(name);
      const range = `${Math.min(...all).toFixed(0)}–${Math.max(...all).toFixed(0)}`;
      const ratio = (median(all) / base).toFixed(2);
      const mb = Math.max(...runs.map((run) => run.mb)).toFixed(0);
      console.log(
        `${name.padEnd(24)} ${median(all).toFixed(0).padStart(7)} ms (${range})  ${ratio} × ${floor}  ${mb} MB`,
      );
    }
  }

  #ms(name) {
    return this.#runs.get(name).map(({ ms }) => ms);
  }
}

function median(list) {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
}
