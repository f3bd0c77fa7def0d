/** One object of a database, or one thing that is known about it, such as its privileges. */
export interface CatalogObject {
  /** `table`, `column`, `privileges`, `comment`, `rows`, … */
  readonly kind: string;
  /** Qualified and quoted as SQL wants it. With the kind, it is unique. */
  readonly name: string;
  /** What it is like, in words close to SQL. Never holds an OID. */
  readonly definition: string;
}

/** What a database contains, as a value. */
export interface Catalog {
  /** By kind and name. */
  readonly objects: ReadonlyMap<string, CatalogObject>;
  /** What it was read from. Equal texts are equal catalogs; the reverse is not true. */
  readonly text: string;
}

/** What everybody has to agree on to find an object again. */
export function objectKey({ kind, name }: Pick<CatalogObject, 'kind' | 'name'>): string {
  return `${kind} ${name}`;
}

/** Reads the value of `readCatalog`. */
export function parseCatalog(text: string): Catalog {
  const parts: unknown = JSON.parse(text);
  const objects = new Map<string, CatalogObject>();
  for (const rows of asList(parts)) {
    for (const object of asList(rows).map(parseObject)) objects.set(objectKey(object), object);
  }
  return { objects, text };
}

function parseObject(row: unknown): CatalogObject {
  const [kind = '', name = '', definition = ''] = asList(row).map(asText);
  return { kind, name, definition };
}

/** Values of sequences and numbers of rows, from the value of `readDigest`. */
export function contentOfDigest(text: string): readonly CatalogObject[] {
  const [, rows] = asList(JSON.parse(text));
  return asList(rows).map(parseObject);
}

/** What tables hold, as a text that stays the same as long as they do, from the value of `readContents`. */
export interface Contents {
  readonly text: string;
  /** Every table could be read. */
  readonly isComplete: boolean;
}

export function parseContents(text: string): Contents {
  const [tables] = asList(JSON.parse(text));
  return { text, isComplete: asList(tables).every((table) => asList(table)[1] !== null) };
}

/** The server builds the text from nothing but arrays and strings. */
function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
