import { CliError } from '../cli/failures.js';
import type { Invocation } from '../cli/invocation.js';
import { flag, type Option } from '../cli/option.js';

export const yes = flag('yes', 'Answer the question in advance; without a terminal it has to be.');

/** Of commands that ask nothing. */
export const needlessYes: Option<boolean> = { ...yes, isHidden: true };

/** The longest list that is shown whole. */
const shown = 20;

/**
 * Shows what would go, and asks.
 *
 * @param removes - finds out what else is to be known before the answer, a line each.
 * @throws {CliError} `CONFIRMATION_REQUIRED` when there is nobody to ask, `DECLINED` when the answer is no.
 */
export async function confirmOrThrow(
  { value, prompts }: Invocation,
  operation: string,
  affects: readonly string[],
  question: string,
  removes: () => Promise<readonly string[]> = () => Promise.resolve([]),
): Promise<true> {
  if (value(yes)) return true;
  const lines = await removes();
  if (!prompts.isInteractive) {
    const hint = 'look at the list, then confirm with --yes';
    throw new CliError('CONFIRMATION_REQUIRED', { operation, affects, removes: lines }, hint);
  }
  for (const line of lines) await prompts.show(line);
  for (const name of affects.slice(0, shown)) await prompts.show(`- ${name}`);
  if (affects.length > shown) await prompts.show(`and ${affects.length - shown} more`);
  if (await prompts.confirm(question)) return true;
  throw new CliError('DECLINED', { operation });
}
