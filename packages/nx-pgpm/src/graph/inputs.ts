import type { ProjectConfiguration } from '@nx/devkit';

/** The files that say what a module is, besides its scripts. */
const definition = ['{projectRoot}/pgpm.plan', '{projectRoot}/*.control'] as const;

/** The files that make a module. */
const moduleSql = [...definition, '{projectRoot}/{deploy,revert,verify}/**/*.sql'] as const;

/** Which folders are modules, and which server is used when nobody names another. */
export const workspaceFiles = ['{workspaceRoot}/pgpm.json', '{workspaceRoot}/pgpm.config.js'] as const;

/** The variables that choose the server: a test that passed on one has not passed on another. */
const serverVariables = [
  'DATABASE_URL',
  'PGDATABASE',
  'PGHOST',
  'PGHOSTADDR',
  'PGOPTIONS',
  'PGPORT',
  'PGSERVICE',
  'PGSERVICEFILE',
  'PGUSER',
  'PGVERSION',
];

/**
 * What several targets of a module have in common, by names that `targetDefaults` may use as well. A list is sent to every
 * command of Nx once for each target that has it, a name takes little.
 */
export const namedInputs: NonNullable<ProjectConfiguration['namedInputs']> = {
  pgpmSql: [...moduleSql],
  pgpmServer: serverVariables.map((env) => ({ env })),
};

/** Nx 22 takes only named inputs of dependencies; every project has this. */
const everything = ['^default'];

/** What is deployed of the modules that a module requires. Nobody on top of them runs their other scripts. */
export function requiredDeploys(nxMajor: number): readonly string[] {
  return nxMajor < 23 ? everything : ofRequired([...definition, '{projectRoot}/deploy/**/*.sql']);
}

/** All that makes the modules that a module requires: a test may run each of their scripts. */
export function requiredSql(nxMajor: number): readonly string[] {
  return nxMajor < 23 ? everything : ofRequired(moduleSql);
}

/** The names that the modules, which a module requires, give to what they deploy. */
export const requiredDefinitions = ofRequired(definition);

function ofRequired(patterns: readonly string[]): readonly string[] {
  return patterns.map((pattern) => `^${pattern}`);
}
