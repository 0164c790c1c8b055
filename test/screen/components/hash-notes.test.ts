/** A hash next to a note: the note gives way before the hash does. */
import { describe, expect, it } from 'vitest';
import { EMPTY_ROW, type Row } from '../../../src/layout/block-rows.ts';
import { wordGlyphs } from '../../../src/layout/shown-glyphs.ts';
import { fittedGlyphs } from '../../../src/screen/components/page/page-window.ts';

const HASH = '68896419206d6240ad4cd7dc8ba658efbf3b43b53041950083a10833824fcfbb';
const rowWith = (note: string): Row => ({
  ...EMPTY_ROW,
  glyphs: wordGlyphs(`│  ${HASH}`, 'words'),
  gutter: { number: null },
  note,
});
const shown = (note: string, width: number) =>
  fittedGlyphs(rowWith(note), width, null)
    .map(({ text }) => text)
    .join('');

describe('a hash with a note', () => {
  it('is whole where the mark of the note fits, even if its words do not', () => {
    expect(shown('✓ openssl', 80)).toContain(HASH);
  });

  it('is shortened where not even the mark fits, and for a note without a mark', () => {
    expect(shown('✓ openssl', 75)).toContain('…');
    expect(shown('signature', 80)).toContain('…');
  });
});
