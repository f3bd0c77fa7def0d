import type { Files } from '../files.js';
import { scriptNames, scriptPath, type ModulePlace } from '../source.js';
import type { Findings } from './finding.js';

/** Hashes are taken over line ends: git must not change them from machine to machine. */
export function analyzeLineEnds(findings: Findings, files: Files, module: ModulePlace): void {
  const folders = module.path === '.' ? [] : module.path.split('/');
  const above = ['', ...folders.map((_, index) => `${folders.slice(0, index + 1).join('/')}/`)];
  const attributes = above.map((folder) => files.read(`${folder}.gitattributes`) ?? '').join('\n');
  const isPinned = /^\s*(?:\*\.sql|\*)\s(?:.*\s)?(?:eol=|-text\b|binary\b)/m.test(attributes);
  if (!isPinned) {
    const hint = 'add the line "*.sql text eol=lf" to .gitattributes';
    findings.warning('crlf_hash_risk', 'git may change the line ends of scripts, and with them their hashes', { hint });
  }
  for (const change of scriptNames(files, module, 'deploy')) {
    const file = scriptPath(module, 'deploy', change);
    if (files.read(file)?.includes('\r\n') !== true) continue;
    const message = 'script has Windows line ends, which are part of its hash';
    findings.warning('crlf_hash_risk', message, { change, place: { file } });
  }
}
