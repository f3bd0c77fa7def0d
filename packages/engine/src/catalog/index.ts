export { contentOfDigest, objectKey, parseCatalog, type Catalog, type CatalogObject } from './catalog.js';
export { compareCatalogs } from './compare.js';
export { printCatalog } from './print.js';
export { catalogSetup, readCatalog, readDigest } from './queries.js';
