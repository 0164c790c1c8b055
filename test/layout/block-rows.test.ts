/** One layout: in what plain text and the screen differ is named, and all else is the same. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { storedOctets } from '../../src/bytes/stored-bytes.ts';
import { blockRows, type RowForm, rowText, type WholeBlock } from '../../src/layout/block-rows.ts';
import { plainRows } from '../../src/layout/plain-rows.ts';
import { WORDS_ONLY } from '../../src/outputs/html/glyphs.ts';
import { blocksMarkup } from '../../src/outputs/html/rows.ts';
import { paperText, plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { screenForm } from '../../src/screen/components/page/page-parts.ts';
import { aside, type Block, heading, line, prose, words } from '../../src/views/page.ts';

const VALUE = octetsFromText('naïve');
const BYTES = line('header', [
  {
    text: 'na\\xc3\\xafve',
    meaning: 'given',
    shows: { value: 'v', start: 0, end: VALUE.length, as: 'text' },
  },
]);
const screen = (width: number): RowForm =>
  screenForm(width, () => ({
    name: 'a value',
    length: VALUE.length,
    stored: storedOctets(VALUE),
    limit: null,
    masked: [],
    form: 'text',
  }));
const rowsOnScreen = (block: Block, width: number) => blockRows(block as WholeBlock, screen(width));
const onScreen = (block: Block, width: number) => rowsOnScreen(block, width).map(rowText);
const asText = (block: Block, width: number) => plainRows([block], width).map(rowText);

describe('the rows of a block', () => {
  it.each<Block>([
    heading('What it is', aside('and why')),
    prose(words('A sentence that is so long that it takes several rows of any screen that there is.')),
    {
      kind: 'command',
      says: 'The hash:',
      commands: [
        ['printf', "'%s'", '"$1"'],
        ['openssl', 'dgst', '-sha256'],
      ],
    },
    line('method', [words('GET')]),
  ])('are those of the screen after a margin where they are text, of a $kind', (block) => {
    const margin = (text: string) => (text === '' ? '' : `  ${text}`);
    for (const width of [20, 40, 80, Number.POSITIVE_INFINITY]) {
      expect(asText(block, width + 2)).toEqual(onScreen(block, width).map(margin));
    }
  });

  it('go on with a line further in where nothing else says that they do', () => {
    const long = line('header', [{ text: 'abcdefghijklmnopqrstuvwxyz', meaning: 'given' }]);
    expect(onScreen(long, 33)).toEqual(['header       abcdefghijklmnopqrst', '             uvwxyz']);
    expect(asText(long, 35)).toEqual(['  header       abcdefghijklmnopqr', '                 stuvwxyz']);
  });

  it('are text as it was written, and on the screen characters that know their bytes', () => {
    expect(asText(BYTES, 80)).toEqual(['  header       na\\xc3\\xafve']);
    expect(onScreen(BYTES, 80)).toEqual(['header       naïve']);
    const [row] = rowsOnScreen(BYTES, 80);
    expect(row?.bytes).toEqual({ value: 'v', start: 0, end: 6 });
    expect(row?.stop).toBe('bytes');
    expect(row?.glyphs.find(({ text }) => text === 'ï')?.at).toEqual({ value: 'v', start: 2, end: 4 });
  });

  it('leave out keys where there are none', () => {
    const keys: Block = { kind: 'keys', runs: [words('Press enter.')] };
    expect(asText(keys, 80)).toEqual([]);
    expect(onScreen(keys, 80)).toEqual(['Press enter.']);
  });

  it('have a place to stop every few rows of long prose, and on each of them where nothing is broken', () => {
    const stops = (width: number) =>
      rowsOnScreen(prose(words('word '.repeat(30))), width).map(({ stop }) => stop === 'line');
    expect(stops(25)).toEqual([true, false, false, false, true, false]);
    expect(stops(75)).toEqual([false, false]);
    expect(stops(Number.POSITIVE_INFINITY)).toEqual([true]);
  });
});

describe('an empty line of a text', () => {
  it.each(['copied', 'command', 'words', 'differs'] as const)('is a row if its meaning is %s', (meaning) => {
    const text = line('', [{ text: '', meaning }]);
    expect(plainBlocks([text, text], 80)).toBe('\n\n');
    expect(paperText([[line('', [words('a')]), text, line('', [words('b')])]])).toBe('  a\n\n  b\n');
    expect(blocksMarkup([text, text], WORDS_ONLY)).toHaveLength(2);
  });
});

describe('a line of a text that is longer than a row', () => {
  const rowsOf = (text: string) =>
    rowsOnScreen({ ...line('', [words(text)]), gutter: { number: 3 } }, 40).map((row) => rowText(row));

  it.each([
    ['a query', 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524', /[&=]$/],
    ['a list of names', 'content-type;host;x-amz-content-sha256;x-amz-date;x-amz-meta-camera', /;$/],
    ['JSON', '{"expiration":"2013-08-07T12:00:00.000Z","conditions":[{"bucket":"sigv4examplebucket"}]}', /[,:]$/],
  ])('is not broken within a word: %s', (_what, text, ends) => {
    const rows = rowsOf(text);
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.join('')).toBe(text);
    for (const row of rows.slice(0, -1)) expect(row).toMatch(ends);
  });
});
