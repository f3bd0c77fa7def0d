export { objectKey, parseCatalog, type Catalog, type CatalogObject } from './catalog.js';
export { compareCatalogs } from './compare.js';
export { printCatalog } from './print.js';
export { catalogSetup, readCatalog } from './queries.js';
