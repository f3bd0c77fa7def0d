export { checkPackage } from './check-package.js';
export { extensionSql } from './extension-sql.js';
export { packageModule, type PackageOptions, type PackageResult } from './package-module.js';
