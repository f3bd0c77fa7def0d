import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './foreign-workspace.js';

/** What a reader of a guide does, in order. */
export type GuideStep =
  | { readonly kind: 'write'; readonly line: number; readonly path: string; readonly text: string }
  /** `fails`: the guide shows what happens when something is wrong. `shows`: lines that the output has, in this order. */
  | {
      readonly kind: 'run';
      readonly line: number;
      readonly script: string;
      readonly fails: boolean;
      readonly shows: readonly string[];
    };

interface Block {
  readonly line: number;
  readonly language: string;
  readonly text: string;
  /** What a comment above the block says, which readers do not see. */
  readonly note: string | undefined;
}

/**
 * The steps of a guide below docs/guides. A block of `sh` is run; a block of `text` behind it is what it prints, where `…` stands
 * for anything. `<!-- file: path -->` above a block makes it a file, `<!-- fails -->` a command that has to fail.
 */
export function readGuide(name: string): readonly GuideStep[] {
  const blocks = blocksOf(readFileSync(join(repository, 'docs/guides', `${name}.md`), 'utf8'));
  return blocks.flatMap(({ line, language, text, note }, index): readonly GuideStep[] => {
    const path = note?.startsWith('file: ') === true ? note.slice('file: '.length) : undefined;
    if (path !== undefined) return [{ kind: 'write', line, path, text }];
    if (language !== 'sh') return [];
    const next = blocks[index + 1];
    const shows = next?.language === 'text' ? next.text.trim().split('\n') : [];
    return [{ kind: 'run', line, script: text, fails: note === 'fails', shows }];
  });
}

function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/(?:<!-- (.+) -->\n\n)?^```(\w+)\n([^]*?)^```$/gm)].map(
    ({ index, 1: note, 2: language = '', 3: text = '' }) => ({
      line: page.slice(0, index).split('\n').length,
      language,
      text,
      note,
    }),
  );
}

/** The first of the lines that `output` does not have behind the ones before it; undefined when all are there. */
export function missingLine(output: string, lines: readonly string[]): string | undefined {
  let rest = output;
  for (const line of lines) {
    const found = patternOf(line).exec(rest);
    if (found === null) return line;
    rest = rest.slice(found.index + found[0].length);
  }
  return undefined;
}

function patternOf(line: string): RegExp {
  const parts = line.split('…').map((part) => part.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[^\\n]*'));
}
