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
 * @throws {CliError} `CONFIRMATION_REQUIRED` when there is nobody to ask, `DECLINED` when the answer is no.
 */
export async function confirmOrThrow(
  { value, prompts }: Invocation,
  operation: string,
  affects: readonly string[],
  question: string,
): Promise<true> {
  if (value(yes)) return true;
  if (!prompts.isInteractive) {
    throw new CliError('CONFIRMATION_REQUIRED', { operation, affects }, 'look at the list, then confirm with --yes');
  }
  for (const name of affects.slice(0, shown)) await prompts.show(`- ${name}`);
  if (affects.length > shown) await prompts.show(`and ${affects.length - shown} more`);
  if (await prompts.confirm(question)) return true;
  throw new CliError('DECLINED', { operation });
}
