import type { Command } from '../cli/command.js';
import { CliError } from '../cli/failures.js';
import type { Invocation } from '../cli/invocation.js';
import { flag } from '../cli/option.js';
import { conflictText } from '../install/choose.js';
import { installModules } from '../install/install.js';
import { parseLock, readLockText, type Lock } from '../install/lock.js';
import { recordUpgraded } from '../install/record.js';
import { recordedVersions } from '../install/recorded.js';
import { parseSpecifiers, type Specifier } from '../install/specifier.js';
import { openWorkspaceAt } from '../shared/selection.js';
import { counted } from '../shared/words.js';

const dryRun = flag('dry-run', 'Fetch and list what is newer, but replace nothing.');
const force = flag('force', 'Replace installed modules even when they were edited.');
const interactive = flag('interactive', 'Ask for each module.', { also: ['-i'] });
const atRoot = flag('workspace', 'Accepted for the sake of other tools: a module is upgraded for all.', {
  also: ['-w', '-W'],
});

export const upgrade: Command = {
  arguments: [
    {
      name: 'package...',
      description: 'npm packages, each with an optional @version. Default: all that are installed.',
    },
  ],
  options: [dryRun, interactive, force, atRoot],
  examples: ['pgpm upgrade --dry-run', 'pgpm upgrade'],
  run: async (invocation) => {
    const { args, value, env, signal } = invocation;
    const workspace = await openWorkspaceAt(invocation);
    const lockText = readLockText(workspace.root);
    const before = parseLock(lockText);
    const chosen =
      args.length > 0 ? parseSpecifiers(args).map((one) => findInstalled(one, before)) : installedOnPurpose(before);
    const specifiers = value(interactive) ? await ask(invocation, chosen, before) : chosen;
    const isDry = value(dryRun);
    if (specifiers.length === 0) {
      return { result: { dryRun: isDry, modules: [], conflicts: [], files: [] }, summary: 'nothing to upgrade' };
    }
    invocation.note(`looking for newer versions of ${specifiers.map(({ npmName }) => npmName).join(', ')}`);
    const names = new Set(specifiers.map(({ npmName }) => npmName));
    const recorded = recordedVersions(workspace, before).filter(({ npmName }) => !names.has(npmName));
    const asked = { specifiers, recorded, lockText, force: value(force), onlyNewer: true, dryRun: isDry };
    const installed = await installModules({ workspace, ...asked, env, signal });
    const isNothing = installed.modules.length === 0;
    const files = isDry || isNothing ? [] : await recordUpgraded(workspace, installed);
    const modules = installed.modules.map(({ npmName, version, module, path }) => ({
      package: npmName,
      from: before[npmName]?.version,
      version,
      module,
      path,
    }));
    const lines = [
      ...installed.conflicts.map(conflictText),
      ...modules.map(({ path, from, version }) => `+ ${path} ${from ?? 'new'} → ${version}`),
    ];
    return {
      result: { dryRun: isDry, modules, conflicts: installed.conflicts, files },
      text: lines.join('\n'),
      summary: summarize(modules.length, isDry),
    };
  },
};

/** Others come along with those that need them. */
function installedOnPurpose(lock: Lock): readonly Specifier[] {
  return Object.entries(lock).flatMap(([npmName, { transitive }]) =>
    transitive ? [] : [{ npmName, wanted: 'latest' }],
  );
}

function findInstalled(specifier: Specifier, lock: Lock): Specifier {
  const { npmName, wanted } = specifier;
  if (Object.hasOwn(lock, npmName)) return specifier;
  const fields = { package: npmName, installed: Object.keys(lock) };
  throw new CliError('NOT_INSTALLED', fields, `pgpm install ${npmName}@${wanted} installs it`);
}

async function ask({ prompts }: Invocation, all: readonly Specifier[], lock: Lock): Promise<readonly Specifier[]> {
  if (!prompts.isInteractive) {
    throw new CliError('USAGE', { reason: '--interactive needs a terminal; name the packages instead' });
  }
  const chosen: Specifier[] = [];
  for (const specifier of all) {
    const version = lock[specifier.npmName]?.version ?? '';
    const question = `upgrade ${specifier.npmName}, now ${version}, to ${specifier.wanted}?`;
    if (await prompts.confirm(question)) chosen.push(specifier);
  }
  return chosen;
}

function summarize(number: number, isDry: boolean): string {
  if (number === 0) return 'nothing is newer';
  if (isDry) return `would upgrade ${counted(number, 'module')}`;
  return `upgraded ${counted(number, 'module')}; see what it means for a database with: pgpm status`;
}
