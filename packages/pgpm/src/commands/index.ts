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
    name: 'migrate status',
    summary: 'The same as status.',
    load: async () => (await import('./status.js')).status,
  },
  {
    name: 'package',
    summary: 'Write modules as SQL files of extensions and as bundles.',
    load: async () => (await import('./package.js')).packageCommand,
  },
];
