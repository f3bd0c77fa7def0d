export { packageModule, type PackageOptions, type PackageResult } from './package-module.js';
