/** Sentences of problems and causes on the screen: their characters, not the bytes of them. */
import { describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { sectionsOfCause } from '../../src/views/diagnosis/cause-view.ts';
import { outcomeRun } from '../../src/views/exchange-outcome.ts';
import type { Block } from '../../src/views/page.ts';

const FINDING = {
  variant: null,
  certainty: { kind: 'explains' },
  says: '',
  oneOf: null,
  fixIn: null,
  lines: [],
  otherLines: [],
  canBeTried: false,
  changes: [],
  side: null,
  point: null,
  role: null,
  isSameBytes: false,
  place: null,
  twins: [],
  suspected: null,
} as const;

const textOf = (blocks: readonly Block[]) => plainBlocks(blocks, Number.POSITIVE_INFINITY);

describe('a sentence', () => {
  it('of a problem has its characters, and an escape for what cannot be seen', () => {
    const found = problem('x', 'The key “é…” is 鍵 – \u202e\u3164.', 'Change it.');
    expect(outcomeRun({ response: null, problem: found }).text).toBe('✗ The key “é…” is 鍵 – \\u{202e}\\u{3164}.');
  });

  it('of a fix has its characters: none of a cause is shown as bytes', () => {
    const shown = CAUSES.map((cause) => textOf(sectionsOfCause({ ...FINDING, cause, fix: cause.fix }).fix));
    expect(shown.filter((text, index) => !text.includes(CAUSES[index]?.fix ?? ''))).toEqual([]);
    expect(shown.some((text) => text.includes('…'))).toBe(true);
  });
});
