/**
 * What the embedded PostgreSQL lacks and the WASM server has. Both have the extensions that come with PostgreSQL itself
 * (`citext`, `pgcrypto`, …).
 */
const spatial: ReadonlySet<string> = new Set([
  'postgis',
  'postgis_raster',
  'postgis_tiger_geocoder',
  'postgis_topology',
]);

/** Of `extensions`, those that only the WASM server has, sorted. None means that the embedded server does. */
export function onlyInWasm(extensions: Iterable<string> = []): readonly string[] {
  return [...new Set(extensions)].filter((name) => spatial.has(name)).sort();
}
