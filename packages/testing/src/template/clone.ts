import { codeOf } from '../server/connect.js';
import type { Maintenance } from '../server/maintenance.js';
import { printTemplateMarker, type Strategy } from '../server/markers.js';
import { TestingError } from '../testing-error.js';
import { buildTemplate, type TemplateSource } from './build.js';
import { copyExtras } from './extras.js';
import { checkTemplate, findTemplate } from './find.js';

/** How often a template may be missing. Once it was never built, and somebody who prunes may take it away once. */
const mostAttempts = 3;

/** So seldom is written when a template was used: each clone would otherwise cost a write. */
const usedAtPrecisionMs = 10 * 60 * 1000;

/** A database that was just made, and can be connected to. */
export interface Clone {
  /**
   * Roles that the scripts of its modules mention. Meanwhile the template is checked, which takes as long as connecting
   * to the clone: rejects with `TEMPLATE_LOST` when it was not fit, and the clone has to go.
   */
  readonly roles: Promise<readonly string[]>;
}

/**
 * Makes the database `name` from a template, which is built when it is missing.
 *
 * @throws {TestingError} `TEST_DATABASE_NOT_CREATED`, `TEMPLATE_LOST`; what `source.deploy` throws.
 */
export async function cloneTemplate(maintenance: Maintenance, source: TemplateSource, name: string): Promise<Clone> {
  for (let attempt = 1; ; attempt++) {
    const template = await findTemplate(maintenance, source.name, name);
    if (template !== undefined && (await tryClone(maintenance, source.name, name, template.strategy))) {
      if (template.hasExtras) await copyExtras(maintenance, source.name, name);
      return { roles: settle(maintenance, source.name, name) };
    }
    if (attempt === mostAttempts) throw new TestingError('TEMPLATE_LOST', { name: source.name });
    await buildTemplate(maintenance, source);
  }
}

/** False when the template has just been dropped. */
async function tryClone(
  maintenance: Maintenance,
  template: string,
  name: string,
  strategy: Strategy | undefined,
): Promise<boolean> {
  try {
    await maintenance.create(name, template, strategy);
    return true;
  } catch (error) {
    if (error instanceof TestingError && codeOf(error.cause) === '3D000') return false;
    throw error;
  }
}

async function settle(maintenance: Maintenance, template: string, name: string): Promise<readonly string[]> {
  await maintenance.mark(name);
  const checked = await checkTemplate(maintenance, template);
  if (!checked?.isIntact || checked.marker === undefined) throw new TestingError('TEMPLATE_LOST', { name: template });
  const { usedAt, roles } = checked.marker;
  if (Date.now() - Date.parse(usedAt) >= usedAtPrecisionMs) {
    const used = printTemplateMarker({ ...checked.marker, usedAt: new Date().toISOString() });
    // Others who write the same at the same time are as good.
    await maintenance.mark(template, used).catch(() => undefined);
  }
  return roles;
}
