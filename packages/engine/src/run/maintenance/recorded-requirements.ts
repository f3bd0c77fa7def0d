import type { DeployedRequirement, Workspace } from '../../model/index.js';
import { changeKey, settleReworked, settleRequirements, type ChangeKey } from '../../resolve/index.js';
import { readRequirements, readState } from '../../store/index.js';
import { nothingElse, withSession } from '../open.js';
import type { RunOptions } from '../options.js';

/** What a database knows about requirements, by the names that changes have in the plans now. */
export interface Recorded {
  readonly requirements: readonly DeployedRequirement[];
  readonly deployed: ReadonlySet<ChangeKey>;
}

export async function readRecorded(
  workspace: Workspace,
  options: Pick<RunOptions, 'database' | 'signal'>,
): Promise<Recorded> {
  return withSession(options, nothingElse, async ({ session, server }) => {
    const state = await readState(session, server.registry);
    const { changes, renamings } = settleReworked(workspace.modules.values(), state.changes);
    const requirements = settleRequirements(await readRequirements(session, server.registry), renamings);
    return { requirements, deployed: new Set(changes.map((row) => changeKey(row.module, row.change))) };
  });
}
