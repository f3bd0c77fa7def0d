import { hashArray, type CreateDependenciesContext, type FileData, type ProjectConfiguration } from '@nx/devkit';
import { readdirSync } from 'node:fs';
import {
  brokenPlan,
  chain,
  temporaryWorkspace,
  type Files,
  type TemporaryWorkspace,
} from '../../test/support/workspace.js';
import { createDependencies } from './create-dependencies.js';
import { createNodes } from './create-nodes.js';

let workspace: TemporaryWorkspace;
afterEach(() => workspace.remove());

/** The context that Nx would make of the files in the workspace. */
async function contextOf(files: Files): Promise<CreateDependenciesContext> {
  workspace = temporaryWorkspace(files);
  const paths = readdirSync(workspace.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(workspace.root.length + 1));
  const planFiles = paths.filter((path) => path.endsWith('pgpm.plan'));
  const found = await createNodes[1](planFiles, undefined, { workspaceRoot: workspace.root, nxJsonConfiguration: {} });
  const projects: Record<string, ProjectConfiguration> = {};
  const projectFileMap: Record<string, FileData[]> = {};
  for (const [, node] of found) {
    for (const [root, project] of Object.entries(node.projects ?? {})) {
      const name = project.name ?? root;
      projects[name] = { ...project, root };
      projectFileMap[name] = paths
        .filter((file) => file.startsWith(`${root}/`))
        .map((file) => ({ file, hash: hashArray([file]) }));
    }
  }
  const fileMap = { projectFileMap, nonProjectFiles: [] };
  return {
    externalNodes: {},
    projects,
    nxJsonConfiguration: {},
    fileMap,
    filesToProcess: fileMap,
    workspaceRoot: workspace.root,
  };
}

async function edges(context: CreateDependenciesContext): Promise<readonly string[]> {
  const found = await createDependencies(undefined, context);
  return found.map(
    (edge) => `${edge.source} -> ${edge.target} (${'sourceFile' in edge ? edge.sourceFile : ''}, ${edge.type})`,
  );
}

test('plans and control files make edges, each from its file', async () => {
  expect(await edges(await contextOf(chain))).toEqual([
    'middle -> base (libs/middle/pgpm-middle.control, static)',
    'middle -> base (libs/middle/pgpm.plan, static)',
    'top -> middle (libs/top/pgpm-top.control, static)',
    'top -> middle (libs/top/pgpm.plan, static)',
  ]);
});

test('headers of deploy scripts make edges', async () => {
  const script = '-- Deploy pgpm-beside:five\n-- requires: pgpm-base:one\n-- requires: elsewhere:one\n\nselect 1;\n';
  const context = await contextOf({ ...chain, 'libs/beside/deploy/five.sql': script });
  expect(await edges(context)).toContain('beside -> base (libs/beside/deploy/five.sql, static)');
});

test('scripts that did not change are not read again: Nx has their edges', async () => {
  const script = '-- Deploy pgpm-beside:five\n-- requires: pgpm-base:one\nselect 1;\n';
  const context = await contextOf({ ...chain, 'libs/beside/deploy/five.sql': script });
  const filesToProcess = { projectFileMap: {}, nonProjectFiles: [] };
  expect(await edges({ ...context, filesToProcess })).not.toContain(
    'beside -> base (libs/beside/deploy/five.sql, static)',
  );
});

test('an extension of the server is no edge, and neither is the module itself', async () => {
  const context = await contextOf({
    ...chain,
    'libs/beside/pgpm-beside.control': "requires = 'plpgsql, pgpm-beside, uuid-ossp, pgpm-gone'\n",
  });
  expect((await edges(context)).filter((edge) => edge.startsWith('beside'))).toEqual([]);
});

test('a module that requires each other gives both edges: the engine refuses the cycle, not the graph', async () => {
  const context = await contextOf({ ...chain, 'libs/base/pgpm-base.control': "requires = 'pgpm-top'\n" });
  expect(await edges(context)).toContain('base -> top (libs/base/pgpm-base.control, static)');
});

test('edges lead to a broken module, and from what can be read of it', async () => {
  const context = await contextOf({
    ...chain,
    'libs/base/pgpm.plan': brokenPlan,
    'libs/base/pgpm-base.control': "requires = 'pgpm-beside'\n",
  });
  expect(await edges(context)).toEqual(
    expect.arrayContaining([
      'base -> beside (libs/base/pgpm-base.control, static)',
      'middle -> base (libs/middle/pgpm.plan, static)',
    ]),
  );
});

test('a file that Nx does not track is no reason for an edge', async () => {
  const context = await contextOf(chain);
  const files = context.fileMap.projectFileMap['middle'] ?? [];
  context.fileMap.projectFileMap['middle'] = files.filter(({ file }) => !file.endsWith('.control'));
  expect((await edges(context)).filter((edge) => edge.startsWith('middle'))).toEqual([
    'middle -> base (libs/middle/pgpm.plan, static)',
  ]);
});

test('a deploy script that was deleted in the meantime is skipped', async () => {
  const context = await contextOf(chain);
  context.fileMap.projectFileMap['beside']?.push({ file: 'libs/beside/deploy/gone.sql', hash: '' });
  expect((await edges(context)).filter((edge) => edge.startsWith('beside'))).toEqual([]);
});
