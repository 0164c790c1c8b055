/** Two texts byte by byte: each byte is in one run, and each has a counterpart that leads back to it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { alignBytes, byteBeside, type SideName } from '../../src/sides/difference/byte-alignment.ts';
import { linesOfPair, movedToPair, pairLines, type Texts } from '../../src/sides/difference/line-difference.ts';

const octets = (text: string) => text as Octets;
/** Of few letters, so that two texts have much in common. */
const text = fc.string({ unit: fc.constantFrom('a', 'b', '%', '2', '\n', ' '), maxLength: 40 }).map(octets);
const pair = fc.tuple(text, text);

/** The bytes of a run as they are in both texts. */
const shown = (server: string, client: string) =>
  alignBytes(octets(server), octets(client)).map(({ standing, ...run }) => [
    standing,
    server.slice(run.server.start, run.server.end),
    client.slice(run.client.start, run.client.end),
  ]);

describe('the bytes of two lines', () => {
  it.each([
    ['the same', 'abc', 'abc', [['same', 'abc', 'abc']]],
    [
      'one of one length that are others',
      'a1b1c',
      'a2b2c',
      [
        ['same', 'a', 'a'],
        ['differs', '1', '2'],
        ['same', 'b', 'b'],
        ['differs', '1', '2'],
        ['same', 'c', 'c'],
      ],
    ],
    [
      'two hashes, which differ as a whole',
      `hash:${'a1'.repeat(32)}.`,
      `hash:${'a2'.repeat(32)}.`,
      [
        ['same', 'hash:', 'hash:'],
        ['differs', 'a1'.repeat(32), 'a2'.repeat(32)],
        ['same', '.', '.'],
      ],
    ],
    [
      'a space put in, with what stands behind it',
      'my%20file',
      'my%2520file',
      [
        ['same', 'my%2', 'my%2'],
        ['differs', '0', '520'],
        ['same', 'file', 'file'],
      ],
    ],
    [
      'one at the end',
      'x',
      'x ',
      [
        ['same', 'x', 'x'],
        ['differs', '', ' '],
      ],
    ],
    [
      'several places in one line',
      '/a%20b%20c/d',
      '/a+b+c/d',
      [
        ['same', '/a', '/a'],
        ['differs', '%20', '+'],
        ['same', 'b', 'b'],
        ['differs', '%20', '+'],
        ['same', 'c/d', 'c/d'],
      ],
    ],
    ['nothing on one side', '', 'abc', [['differs', '', 'abc']]],
  ])('are told apart: %s', (_what, server, client, runs) => {
    expect(shown(server, client)).toEqual(runs);
  });

  it('tile both of them, and what is the same is the same', () => {
    fc.assert(
      fc.property(pair, ([server, client]) => {
        const runs = alignBytes(server, client);
        expect(runs.map((run) => server.slice(run.server.start, run.server.end)).join('')).toBe(server);
        expect(runs.map((run) => client.slice(run.client.start, run.client.end)).join('')).toBe(client);
        for (const { standing, ...run } of runs) {
          const [one, other] = [run.server, run.client].map(({ start, end }) => end - start);
          if (standing === 'same') expect(one).toBe(other);
        }
        expect(runs.every(({ standing }) => standing === 'same')).toBe(server === client);
      }),
    );
  });

  it('have one beside them, unless one side ends before', () => {
    fc.assert(
      fc.property(pair, ([server, client]) => {
        const runs = alignBytes(server, client);
        const last = runs.at(-1);
        for (const [side, length] of [
          ['server', server.length],
          ['client', client.length],
        ] as const) {
          for (let byte = 0; byte < length; byte++) {
            const isInLast = last !== undefined && byte >= last[side].start;
            if (!isInLast) expect(byteBeside(runs, side, byte)).not.toBeNull();
          }
        }
      }),
    );
  });

  it('of sixteen megabytes that have nothing in common are told apart quickly', () => {
    const [server, client] = [octets('ab'.repeat(4_000_000)), octets('cde'.repeat(3_000_000))];
    expect(alignBytes(server, client)).toHaveLength(1);
  });
});

/** As the comparison of two sides aligns them: line by line, and each line byte by byte. */
const alignTexts = (texts: Texts) =>
  pairLines(texts.server, texts.client).flatMap((pair) => {
    const lines = linesOfPair(pair, texts);
    return movedToPair(alignBytes(lines.server, lines.client), pair);
  });

describe('the bytes of two texts', () => {
  it('lead to the same byte and back, where both are the same', () => {
    fc.assert(
      fc.property(pair, ([server, client]) => {
        const runs = alignTexts({ server, client });
        for (const [side, other, mine, theirs] of [
          ['server', 'client', server, client],
          ['client', 'server', client, server],
        ] satisfies [SideName, SideName, Octets, Octets][]) {
          for (let byte = 0; byte < mine.length; byte++) {
            const run = runs.find((one) => one[side].start <= byte && byte < one[side].end);
            expect(run).toBeDefined();
            const beside = byteBeside(runs, side, byte);
            if (run?.standing !== 'same' || beside === null) continue;
            expect(theirs[beside]).toBe(mine[byte]);
            expect(byteBeside(runs, other, beside)).toBe(byte);
          }
        }
      }),
    );
  });
});
