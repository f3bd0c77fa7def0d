import { EngineError, similarNames } from '../errors/index.js';
import type { Planner, ServerConfig, WorkspaceConfig } from '../model/index.js';
import { configKeys, withoutEffect, type ConfigKeys } from './config-keys.js';
import { isJsonObject, parseJsonObject, type JsonObject } from './json.js';

export interface ParsedConfig {
  readonly config: WorkspaceConfig;
  /** Keys that have a value of their own, nested ones with dots: `deployment.useTx`. All others have their default. */
  readonly given: readonly string[];
  /** Those of them that only other tools read: they are known, and have no effect. */
  readonly ignored: readonly string[];
  /** Unknown keys are warnings, values of the wrong type errors. */
  readonly problems: readonly EngineError[];
}

/** Reads a pgpm.json (docs/formats.md §6). Never throws; what cannot be read has its default. */
export function parseConfig(text: string, file: string): ParsedConfig {
  const { value, problem } = parseJsonObject(text, file);
  const read = readConfig(value, file, text);
  return problem === undefined ? read : { ...read, problems: [problem] };
}

/**
 * The same for what a pgpm.config.js exports.
 *
 * @param text - the source, to find the lines of problems in.
 */
export function readConfig(value: JsonObject, file: string, text = ''): ParsedConfig {
  const reader = new ConfigReader(file, text);
  const deployment = reader.object(value, 'deployment');
  const config = {
    packages: reader.strings(value, 'packages'),
    extensionsDir: reader.folder(value, 'extensionsDir') ?? 'extensions',
    pg: reader.server(value),
    moduleAliases: reader.aliases(value, 'moduleAliases'),
    planner: reader.planner(value),
    deployment: {
      useTx: reader.boolean(deployment, 'useTx'),
      usePlan: reader.boolean(deployment, 'usePlan'),
      logOnly: reader.boolean(deployment, 'logOnly'),
      hashMethod: reader.text(deployment, 'hashMethod'),
    },
  };
  reader.unknownKeys(value, configKeys, '');
  const given = keysOf(value, '');
  return { config, given, ignored: withoutEffect(given), problems: reader.problems };
}

/** What `isFolderBelow` asks for. */
export const folderBelow = 'a folder below the workspace, relative to it';

/** Whether a path, as it is written, stays below the folder that it is relative to. */
export function isFolderBelow(path: string): boolean {
  const parts = path.split(/[\\/]/);
  return (
    !/^(?:[\\/]|[A-Za-z]:)/.test(path) && !parts.includes('..') && parts.some((part) => part !== '' && part !== '.')
  );
}

function keysOf(value: JsonObject, path: string): readonly string[] {
  return Object.entries(value).flatMap(([key, nested]) => [
    path + key,
    ...(isJsonObject(nested) ? keysOf(nested, `${path}${key}.`) : []),
  ]);
}

class ConfigReader {
  readonly problems: EngineError[] = [];
  readonly #file: string;
  readonly #text: string;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  object(from: JsonObject, key: string): JsonObject {
    const value = from[key];
    if (value === undefined || isJsonObject(value)) return value ?? {};
    return this.#wrong(key, 'an object', {});
  }

  strings(from: JsonObject, key: string): readonly string[] {
    const value = from[key] ?? [];
    if (!Array.isArray(value)) return this.#wrong(key, 'a list of globs', []);
    const strings = value.filter((item: unknown) => typeof item === 'string');
    return strings.length === value.length ? strings : this.#wrong(key, 'a list of globs', strings);
  }

  text(from: JsonObject, key: string): string | undefined {
    const value = from[key];
    if (value === undefined || typeof value === 'string') return value;
    this.#wrong(key, 'a string', undefined);
    return undefined;
  }

  folder(from: JsonObject, key: string): string | undefined {
    const path = this.text(from, key);
    if (path === undefined || isFolderBelow(path)) return path;
    this.#wrong(key, folderBelow, undefined);
    return undefined;
  }

  boolean(from: JsonObject, key: string): boolean | undefined {
    const value = from[key];
    if (value === undefined || typeof value === 'boolean') return value;
    this.#wrong(key, 'true or false', undefined);
    return undefined;
  }

  server(from: JsonObject): ServerConfig {
    const pg = this.object(from, 'pg');
    const given = ['host', 'user', 'password', 'database'].map((key) => [key, this.text(pg, key)] as const);
    return { ...Object.fromEntries(given.filter(([, text]) => text !== undefined)), ...this.#port(pg) };
  }

  #port({ port }: JsonObject): { readonly port?: number } {
    if (port === undefined) return {};
    const value = typeof port === 'string' && port !== '' ? Number(port) : port;
    if (typeof value === 'number' && Number.isInteger(value)) return { port: value };
    return this.#wrong('port', 'a number', {});
  }

  aliases(from: JsonObject, key: string): Readonly<Record<string, string>> {
    const entries = Object.entries(this.object(from, key));
    const texts = entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
    if (texts.length < entries.length) this.#wrong(key, 'an object of module names and npm names', undefined);
    return Object.fromEntries(texts);
  }

  /** `Ada <ada@example.org>`, or an object. */
  planner({ planner }: JsonObject): Planner | undefined {
    if (planner === undefined) return undefined;
    const [, name, email] = typeof planner === 'string' ? (/^([^<>]*?)(?:\s*<(.*)>)?\s*$/.exec(planner) ?? []) : [];
    const given = isJsonObject(planner) ? planner : { name: name === '' ? undefined : name, email };
    const isText = (value: unknown, form: RegExp): value is string | undefined =>
      value === undefined || (typeof value === 'string' && form.test(value));
    const isSomebody = given['name'] !== undefined || given['email'] !== undefined;
    if (isSomebody && isText(given['name'], /^[^<>\r\n]+$/) && isText(given['email'], /^[^<>\s]+$/)) {
      return { name: given['name'], email: given['email'] };
    }
    this.#wrong('planner', '"Name <mail>", or an object with name and email', undefined);
    return undefined;
  }

  unknownKeys(value: JsonObject, known: ConfigKeys, path: string): void {
    for (const [key, nested] of Object.entries(value)) {
      const below = known.get(key);
      const fullKey = path + key;
      if (below === undefined) {
        const [nearest] = similarNames(key, known.keys());
        const fields = { key: fullKey, nearest: nearest === undefined ? undefined : path + nearest };
        this.problems.push(
          new EngineError('CONFIG_UNKNOWN_KEY', fields, { severity: 'warning', place: this.#placeOf(key) }),
        );
      } else if (below instanceof Map && isJsonObject(nested)) {
        this.unknownKeys(nested, below, `${fullKey}.`);
      }
    }
  }

  #wrong<T>(key: string, expected: string, instead: T): T {
    const reason = `"${key}" must be ${expected}`;
    this.problems.push(new EngineError('CONFIG_PARSE_ERROR', { reason }, { place: this.#placeOf(key) }));
    return instead;
  }

  /** Where the key first stands. The same word may stand elsewhere before it, which then is a near miss. */
  #placeOf(key: string): { file: string; line?: number } {
    const at = this.#text.indexOf(JSON.stringify(key));
    if (at < 0) return { file: this.#file };
    return { file: this.#file, line: this.#text.slice(0, at).split('\n').length };
  }
}
