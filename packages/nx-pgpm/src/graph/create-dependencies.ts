import type { CreateDependencies, StaticDependency } from '@nx/devkit';
import { parseScriptHeader } from '@pgpm/engine/parse';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inModule } from './module-info.js';
import { staticDependency } from './nx-internals.js';
import type { PgpmPluginOptions } from './options.js';
import { readPgpmMetadata, type PgpmMetadata } from './pgpm-metadata.js';

type Context = Parameters<CreateDependencies>[1];

/** A module of the workspace, as the graph knows it. */
interface ModuleProject {
  readonly project: string;
  readonly root: string;
  readonly metadata: PgpmMetadata;
}

/**
 * The edges between modules, each from the file that asks for it: control files, plans, headers of deploy scripts.
 * A name that no project has is an extension of the server, or an installed module: no edge.
 *
 * Scripts are read only when they changed; Nx keeps the edges of the others.
 */
export const createDependencies: CreateDependencies<PgpmPluginOptions> = (_options, context) => {
  const modules = findModules(context);
  const projects = new Map(modules.map(({ metadata, project }) => [metadata.project, project]));
  const dependencies: StaticDependency[] = [];
  for (const module of modules) {
    const source = module.project;
    const files = new Set((context.fileMap.projectFileMap[source] ?? []).map(({ file }) => file));
    const seen = new Set<string>();
    for (const { required, sourceFile } of [...metadataReferences(module), ...headerReferences(module, context)]) {
      const target = projects.get(required);
      const key = `${target}\n${sourceFile}`;
      // A file that Nx does not track cannot be the reason of an edge.
      if (target === undefined || target === source || !files.has(sourceFile) || seen.has(key)) continue;
      seen.add(key);
      dependencies.push({ source, target, sourceFile, type: staticDependency });
    }
  }
  return dependencies;
};

function findModules({ projects }: Context): readonly ModuleProject[] {
  return Object.entries(projects)
    .flatMap(([project, configuration]) => {
      const metadata = readPgpmMetadata(configuration);
      return metadata === undefined ? [] : { project, root: configuration.root, metadata };
    })
    .sort((a, b) => (a.root < b.root ? -1 : 1));
}

interface FoundReference {
  readonly required: string;
  readonly sourceFile: string;
}

function metadataReferences({ root, metadata }: ModuleProject): readonly FoundReference[] {
  return Object.entries(metadata.requires).flatMap(([required, places]) =>
    places.map((place) => ({ required, sourceFile: inModule(root, place.slice(0, place.lastIndexOf(':'))) })),
  );
}

function headerReferences({ project, root }: ModuleProject, context: Context): readonly FoundReference[] {
  const folder = inModule(root, 'deploy/');
  return (context.filesToProcess.projectFileMap[project] ?? [])
    .filter(({ file }) => file.startsWith(folder) && file.endsWith('.sql'))
    .flatMap(({ file }) => {
      const { requires, conflicts } = parseScriptHeader(readText(join(context.workspaceRoot, file)), file).header;
      return [...requires, ...conflicts].flatMap(({ module }) =>
        module === undefined ? [] : { required: module, sourceFile: file },
      );
    });
}

/** Empty for a file that was deleted since Nx listed it. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
