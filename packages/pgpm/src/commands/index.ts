import type { CatalogEntry } from '../cli/catalog.js';

/** Every command, in the order of the help. */
export const catalog: readonly CatalogEntry[] = [
  {
    name: 'init workspace',
    summary: 'Make a workspace: a folder that holds modules.',
    load: async () => (await import('./init-workspace.js')).initWorkspace,
  },
  {
    name: 'init module',
    summary: 'Make a module: a plan, a control file, a package.json.',
    load: async () => (await import('./init-module.js')).initModule,
  },
  {
    name: 'add',
    summary: 'Add a change to a plan, with its three scripts.',
    load: async () => (await import('./add.js')).add,
  },
  { name: 'tag', summary: 'Tag a change.', load: async () => (await import('./tag.js')).tag },
  {
    name: 'rename',
    summary: 'Rename a module or a change, wherever it is named.',
    load: async () => (await import('./rename.js')).rename,
  },
  {
    name: 'remove',
    summary: 'Remove a change and all that follow it from a plan, with their scripts.',
    load: async () => (await import('./remove.js')).remove,
  },
  {
    name: 'plan',
    summary: 'Bring plans into agreement with the headers of their scripts.',
    load: async () => (await import('./plan.js')).plan,
  },
  {
    name: 'extension',
    summary: 'Show or change which extensions and modules a module requires.',
    load: async () => (await import('./extension.js')).extension,
  },
  {
    name: 'sync-versions',
    summary: 'Give control files and Makefiles the version of package.json.',
    load: async () => (await import('./sync-versions.js')).syncVersions,
  },
  {
    name: 'analyze',
    summary: 'Find what is wrong with modules, without a database.',
    load: async () => (await import('./analyze.js')).analyze,
  },
  {
    name: 'check',
    summary: 'Prove modules on scratch databases: each script does what it says, and can be undone.',
    load: async () => (await import('./check.js')).check,
  },
  {
    name: 'test-packages',
    summary: 'Deploy, verify, revert and deploy again each module on a scratch database.',
    load: async () => (await import('./test-packages.js')).testPackages,
  },
  {
    name: 'deploy',
    summary: 'Deploy modules and what they require; what is deployed already is left alone.',
    load: async () => (await import('./deploy.js')).deploy,
  },
  {
    name: 'verify',
    summary: 'Run the verify scripts of what is deployed, and roll back whatever they do.',
    load: async () => (await import('./verify.js')).verify,
  },
  {
    name: 'revert',
    summary: 'Undo modules, or what follows a change, together with all that depends on it.',
    load: async () => (await import('./revert.js')).revert,
  },
  {
    name: 'status',
    summary: 'Compare plans with what is deployed.',
    load: async () => (await import('./status.js')).status,
  },
  {
    name: 'list',
    summary: 'List the changes of plans, each with its state.',
    load: async () => (await import('./list.js')).list,
  },
  {
    name: 'deps',
    summary: 'Show what a change requires, and what requires it.',
    load: async () => (await import('./deps.js')).deps,
  },
  {
    name: 'log',
    summary: 'Show what happened to a database, failures included.',
    load: async () => (await import('./log.js')).log,
  },
  {
    name: 'migrate init',
    summary: 'Make the registry, and let roles read it.',
    load: async () => (await import('./migrate-init.js')).migrateInit,
  },
  {
    name: 'migrate baseline',
    summary: 'Record plans as deployed on a database that has their objects already.',
    load: async () => (await import('./migrate-baseline.js')).migrateBaseline,
  },
  {
    name: 'migrate upgrade',
    summary: 'Bring a registry of another tool or version up to date.',
    load: async () => (await import('./migrate-upgrade.js')).migrateUpgrade,
  },
  {
    name: 'migrate rehash',
    summary: 'Accept edited deploy scripts as what is deployed.',
    load: async () => (await import('./migrate-rehash.js')).migrateRehash,
  },
  {
    name: 'migrate repair',
    summary: 'Put the registry right after renames in plans and runs that died.',
    load: async () => (await import('./migrate-repair.js')).migrateRepair,
  },
  {
    name: 'migrate status',
    summary: 'The same as status.',
    load: async () => (await import('./status.js')).status,
  },
  {
    name: 'migrate list',
    summary: 'The same as list.',
    load: async () => (await import('./list.js')).list,
  },
  {
    name: 'migrate deps',
    summary: 'The same as deps.',
    load: async () => (await import('./deps.js')).deps,
  },
  {
    name: 'migrate log',
    summary: 'The same as log.',
    load: async () => (await import('./log.js')).log,
  },
  {
    name: 'package',
    summary: 'Write modules as SQL files of extensions and as bundles.',
    load: async () => (await import('./package.js')).packageCommand,
  },
  {
    name: 'install',
    summary: 'Install modules from npm, with all that they require.',
    load: async () => (await import('./install.js')).install,
  },
  {
    name: 'upgrade',
    alias: 'up',
    summary: 'Replace installed modules by their newest versions.',
    load: async () => (await import('./upgrade.js')).upgrade,
  },
  {
    name: 'server start',
    summary: 'Start the embedded PostgreSQL of the workspace.',
    load: async () => (await import('./server-start.js')).serverStart,
  },
  {
    name: 'server stop',
    summary: 'Stop the embedded PostgreSQL of the workspace.',
    load: async () => (await import('./server-stop.js')).serverStop,
  },
  {
    name: 'server status',
    summary: 'Tell whether the embedded PostgreSQL of the workspace runs, and where.',
    load: async () => (await import('./server-status.js')).serverStatus,
  },
  {
    name: 'server psql',
    summary: 'Open the database that commands work on with psql.',
    load: async () => (await import('./server-psql.js')).serverPsql,
  },
  {
    name: 'env',
    summary: 'Print the connection as PG* variables, or run a command with them.',
    load: async () => (await import('./env.js')).env,
  },
  {
    name: 'doctor',
    summary: 'Find out why something does not work: machine, workspace, server, database.',
    load: async () => (await import('./doctor.js')).doctor,
  },
  {
    name: 'config',
    summary: 'Show the configuration that is in force.',
    load: async () => (await import('./config.js')).config,
  },
  {
    name: 'completion',
    summary: 'Print a completion script for a shell.',
    load: async () => (await import('./completion.js')).completion,
  },
];
