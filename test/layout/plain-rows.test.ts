/** The column of labels in plain text: as wide as the labels of its section, as far as a hash has room beside it. */
import { expect, it } from 'vitest';
import { rowText } from '../../src/layout/block-rows.ts';
import { plainRows } from '../../src/layout/plain-rows.ts';
import { heading, line, words } from '../../src/views/page.ts';

const HASH = '0506335cc36b4a971f6beddf0adbd976ee71222cb42c131487e0c12c5c47a025';
const VERY_LONG = 'a label of more than 24 cells';
const TEXT = [
  line('DateKey', [words(HASH)]),
  line('DateRegionServiceKey', [words('s3')]),
  line(VERY_LONG, [words('moves only itself')]),
  heading('Another section'),
  line('DateKey', [words(HASH)]),
];
const textAt = (width: number) => plainRows(TEXT, width).map(rowText);

it('is as wide as the longest label of the section', () => {
  expect(textAt(Number.POSITIVE_INFINITY)).toEqual([
    `  DateKey              ${HASH}`,
    '  DateRegionServiceKey s3',
    `  ${VERY_LONG} moves only itself`,
    '',
    '  Another section',
    `  DateKey      ${HASH}`,
  ]);
});

it('leaves room for a hash in 80 columns', () => {
  expect(textAt(80).slice(0, 2)).toEqual([`  DateKey      ${HASH}`, '  DateRegionServiceKey s3']);
});
