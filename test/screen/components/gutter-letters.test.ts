/** The letter in front of a row says which inputs its bytes come from. */
import { describe, expect, it } from 'vitest';
import { drawLines } from '../../../src/screen/components/page/page-window.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { placesOf } from '../../../src/views/map/places.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const { facts } = await walkOf({ options: { header: ['Range: bytes=0-9'] } });
const view = viewOf(facts, { width: 80, height: 24 }, 'usual');
const places = placesOf(facts.trace);

/** The gutter of the row of a step that begins with a text, with the cursor on a byte of the row or elsewhere. */
function gutterOf(step: number, text: string, offset: number | null): string {
  const rows = view.rowsOf(step);
  const row = rows.findIndex(({ glyphs }) =>
    glyphs
      .map((glyph) => glyph.text)
      .join('')
      .startsWith(text),
  );
  const bytes = rows[row]?.bytes;
  const position = bytes && offset !== null ? { value: bytes.value, byte: bytes.start + offset } : null;
  const cursor = { row: offset === null ? -1 : row, position };
  const look = { places, changed: new Map(), searched: '', width: 80 };
  const [drawn = []] = drawLines([{ row, kind: 'row' }], { rows, cursor }, look);
  return drawn
    .map((one) => one.text)
    .join('')
    .slice(1, 7);
}

describe('the letter of a row', () => {
  it('is that of its value, wherever the cursor is', () => {
    const name = 'x-amz-content-sha256';
    expect(gutterOf(3, name, null).trim()).toMatch(/^B +\d$/);
    for (const offset of [0, name.length, name.length + 1])
      expect(gutterOf(3, name, offset)).toBe(gutterOf(3, name, null));
  });

  it.each([
    [1, null],
    [4, 3],
  ])('names the inputs of a scope in step index %i, in the width of the gutter', (step, line) => {
    expect(gutterOf(step, '20130524/', null)).toBe(`DRS${String(line ?? '').padStart(3)}`);
  });

  it('names every input of the credential, which needs the cells of the missing number', () => {
    expect(gutterOf(5, 'Credential=', null)).toBe('KDRS  ');
  });
});
