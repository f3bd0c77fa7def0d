/** A string constant, which means the same whatever the server's `standard_conforming_strings` is. */
export function literal(text: string): string {
  return ` E'${text.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** What can stand for `$1`. */
export type Parameter = string | number | readonly (string | number)[] | null | undefined;

/** A statement with constants in the place of its parameters: the protocol with parameters takes one statement at a time. */
export function bind(sql: string, parameters: readonly Parameter[]): string {
  return sql.replace(/\$(\d+)/g, (_, place: string) => constant(parameters[Number(place) - 1]));
}

function constant(value: Parameter): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return literal(value);
  if (typeof value === 'number') return `(${value})`;
  return `array[${value.map((item) => literal(String(item))).join(',')}]::pg_catalog.text[]`;
}
