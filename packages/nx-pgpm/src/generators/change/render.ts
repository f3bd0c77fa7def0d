import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import type { ScriptKind } from '@pgpm/engine';
import { render } from 'ejs';
import { GeneratorError } from '../../tree/generator-error.js';
import type { TemplateData } from './describe-change.js';

const scripts: readonly ScriptKind[] = ['deploy', 'revert', 'verify'];

/**
 * The statements of the three scripts. A template of the workspace goes before that of the generator, script by script.
 *
 * @param folder - where the workspace has templates.
 * @throws {GeneratorError} `INVALID_TEMPLATE` with the place in a template of the workspace that cannot be filled.
 */
export function renderScripts(tree: Tree, folder: string, data: TemplateData): Readonly<Record<ScriptKind, string>> {
  if (folder.split(/[\\/]/).includes('..') || /^(?:[\\/]|[a-z]:)/i.test(folder)) {
    throw new GeneratorError(
      'INVALID_OPTION',
      `templates: "${folder}" leads out of the workspace`,
      'name a folder in it',
    );
  }
  const [deploy = '', revert = '', verify = ''] = scripts.map((script) => renderScript(tree, folder, script, data));
  return { deploy, revert, verify };
}

function renderScript(tree: Tree, folder: string, script: ScriptKind, data: TemplateData): string {
  const file = `${data.kind}/${script}.sql.ejs`;
  const path = `${folder.replace(/[\\/]+$/, '')}/${file}`;
  const own = tree.exists(path) ? tree.read(path, 'utf8') : null;
  if (own === null) return fill(readFileSync(join(__dirname, 'files', file), 'utf8'), data);
  try {
    return fill(own, data);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new GeneratorError('INVALID_TEMPLATE', `${path}: ${reason}`, 'docs/generators/change.md lists the variables');
  }
}

/** SQL is no HTML: nothing is escaped but by `identifier` and `literal`. */
function fill(template: string, data: TemplateData): string {
  return `${render(template, data, { escape: String }).trim()}\n`;
}
