/** The picture of a signature in rows: nothing is wider than its room, and every line can be seen. */

import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../src/layout/shown-glyphs.ts';
import type { Picture } from '../../../src/layout/whole/drawn.ts';
import { pictureOf } from '../../../src/layout/whole/picture.ts';
import { folded } from '../../../src/layout/whole/rows-of-part.ts';
import { bytesShown } from '../../../src/views/bytes/shown-bytes.ts';
import type { WalkFacts } from '../../../src/views/facts.ts';
import { placesOf } from '../../../src/views/map/places.ts';
import { textOf } from '../../../src/views/page.ts';
import { sourcesOfLine, wayFrom } from '../../../src/views/whole/way.ts';
import { wholeOf } from '../../../src/views/whole/whole.ts';
import { walkOf } from '../../support/views/walk-of.ts';

function drawn(facts: WalkFacts, room: { width: number; height: number }, here: number | null): Picture {
  const whole = wholeOf(facts);
  if (!whole) throw new Error('There is no picture.');
  const places = placesOf(facts.trace);
  const line = whole.parts.flatMap(({ lines }) => lines)[here ?? -1];
  const way = line ? wayFrom(facts.trace, ...sourcesOfLine(places, line.range)) : null;
  const stepOf = (stage: string) => String(facts.trace.stages.findIndex(({ id }) => id === stage) + 1);
  return pictureOf(
    { whole, places, bytesOf: (id) => bytesShown(facts, id), here, byte: null, way, isChanged: () => false, stepOf },
    room,
  );
}

const rowTexts = ({ rows }: Picture): string[] =>
  rows.map(({ pieces }) =>
    pieces
      .map((piece) =>
        piece.kind === 'glyphs' ? textOf(piece.glyphs) : piece.kind === 'letter' ? piece.letter.text : piece.text,
      )
      .join(''),
  );

const widthsOf = ({ rows }: Picture): number[] =>
  rows.map(({ pieces }) =>
    pieces.reduce(
      (sum, piece) =>
        sum +
        (piece.kind === 'glyphs'
          ? widthOf(piece.glyphs)
          : piece.kind === 'letter'
            ? piece.letter.text.length
            : piece.text.length),
      0,
    ),
  );

const KEY_IN_CHAIN = /│ {2}[0-9a-f]{8}…[0-9a-f]{6}/;

const countOf = (facts: WalkFacts) => wholeOf(facts)?.parts.flatMap(({ lines }) => lines).length ?? 0;

const LONG = {
  'twenty headers': { options: { header: Array.from({ length: 20 }, (_, at) => `X-Header-${at}: value ${at}`) } },
  'a key of 1,024 bytes': { address: `https://h.example.com/${'鍵k'.repeat(256)}` },
  'a presigned URL with a token of 1,200 bytes': {
    options: { presign: true },
    environment: { AWS_SESSION_TOKEN: 'FwoG'.repeat(300) },
  },
  'seventeen chunks': {
    options: { request: 'PUT', payload: 'streaming', chunkSize: '8192', data: ['x'.repeat(16 * 8192)] },
  },
  SigV4A: { options: { algorithm: 'sigv4a', regionSet: '*' } },
  'a long query': { address: `https://h.example.com/?${Array.from({ length: 30 }, (_, at) => `k${at}=v`).join('&')}` },
} as const;

const ROOMS = [
  { width: 80, height: 17 },
  { width: 120, height: 33 },
  { width: 160, height: 43 },
  { width: 200, height: 53 },
] as const;

describe.each(Object.keys(LONG) as (keyof typeof LONG)[])('the picture of %s', (name) => {
  it.each(ROOMS)('fits into $width × $height, and shows the line of the cursor', async (room) => {
    const { facts } = await walkOf(LONG[name] as Parameters<typeof walkOf>[0]);
    for (let here = 0; here < countOf(facts); here += 1) {
      const picture = drawn(facts, room, here);
      expect(Math.max(...widthsOf(picture))).toBeLessThanOrEqual(room.width);
      expect(picture.rows.length).toBeLessThanOrEqual(room.height);
      expect(rowTexts(picture).filter((row) => /(?:^|│ ?| )>[A-Z#. ]/.test(row))).toHaveLength(1);
    }
  });
});

describe('the picture of the example', () => {
  const example = {
    address: 'https://examplebucket.s3.amazonaws.com/test.txt',
    options: { header: ['Range: bytes=0-9'] },
  };

  it('shows the secret whole from 160 columns on, and from 170 on each hash', async () => {
    const { facts } = await walkOf({ ...example, options: { ...example.options, showSecret: true } });
    const linesCut = (width: number) =>
      rowTexts(drawn(facts, { width, height: 43 }, null)).filter((row) => row.replace(KEY_IN_CHAIN, '').includes('…'));
    expect(linesCut(120)).toHaveLength(4);
    expect(linesCut(160)).toEqual([expect.stringContaining('x-amz-content-sha256')]);
    expect(linesCut(170)).toEqual([]);
  });

  it('has a blank row above 6, 5, and 7, in this order, while it has room for them', async () => {
    const { facts } = await walkOf(example);
    const apart = [32, 33, 34, 35].map((height) => {
      const rows = rowTexts(drawn(facts, { width: 120, height }, null)).map((row) => row.split('│ ')[0] ?? '');
      return [5, 6, 7].filter((step) => {
        const at = rows.findIndex((row) => row.startsWith(` ${step} `));
        return /^[ │]*$/.test(rows[at - 1] ?? '');
      });
    });
    expect(apart).toEqual([[], [6], [5, 6], [5, 6, 7]]);
  });
});

describe('the picture of chunks', () => {
  it('leads from the signature, which seeds them, to each chunk', async () => {
    const { facts } = await walkOf(LONG['seventeen chunks'] as Parameters<typeof walkOf>[0]);
    const wide = rowTexts(drawn(facts, { width: 120, height: 43 }, 0)).map((row) => row.slice(0, 8));
    const at = wide.findIndex((row) => row.startsWith(' 6 SIGN'));
    expect(wide.slice(at + 2, at + 4).map((row) => row.slice(0, 7))).toEqual([' #   ┣━', ' #   ┗━']);
  });

  it('shows the line of the input under the cursor, so that the way does not begin at a fold', async () => {
    const { facts } = await walkOf(LONG['twenty headers'] as Parameters<typeof walkOf>[0]);
    const lines = wholeOf(facts)?.parts.flatMap((part) => part.lines) ?? [];
    const here = lines.findIndex(({ runs }) => textOf(runs).startsWith('X-Header-9:'));
    const rows = rowTexts(drawn(facts, { width: 80, height: 17 }, here));
    const folds = rows.filter((row) => /\d+–\d+ · \d+ lines/.test(row));
    expect(folds.length).toBeGreaterThan(0);
    expect(rows.find((row) => row.includes('x-header-9:'))).toMatch(/[━┪┫┓]/);
    // Lines are folded before and after it, and the way does not begin before it.
    const first = rows.findIndex((row) => row.includes('x-header-9:'));
    expect(rows.slice(2, first).join('\n')).not.toMatch(/[━┪┫┓]/);
  });
});

describe('lines that do not fit', () => {
  it('are folded, except for those that must be shown', () => {
    expect(folded(4, 4, new Set())).toHaveLength(4);
    const rows = folded(22, 10, new Set([0, 1, 10, 11, 12, 20, 21]));
    expect(rows.length).toBeLessThanOrEqual(10);
    expect(rows.filter(({ start, end }) => end - start > 1)).toEqual([
      { start: 3, end: 10 },
      { start: 13, end: 20 },
    ]);
  });
});

describe('the picture of a presigned URL', () => {
  it.each(ROOMS)(
    'names each input of the credential, and the text does not touch the letters, in $width × $height',
    async (room) => {
      const { facts } = await walkOf({ options: { presign: true } });
      const rows = rowTexts(drawn(facts, room, null));
      expect(rows.filter((row) => /^ KDRS +X-Amz-Credential=/.test(row))).toHaveLength(1);
      // A URL has more inputs than letters have room, and it says so.
      expect(rows.filter((row) => /^ HPKD… https:/.test(row))).toHaveLength(1);
    },
  );
});
