import { TestingError } from '../testing-error.js';

/**
 * Who a test acts as: a role, and claims as custom settings such as `jwt.claims.user_id`. What is left out stays as it
 * is; null and undefined reset it.
 */
export interface Context {
  readonly role?: string | null | undefined;
  readonly [claim: string]: string | null | undefined;
}

/** A name and a value for `set_config`. */
export type Setting = readonly [name: string, value: string];

/** Names with a dot are custom settings. Without one they would be settings of the server, such as `search_path`. */
const claimName = /^[a-z_][a-z0-9_$]*(\.[a-z_][a-z0-9_$]*)+$/i;

/**
 * The settings of a context, in its order. A claim that is reset becomes the empty string: a custom setting cannot be
 * removed again.
 *
 * @param baseRole what a role is reset to. Default: `none`, the role that the session connected as.
 * @throws {TestingError} `CLAIM_NAME_INVALID`.
 */
export function settingsOf(context: Context, baseRole = 'none'): readonly Setting[] {
  return Object.entries(context).map(([name, value]) => {
    if (name === 'role') return [name, value ?? baseRole];
    if (!claimName.test(name)) {
      const hint = 'claims are custom settings with a dot in their name, such as jwt.claims.user_id';
      throw new TestingError('CLAIM_NAME_INVALID', { name }, { hint });
    }
    return [name, value ?? ''];
  });
}
