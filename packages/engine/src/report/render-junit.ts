import type { EngineError } from '../errors/index.js';
import type { ModuleProof, ProofStatus } from '../model/index.js';
import { renderProblem } from './render-error.js';

interface TestCase {
  readonly name: string;
  readonly ms: number;
  readonly status: ProofStatus;
  readonly problems: readonly EngineError[];
}

/** A proof as JUnit XML: a suite for the module, with a case for each change, one for all of them, one for the package. */
export function renderJUnit(proof: ModuleProof): string {
  const cases = testCases(proof);
  const count = (status: ProofStatus): number => cases.filter((each) => each.status === status).length;
  const ms = cases.reduce((sum, each) => sum + each.ms, 0);
  const suite = `name=${quote(proof.module)} tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="${seconds(ms)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite ${suite}>`,
    ...cases.map((each) => printCase(proof.module, each)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCases({ changes, whole, bundle, problems }: ModuleProof): readonly TestCase[] {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const isOfBundle = ({ code }: EngineError): boolean => code === 'BUNDLE_FAILED' || code === 'BUNDLE_DIFFERS';
  return [
    ...changes.map(({ change, ms, steps }) => {
      const own = errors.filter((error) => error.change === change && !isOfBundle(error));
      const status = own.length > 0 ? 'failed' : steps.deploys;
      return { name: change, ms, status, problems: own } as const;
    }),
    { name: 'all changes, from the last to the first and back', ms: 0, status: whole, problems: [] },
    { name: 'the packaged module', ms: 0, status: bundle, problems: errors.filter(isOfBundle) },
  ];
}

function printCase(module: string, { name, ms, status, problems }: TestCase): string {
  const head = `    <testcase classname=${quote(module)} name=${quote(name)} time="${seconds(ms)}"`;
  if (status === 'skipped') return `${head}><skipped/></testcase>`;
  if (status !== 'failed') return `${head}/>`;
  const message = problems[0]?.message ?? 'see the changes';
  const text = problems.map(renderProblem).join('\n\n');
  return `${head}><failure message=${quote(message)} type=${quote(problems[0]?.code ?? '')}>${escapeXml(text)}</failure></testcase>`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}

function quote(text: string): string {
  return `"${escapeXml(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`;
}

/** XML has no way at all to write most control characters. */
function escapeXml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
