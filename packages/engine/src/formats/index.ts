/** What reads files: every command does. `edit.ts` has what writes them, `sql.ts` what takes scripts apart to run them. */
export { checkName, checkNewName, isReservedName, type NameProblem, type NameType } from './names.js';
export { parseReference } from './reference.js';
export { decodeUtf8, withoutBom, type DecodedText } from './encoding.js';
export * from './plan/index.js';
export * from './control/index.js';
export { folderBelow, isFolderBelow, parseConfig, readConfig, type ParsedConfig } from './config.js';
export { isJsonObject, parseJsonObject, type JsonObject } from './json.js';
export { moduleNameOf, npmNameOf, parsePackageJson, type NamedModule, type PackageJson } from './package-json.js';
