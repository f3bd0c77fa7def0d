import type { ProofStatus } from '../model/index.js';
import type { CodedError } from '../errors/index.js';
import { renderError } from './render-error.js';

/** What a program that reads JUnit XML calls a suite: a module. */
export interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

export interface TestCase {
  readonly name: string;
  /** Milliseconds that it took. */
  readonly ms: number;
  readonly status: ProofStatus;
  /** Of a case that failed. */
  readonly problems: readonly CodedError[];
}

/** Results of tests as JUnit XML. */
export function renderJUnit(suites: readonly TestSuite[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    ...suites.flatMap(printSuite),
    '</testsuites>',
    '',
  ].join('\n');
}

function printSuite({ name, cases }: TestSuite): readonly string[] {
  const count = (status: ProofStatus): number => cases.filter((each) => each.status === status).length;
  const ms = cases.reduce((sum, each) => sum + each.ms, 0);
  return [
    `  <testsuite name=${quote(name)} tests="${cases.length}" failures="${count('failed')}" errors="0" skipped="${count('skipped')}" time="${seconds(ms)}">`,
    ...cases.map((each) => printCase(name, each)),
    '  </testsuite>',
  ];
}

function printCase(suite: string, { name, ms, status, problems }: TestCase): string {
  const head = `    <testcase classname=${quote(suite)} name=${quote(name)} time="${seconds(ms)}"`;
  if (status === 'skipped') return `${head}><skipped/></testcase>`;
  if (status !== 'failed') return `${head}/>`;
  const message = problems[0]?.message ?? 'see the other cases';
  const text = problems.map(renderError).join('\n\n');
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
