import { isJsonObject, type JsonObject } from '../formats/index.js';
import {
  bundleDigest,
  changeDigest,
  formatVersion,
  sha256,
  type Bundle,
  type BundledScript,
  type ChangeInBundle,
  type Digested,
} from './bundle-json.js';

/** Thrown for what is no bundle. The message says where it is none, and quotes nothing of it. */
export class UnreadableBundle extends Error {}

/** Reads `pgpm-bundle.json`. Whether its digests fit is another question. @throws {UnreadableBundle} */
export function parseBundle(json: string): Bundle {
  const { manifest, plan, control, changes } = object(parseJson(json), 'it');
  const head = object(manifest, 'manifest');
  if (head['formatVersion'] !== formatVersion) {
    throw new UnreadableBundle(`manifest.formatVersion is not "${formatVersion}"`);
  }
  const { changeCount } = head;
  if (typeof changeCount !== 'number') throw new UnreadableBundle('manifest.changeCount is no number');
  return {
    manifest: {
      formatVersion,
      name: text(head, 'name', 'manifest'),
      createdWith: text(head, 'createdWith', 'manifest'),
      changeCount,
      deployOrder: texts(head['deployOrder'], 'manifest.deployOrder'),
      digest: text(head, 'digest', 'manifest'),
    },
    plan: text({ plan }, 'plan', ''),
    control: control === null ? null : parseControlFile(object(control, 'control')),
    changes: array(changes, 'changes').map((change, index) => parseChange(change, `changes[${index}]`)),
  };
}

/** The first digest, count or order that does not fit the content; undefined for a bundle that is as it was made. */
export function bundleFault(bundle: Bundle): string | undefined {
  const { manifest, changes } = bundle;
  for (const [index, change] of changes.entries()) {
    const { deploy, revert, verify, exec } = change;
    for (const [kind, script] of Object.entries({ deploy, revert, verify, exec })) {
      if (script && sha256(script.sql) !== script.digest) return `changes[${index}].${kind} has another digest`;
    }
    if (changeDigest(change) !== change.digest) return `changes[${index}] has another digest`;
  }
  if (changes.length !== manifest.changeCount) return 'manifest.changeCount is another number';
  const { deployOrder } = manifest;
  if (deployOrder.length !== changes.length || changes.some(({ name }, index) => name !== deployOrder[index])) {
    return 'manifest.deployOrder is another order';
  }
  return bundleDigest(bundle) === manifest.digest ? undefined : 'the bundle has another digest';
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new UnreadableBundle('it is not valid JSON');
  }
}

function parseControlFile(control: JsonObject): Bundle['control'] {
  return { fileName: text(control, 'fileName', 'control'), content: text(control, 'content', 'control') };
}

function parseChange(value: unknown, at: string): ChangeInBundle {
  const change = object(value, at);
  const script = (kind: BundledScript['kind']): BundledScript | null =>
    change[kind] === null ? null : { kind, ...parseDigested(change[kind], `${at}.${kind}`) };
  return {
    name: text(change, 'name', at),
    dependencies: texts(change['dependencies'], `${at}.dependencies`),
    deploy: script('deploy'),
    revert: script('revert'),
    verify: script('verify'),
    exec: change['exec'] === undefined ? undefined : parseDigested(change['exec'], `${at}.exec`),
    digest: text(change, 'digest', at),
  };
}

function parseDigested(value: unknown, at: string): Digested {
  const script = object(value, at);
  return { sql: text(script, 'sql', at), digest: text(script, 'digest', at) };
}

function object(value: unknown, at: string): JsonObject {
  if (isJsonObject(value)) return value;
  throw new UnreadableBundle(`${at} is no object`);
}

function array(value: unknown, at: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new UnreadableBundle(`${at} is no list`);
}

function texts(value: unknown, at: string): readonly string[] {
  const items = array(value, at);
  if (items.every((item) => typeof item === 'string')) return items;
  throw new UnreadableBundle(`${at} is no list of texts`);
}

function text(of: JsonObject, key: string, at: string): string {
  const value = of[key];
  if (typeof value === 'string') return value;
  throw new UnreadableBundle(`${at === '' ? key : `${at}.${key}`} is no text`);
}
