/**
 * How a database says that it is ours. The comment is what counts. A comment cannot be part of `create database`, so a
 * killed process may leave a database without one: the connection limit, which no person would choose, is set by the
 * creating statement itself and tells such a database from everybody else's.
 */
export const markerLimit = 1_885_827_181;

/**
 * The connection limits of templates say the little that has to be known before one is copied: it is in a row that every
 * session has at hand, whereas the first look at a comment costs a new session more than the copy of a small template.
 */
const templateLimits: readonly TemplateTraits[] = [
  { strategy: undefined, hasExtras: false },
  { strategy: undefined, hasExtras: true },
  { strategy: 'file_copy', hasExtras: false },
  { strategy: 'file_copy', hasExtras: true },
  { strategy: 'wal_log', hasExtras: false },
  { strategy: 'wal_log', hasExtras: true },
];

export interface TemplateTraits {
  readonly strategy: Strategy | undefined;
  /** Whether it has settings or privileges of its own, which `create database` does not copy. */
  readonly hasExtras: boolean;
}

export function limitOfTemplate({ strategy, hasExtras }: TemplateTraits): number {
  const place = templateLimits.findIndex((known) => known.strategy === strategy && known.hasExtras === hasExtras);
  return markerLimit + 1 + place;
}

/** Undefined for every limit that does not stand for a template. */
export function traitsOfLimit(limit: number): TemplateTraits | undefined {
  return templateLimits[limit - markerLimit - 1];
}

/** The comment of a test database. */
export const databaseMarker = 'made by @pgpm/testing for a test; dropped when that is over';

/** How a template is copied: file by file, or page by page through the log. Undefined before PostgreSQL 15. */
export type Strategy = 'file_copy' | 'wal_log';

/** What a template says of itself in its comment, after `templateWords`. */
export interface TemplateMarker {
  /** When it was last used, to the nearest ten minutes or so: it is written rarely. ISO 8601. */
  readonly usedAt: string;
  /** `server_version_num` of the server that built it. */
  readonly serverVersion: number;
  /** Roles that its scripts mention: they belong to the whole server, and may be dropped behind its back. */
  readonly roles: readonly string[];
}

export const templateWords = 'template of @pgpm/testing, rebuilt when it is missing: ';

export function printTemplateMarker(marker: TemplateMarker): string {
  return templateWords + JSON.stringify(marker);
}

/** Undefined for every other comment. */
export function parseTemplateMarker(comment: string | null | undefined): TemplateMarker | undefined {
  if (!comment?.startsWith(templateWords)) return undefined;
  const { usedAt, serverVersion, roles } = parseObject(comment.slice(templateWords.length));
  if (typeof usedAt !== 'string' || typeof serverVersion !== 'number' || !isNames(roles)) return undefined;
  return { usedAt, serverVersion, roles };
}

function parseObject(text: string): Partial<Record<keyof TemplateMarker, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}
