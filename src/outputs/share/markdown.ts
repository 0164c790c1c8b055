/** Writes a report as Markdown for an issue tracker. */

import { printable } from '../../views/characters/visible.ts';
import type { Block } from '../../views/page.ts';
import { plainBlocks } from '../plain/plain-text.ts';

/** Rows are broken here, because a code block does not wrap. */
const WIDTH = 110;

export interface MarkdownReport {
  readonly verdict: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly blocks: readonly Block[];
  /** The texts of both sides. The input itself is not copied, because it can contain more than was read. */
  readonly pieces: readonly string[];
}

/** Writes a report. Everything from outside is in code blocks, or in cells where nothing is read as markup. */
export function reportInMarkdown({ verdict, fields, blocks, pieces }: MarkdownReport): string {
  const table = fields.map(([name, value]) => `| ${name} | ${cell(value)} |`);
  const parts = [
    `### ${cell(verdict)}`,
    ['| | |', '|---|---|', ...table].join('\n'),
    fenced(plainBlocks(blocks, WIDTH)),
    ...(pieces.length > 0
      ? [
          '<details><summary>The texts that were read, without their secrets</summary>',
          ...pieces.map(fenced),
          '</details>',
        ]
      : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Escapes what Markdown reads as markup, in a text of one line. */
const cell = (text: string): string =>
  printable(text)
    .replace(/[\\`*_{}[\]<>()#|~&@!]/g, '\\$&')
    .replaceAll('\n', ' ');

/** Writes a code block whose fence is longer than any fence in the text. Control characters become visible. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const shown = text.split(/\r?\n/).map(printable).join('\n').trim();
  return `${fence}text\n${shown}\n${fence}`;
}
