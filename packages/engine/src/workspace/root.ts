import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { EngineError } from '../errors/index.js';
import { isJsonObject, parseConfig, readConfig, type ParsedConfig } from '../formats/index.js';
import { readText } from './read-file.js';

/** In one directory the first of these wins. */
const configFiles = ['pgpm.config.js', 'pgpm.json'];

/** The directory with a configuration that is nearest above `cwd`. Absolute, without symbolic links. */
export function findWorkspaceRoot(cwd: string): string | undefined {
  const start = resolve(cwd);
  const dir = ancestors(existsSync(start) ? realpathSync(start) : start).find((candidate) =>
    configFiles.some((file) => existsSync(join(candidate, file))),
  );
  return dir;
}

/** A directory and all above it, nearest first. */
export function ancestors(dir: string): readonly string[] {
  const parent = dirname(dir);
  return parent === dir ? [dir] : [dir, ...ancestors(parent)];
}

/** Reads the configuration of a workspace, and says from which file. */
export function readWorkspaceConfig(root: string): ParsedConfig & { readonly file: string } {
  const script = join(root, 'pgpm.config.js');
  if (existsSync(script)) return { ...loadConfig(script), file: 'pgpm.config.js' };
  const file = 'pgpm.json';
  const read = readText(join(root, file), file);
  const parsed = parseConfig(read?.text ?? '{}', file);
  return { ...parsed, problems: [...(read?.problems ?? []), ...parsed.problems], file };
}

function loadConfig(script: string): ParsedConfig {
  const file = 'pgpm.config.js';
  try {
    const exported = withoutExit<unknown>(() => createRequire(script)(script));
    const value = isJsonObject(exported) && exported['default'] !== undefined ? exported['default'] : exported;
    if (isJsonObject(value)) return readConfig(value, file, readText(script, file)?.text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError('CONFIG_PARSE_ERROR', { reason }, { place: { file }, cause });
  }
  throw new EngineError('CONFIG_PARSE_ERROR', { reason: 'it does not export an object' }, { place: { file } });
}

/** A script that ends the process would end the command too, with an exit code of its own. */
function withoutExit<T>(load: () => T): T {
  const running: { exit: (code?: number | string | null) => never } = process;
  const { exit } = running;
  running.exit = (code) => {
    throw new Error(`it calls process.exit(${code ?? ''})`);
  };
  try {
    return load();
  } finally {
    running.exit = exit;
  }
}
