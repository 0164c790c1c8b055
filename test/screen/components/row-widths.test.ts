/** No row of any screen is wider than its room, at any width; and what divides two panes is in one column. */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { readRawRequest } from '../../../src/intake/pasted/raw-request.ts';
import { keysRow } from '../../../src/screen/components/fitted-rows.ts';
import { GUTTER } from '../../../src/screen/components/frame/gutter.ts';
import type { ScreenRow } from '../../../src/screen/components/styled-glyphs.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { inspectorRows } from '../../../src/screen/walk/drawing/inspector-rows.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { byteRows, textRows } from '../../../src/screen/walk/walk.tsx';
import { firstState } from '../../../src/screen/walk/walk-state.ts';
import { diagnosedWalk, ENCODED_AGAIN, HEX_TEXT } from '../../support/causes/diagnosed.ts';
import { worldOf } from '../../support/commands/test-world.ts';
import { octetsOf } from '../../support/octets-of.ts';
import { openEmulator } from '../../support/pty/emulator.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { named } from '../../support/sources.ts';
import { swept } from '../../support/sweep.ts';
import { documentedExample } from '../../support/views/documented-example.ts';
import { verifiedWalk } from '../../support/views/verified-walk.ts';
import { walkFacts } from '../../support/views/walk-facts.ts';
import { walkOf } from '../../support/views/walk-of.ts';

/** Those of `fixtures/requests` that are requests as they went over the wire. */
function requestWalks(): [string, ShownWalk][] {
  return readdirSync('fixtures/requests').flatMap((name): [string, ShownWalk][] => {
    const text = readFileSync(`fixtures/requests/${name}`, 'latin1');
    if (isProblem(readRawRequest(octetsOf(text), named(name)))) return [];
    const { facts } = verifiedWalk(text);
    return facts ? [[name, shownWalk(facts)]] : [];
  });
}

const WALKS: readonly (readonly [string, ShownWalk])[] = [
  ['the AWS example', shownWalk(await walkFacts(worldOf().world, documentedExample()))],
  [
    'a key of wide characters',
    shownWalk(
      (await walkOf({ address: 's3://examplebucket/photo-鍵-👩‍👩‍👧-é.jpg', options: { request: 'PUT' } })).facts,
    ),
  ],
  ['a presigned URL', shownWalk((await walkOf({ options: { presign: true } })).facts)],
  ['two texts that differ', diagnosedWalk(ENCODED_AGAIN, ['request'], 'put-metadata')],
  ['two texts that are the same', diagnosedWalk(HEX_TEXT, ['request', 'log', 'secret'])],
  ...requestWalks(),
];

/** Enough for most pages to be in sight as a whole. */
const HEIGHT = 60;
const NARROWEST = 40;
const WIDEST = 200;

const textOf = (row: ScreenRow) => row.map(({ text }) => text).join('');
const widthOf = (row: ScreenRow) => row.reduce((sum, { width }) => sum + width, 0);

interface Pane {
  readonly room: number;
  readonly rows: readonly ScreenRow[];
}

/** The rows of each step of a walk, before Ink could cut them off: both texts, the inspector, and the bytes. */
function panesOf(walk: ShownWalk, width: number): Pane[] {
  const view = viewOf(walk.facts, { width, height: HEIGHT }, 'usual');
  const { regions } = view;
  const right = regions.rightWidth || regions.width;
  return walk.facts.trace.stages.flatMap((_, step): Pane[] => {
    const content = contentOf({ ...firstState(walk), step }, view);
    const { width: textWidth } = content.beside.kind === 'text' ? regions.texts : regions.text;
    return [
      { room: GUTTER + textWidth, rows: textRows(content, regions, 'page') },
      { room: GUTTER + textWidth, rows: textRows(content, regions, 'beside') },
      { room: right, rows: inspectorRows(content, { width: right, height: regions.inspectorHeight }) },
      { room: right, rows: byteRows(content, regions) },
      { room: regions.width, rows: [keysRow(content.footer, content.footerEnd, regions.width)] },
    ];
  });
}

/** Every fourth width of AWS's example; of each other walk every sixteenth, another one of each. */
const STRIDE = 16;
const widthsOf = (index: number) =>
  swept(
    Array.from({ length: WIDEST - NARROWEST + 1 }, (_, at) => NARROWEST + at).filter(
      (width) => (index === 0 && width % 4 === 0) || width % STRIDE === (index * 3) % STRIDE || width === 150,
    ),
  );

describe.each(WALKS.map(([what, walk], index) => ({ what, walk, widths: widthsOf(index) })))(
  'each step of $what',
  ({ walk, widths }) => {
    it(`has no row that is wider than its room, from ${NARROWEST} to ${WIDEST} columns`, () => {
      for (const width of widths) {
        for (const { room, rows } of panesOf(walk, width))
          expect(rows.filter((row) => widthOf(row) > room).map(textOf), `${width} columns`).toEqual([]);
      }
    });
  },
);

describe.each(WALKS.slice(0, 2))('each row of %s', (_what, walk) => {
  it.each([60, 150])('takes as many cells in a terminal of %i columns as were measured', async (width) => {
    const emulator = openEmulator(2 * WIDEST, 2);
    for (const row of new Map(
      panesOf(walk, width)
        .flatMap(({ rows }) => rows)
        .map((each) => [textOf(each), each]),
    ).values()) {
      await emulator.write(textOf(row));
      expect([emulator.cursorColumn(), textOf(row)]).toEqual([widthOf(row), textOf(row)]);
    }
  });
});
