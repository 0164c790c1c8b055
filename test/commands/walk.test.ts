/** The walk command, with a world made for the test. */

import { describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import { vectors } from '../../src/commands/vectors.ts';
import { walk } from '../../src/commands/walk.ts';
import { failedExchange } from '../../src/http/exchange.ts';
import { verdict } from '../../src/views/walk-pages.ts';
import { EXAMPLE_KEYS, screenFor, worldOf } from '../support/commands/test-world.ts';
import { fixtures } from '../support/fixtures.ts';
import { vectorRecordOf } from '../support/vectors/vector-record.ts';
import { documentedExample } from '../support/views/documented-example.ts';
import { walkFacts } from '../support/views/walk-facts.ts';
import { answered } from '../support/wire/answered.ts';

/** The fixtures with one printed signature changed, as if AWS had printed another. */
const alteredFixtures = {
  ...fixtures,
  read: (path: string) => {
    const text = fixtures.read(path);
    return path.endsWith('s3-documentation/get-object.json')
      ? text.replace('"signature": "f0e8bdb8', '"signature": "00000000')
      : text;
  },
};

const withoutDrawing = (text = '') => text.replace(/[ \u2193\u2500-\u257f]+/g, ' ').replace(/^ | $/gm, '');

describe('the walk command', () => {
  it('says first, in words, what is not as AWS prints it, and ends with 1', async () => {
    const { world, printed } = worldOf({ fixtures: alteredFixtures });
    expect(await walk.run(world, {}, [])).toBe(1);
    expect(printed().split('\n')[0]).toMatch(/^SIGN {2}✗ signature is wrong: AWS publishes 00000000[0-9a-f]{56}$/);
    expect(verdict(await walkFacts(world, documentedExample())).meaning).toBe('differs');
  });

  it('reads only the vector of this request, and says that it is damaged', async () => {
    const read = (path: string) => (/s3-documentation.(?:get-object|publisher)/.test(path) ? fixtures.read(path) : '{');
    const vectorRecord = () => vectorRecordOf(fixtures);
    const { world, printed } = worldOf({ fixtures: { ...fixtures, read }, vectorRecord });
    expect(await walk.run(world, { json: true }, [])).toBe(0);
    const { checks } = JSON.parse(printed());
    expect(checks.publisher.publisher).toBe('AWS');
    expect(checks.vectors.passed).toBe(checks.vectors.total);
    const damaged = worldOf({ fixtures: alteredFixtures, vectorRecord });
    await expect(walk.run(damaged.world, {}, [])).rejects.toThrow(
      'The vector file vectors/s3-documentation/get-object.json is not the one that this program was built with.',
    );
  });

  it.each([
    ['for a screen reader', { options: { screenReader: true }, environment: {} }],
    ['with TERM=dumb', { options: { plain: true }, environment: { TERM: 'dumb' } }],
  ])(
    'tells the picture in seven sentences %s, draws no other line either, and draws it otherwise',
    async (_name, { options, environment }) => {
      const told = worldOf({ environment });
      await walk.run(told.world, options, []);
      const [, picture = ''] = told.printed().split('\n\n');
      expect(picture.split('\n')).toHaveLength(7);
      expect(picture.split('\n').every((line) => /^[A-Z].*\.$/.test(line))).toBe(true);
      expect(told.printed()).not.toMatch(/[\u2500-\u257f]/);
      const drawn = worldOf({});
      await walk.run(drawn.world, { plain: true }, []);
      expect(drawn.printed()).toMatch(/─┤ 4 CANONICAL/);
      // What comes before the answer, with its times, is the same but for what is only seen.
      const [steps, same] = [told, drawn].map(({ printed }) => /1\/8.*(?=8\/8)/s.exec(printed())?.[0]);
      expect(withoutDrawing(steps)).toBe(withoutDrawing(same));
    },
  );

  it('tells the screen alone of keys', async () => {
    const environment = { ...EXAMPLE_KEYS };
    const { world, printed } = worldOf({ environment });
    await walk.run(world, { plain: true }, ['https://h.example.com/']);
    expect(printed()).toContain('Not sent yet.');
    expect(printed()).not.toMatch(/\bpress\b|\bE to change|→ for/i);
    const example = worldOf({});
    await walk.run(example.world, {}, []);
    expect(example.printed()).not.toMatch(/\bpress\b/i);
  });

  it('ends with 1 and the reason where the request cannot be sent', async () => {
    const failure = problem('no-connection', 'Nothing answers.', 'Start it.');
    const { world, printed } = worldOf({ send: async () => failedExchange({ host: '127.0.0.1', port: 9 }, failure) });
    expect(await walk.run(world, {}, [])).toBe(1);
    expect(printed()).toContain('✗ Nothing answers.');
  });

  it('ends with 1 where the server leads elsewhere: the request was not accepted', async () => {
    const exchange = answered('HTTP/1.1 307 Temporary Redirect\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n');
    const { world, printed } = worldOf({ send: async () => exchange });
    expect(await walk.run(world, {}, [])).toBe(1);
    expect(printed()).toContain('✗ 307 Temporary Redirect   refused\n');
  });

  it('ends with 1 where no port can be had', async () => {
    const { world, printed } = worldOf({ listen: () => Promise.reject(new Error('EADDRINUSE')) });
    expect(await walk.run(world, {}, [])).toBe(1);
    expect(printed()).toContain('is not available: EADDRINUSE');
  });

  it('shows the screen where there is one, unless text or JSON is asked for', async () => {
    const shown: string[] = [];
    const { world } = worldOf({
      screen: screenFor({
        walk: async ({ facts }) => {
          shown.push(facts.url);
          return 0;
        },
      }),
    });
    await walk.run(world, {}, []);
    await walk.run(world, { plain: true }, []);
    await walk.run(world, { json: true }, []);
    expect(shown).toEqual(['https://examplebucket.s3.amazonaws.com/test.txt']);
  });
});

describe('the vectors command', () => {
  it('names the vector, the stage and both values where one disagrees, and ends with 1', async () => {
    const { world, printed } = worldOf({ fixtures: alteredFixtures });
    expect(await vectors.run(world, {}, [])).toBe(1);
    expect(printed()).toContain('✗ get-object differs first at authorization, in signature');
    expect(printed()).toContain('expected 00000000');
    expect(printed()).toContain('computed f0e8bdb87c96');
  });
});
