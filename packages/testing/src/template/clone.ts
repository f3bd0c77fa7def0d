import { codeOf } from '../server/connect.js';
import type { Maintenance } from '../server/maintenance.js';
import { printTemplateMarker, type TemplateMarker } from '../server/markers.js';
import { TestingError } from '../testing-error.js';
import { buildTemplate, type TemplateSource } from './build.js';
import { copyExtras } from './extras.js';
import { findTemplate } from './find.js';

/** How often a template may be missing. Once it was never built, and somebody who prunes may take it away once. */
const mostAttempts = 3;

/** So seldom is written when a template was used: each clone would otherwise cost a write. */
const usedAtPrecisionMs = 10 * 60 * 1000;

/** A database that was just made. */
export interface Clone {
  /** Roles that the scripts of its modules mention. */
  readonly roles: readonly string[];
  /** What need not be waited for to use it, and has to be over before it is dropped. */
  readonly finished: Promise<void>;
}

/**
 * Makes the database `name` from a template, which is built when it is missing.
 *
 * @throws {TestingError} `TEST_DATABASE_NOT_CREATED`, `TEMPLATE_LOST`; what `source.deploy` throws.
 */
export async function cloneTemplate(maintenance: Maintenance, source: TemplateSource, name: string): Promise<Clone> {
  for (let attempt = 1; ; attempt++) {
    const template = await findTemplate(maintenance, source.name, name);
    if (
      template?.marker !== undefined &&
      template.isIntact &&
      (await tryClone(maintenance, source, name, template.marker))
    ) {
      if (template.hasExtras) await copyExtras(maintenance, source.name, name);
      return { roles: template.marker.roles, finished: finish(maintenance, source.name, name, template.marker) };
    }
    if (attempt === mostAttempts) throw new TestingError('TEMPLATE_LOST', { name: source.name });
    await buildTemplate(maintenance, source);
  }
}

/** False when the template has just been dropped. */
async function tryClone(
  maintenance: Maintenance,
  source: TemplateSource,
  name: string,
  { strategy }: TemplateMarker,
): Promise<boolean> {
  try {
    await maintenance.create(name, source.name, strategy);
    return true;
  } catch (error) {
    if (error instanceof TestingError && codeOf(error.cause) === '3D000') return false;
    throw error;
  }
}

async function finish(maintenance: Maintenance, template: string, name: string, marker: TemplateMarker): Promise<void> {
  await maintenance.mark(name);
  if (Date.now() - Date.parse(marker.usedAt) < usedAtPrecisionMs) return;
  const used = printTemplateMarker({ ...marker, usedAt: new Date().toISOString() });
  // Others who write the same at the same time are as good.
  await maintenance.mark(template, used).catch(() => undefined);
}
