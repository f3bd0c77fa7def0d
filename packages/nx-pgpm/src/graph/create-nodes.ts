import { NX_VERSION, type CreateNodes, type CreateNodesResultArray, type ProjectConfiguration } from '@nx/devkit';
import { isModulePlan, readModuleFiles } from './module-files.js';
import { describeModule, type ModuleInfo } from './module-info.js';
import { targetNames, type PgpmPluginOptions, type TargetNames } from './options.js';
import { pgpmMetadata } from './pgpm-metadata.js';
import { findPluginHome, versionActions } from './self-inputs.js';
import { moduleTargets, type Surroundings } from './targets.js';
import { findTestPackages } from './test-packages.js';

/**
 * Turns each `pgpm.plan` into a project. The value depends on plans, control files and package.json only, so there is no
 * cache that could be stale: reading and parsing them again is cheap. A broken plan is a project, too; its tasks fail.
 *
 * @throws {Error} for wrong options of the plugin, and for nothing else.
 */
export const createNodes: CreateNodes<PgpmPluginOptions> = [
  '**/pgpm.plan',
  (planFiles, options, { workspaceRoot, nxJsonConfiguration }) => {
    const names = targetNames(options);
    const around: Surroundings = {
      names,
      home: findPluginHome(workspaceRoot),
      testPackages: findTestPackages(workspaceRoot),
      sharedInputs: nxJsonConfiguration.namedInputs?.['sharedGlobals'] === undefined ? [] : ['sharedGlobals'],
      nxMajor: Number.parseInt(NX_VERSION, 10),
    };
    const described = planFiles
      .filter(isModulePlan)
      .sort()
      .flatMap((planFile) => {
        const files = readModuleFiles(workspaceRoot, planFile);
        return files === undefined ? [] : { planFile, info: describeModule(files) };
      });
    const modules = new Set(described.map(({ info }) => info.module));
    return described.map(({ planFile, info }): CreateNodesResultArray[number] => [
      planFile,
      { projects: { [info.root]: projectOf(info, modules, around) } },
    ]);
  },
];

function projectOf(info: ModuleInfo, modules: ReadonlySet<string>, around: Surroundings): ProjectConfiguration {
  const targets = moduleTargets(info, around);
  return {
    root: info.root,
    name: info.projectName,
    projectType: 'library',
    sourceRoot: info.root,
    tags: ['type:pgpm'],
    metadata: {
      technologies: ['postgresql', 'pgpm'],
      ...(info.description !== undefined && { description: info.description }),
      targetGroups: targetGroups(around.names, Object.keys(targets)),
      pgpm: pgpmMetadata(info, modules),
    },
    targets,
    release: { version: { versionActions: versionActions(around.home) } },
  };
}

function targetGroups(names: TargetNames, present: readonly string[]): Record<string, string[]> {
  const groups = {
    Database: [names.deploy, names.verify, names.revert, names.status, names.db],
    Packaging: [names.package],
    Test: [names.test],
  };
  return Object.fromEntries(
    Object.entries(groups)
      .map(([group, members]): [string, string[]] => [
        group,
        members.filter((name) => name !== false).filter((name) => present.includes(name)),
      ])
      .filter(([, members]) => members.length > 0),
  );
}
