import type { CreateNodes, CreateNodesResultArray, ProjectConfiguration } from '@nx/devkit';
import { namedInputs } from './inputs.js';
import { installedInputs, isInstalledPlan } from './installed-modules.js';
import { isModulePlan, readModuleFiles } from './module-files.js';
import { describeModule, type ModuleInfo } from './module-info.js';
import type { PgpmPluginOptions, TargetNames } from './options.js';
import { pgpmMetadata } from './pgpm-metadata.js';
import { versionActions } from './self-inputs.js';
import { findSurroundings, type Surroundings } from './surroundings.js';
import { moduleTargets } from './targets.js';

/**
 * Turns each `pgpm.plan` into a project. The value depends on plans, control files and package.json only, so there is no
 * cache that could be stale: reading and parsing them again is cheap. A broken plan is a project, too; its tasks fail.
 *
 * @throws {Error} for wrong options of the plugin, and for nothing else.
 */
export const createNodes: CreateNodes<PgpmPluginOptions> = [
  '**/pgpm.plan',
  (planFiles, options, { workspaceRoot, nxJsonConfiguration }) => {
    const around = findSurroundings(workspaceRoot, nxJsonConfiguration, options);
    const describe = (plans: readonly string[]): readonly { planFile: string; info: ModuleInfo }[] =>
      [...plans].sort().flatMap((planFile) => {
        const files = readModuleFiles(workspaceRoot, planFile, around.names.ciTest !== false);
        return files === undefined ? [] : { planFile, info: describeModule(files) };
      });
    const described = describe(planFiles.filter(isModulePlan));
    const infos = described.map(({ info }) => info);
    const installed = describe(planFiles.filter(isInstalledPlan)).map(({ info }) => info);
    const inputsOf = installedInputs(infos, installed);
    const modules = new Set(infos.map(({ module }) => module));
    return described.map(({ planFile, info }): CreateNodesResultArray[number] => [
      planFile,
      { projects: { [info.root]: projectOf(info, modules, moduleTargets(info, around, inputsOf(info)), around) } },
    ]);
  },
];

function projectOf(
  info: ModuleInfo,
  modules: ReadonlySet<string>,
  targets: NonNullable<ProjectConfiguration['targets']>,
  around: Surroundings,
): ProjectConfiguration {
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
    namedInputs,
    targets,
    release: { version: { versionActions: versionActions(around.home) } },
  };
}

function targetGroups(names: TargetNames, present: readonly string[]): Record<string, string[]> {
  const { ciTest } = names;
  const groups: Record<string, readonly (string | false)[]> = {
    Database: [names.deploy, names.verify, names.revert, names.status, names.db],
    Packaging: [names.package],
    Test: [names.test],
    // As Nx's own plugins call theirs.
    'Tests (CI)': present.filter((name) => ciTest !== false && (name === ciTest || name.startsWith(`${ciTest}--`))),
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
