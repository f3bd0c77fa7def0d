export {
  contentOfDigest,
  objectKey,
  parseCatalog,
  parseContents,
  type Catalog,
  type CatalogObject,
  type Contents,
} from './catalog.js';
export { compareCatalogs } from './compare.js';
export { compareObjects } from './order.js';
export { printCatalog } from './print.js';
export { catalogSetup, readCatalog, readContents, readDigest } from './queries.js';
