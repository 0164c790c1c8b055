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
      'words, which differ as a whole',
      'range:us-east-1/s3',
      'range:us-west-2/s3',
      [
        ['same', 'range:', 'range:'],
        ['differs', 'us-east-1', 'us-west-2'],
        ['same', '/s3', '/s3'],
      ],
    ],
    [
      'the bytes of a character, which are not divided',
      'caf\xc3\xa9:',
      'caf\xc3\xa8:',
      [
        ['same', 'caf', 'caf'],
        ['differs', '\xc3\xa9', '\xc3\xa8'],
        ['same', ':', ':'],
      ],
    ],
    [
      'two hashes, which differ as a whole',
      `hash:${'a1'.repeat(32)}/`,
      `hash:${'a2'.repeat(32)}/`,
      [
        ['same', 'hash:', 'hash:'],
        ['differs', 'a1'.repeat(32), 'a2'.repeat(32)],
        ['same', '/', '/'],
      ],
    ],
    [
      'a byte that is encoded twice',
      'my%20file',
      'my%2520file',
      [
        ['same', 'my', 'my'],
        ['differs', '%20', '%2520'],
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

  it('have one beside them, unless the other side has nothing of their piece', () => {
    fc.assert(
      fc.property(pair, ([server, client]) => {
        const runs = alignBytes(server, client);
        for (const [side, other] of [
          ['server', 'client'],
          ['client', 'server'],
        ] satisfies [SideName, SideName][])
          for (const run of runs)
            for (let byte = run[side].start; byte < run[side].end; byte++)
              expect(byteBeside(runs, side, byte) === null).toBe(run[other].start === run[other].end);
      }),
    );
  });

  it('of sixteen megabytes that have nothing in common are told apart quickly', () => {
    const [server, client] = [octets('ab'.repeat(4_000_000)), octets('cde'.repeat(3_000_000))];
    expect(alignBytes(server, client)).toHaveLength(1);
    // Many short parts of which nothing is in common.
    expect(alignBytes(octets('/'.repeat(4_000)), octets('='.repeat(4_000)))).toHaveLength(1);
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
