import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Bytes,
  copyOf,
  derive,
  fixed,
  given,
  join,
  NOTHING,
  plain,
  rewrite,
  slice,
} from '../../src/bytes/bytes.ts';
import type { Origin, Transform } from '../../src/bytes/origin.ts';
import { expectQuoted, expectTiled, octets, RULE, TRANSFORM } from '../support/bytes.ts';
import { inputNamed } from '../support/sources.ts';
import { runs } from '../support/sweep.ts';

const HASHED: Transform = { id: 'hashed', done: 'hashed', secrecy: 'hides' };

const SOURCES = { file: 'The quick brown fox', line: '--aabb--\u00e9\u0000\r\n', value: '0123456789' };

/** A composition of operations, as data: so one composition runs with spans, without, and on mere strings. */
type Composition =
  | { readonly kind: 'leaf'; readonly source: keyof typeof SOURCES; readonly start: number; readonly length: number }
  | { readonly kind: 'fixed'; readonly text: string }
  | { readonly kind: 'slice'; readonly of: Composition; readonly start: number; readonly end: number }
  | { readonly kind: 'join'; readonly parts: readonly Composition[]; readonly separator: Composition | null }
  | { readonly kind: 'rewrite'; readonly of: Composition; readonly pattern: string; readonly to: string }
  | { readonly kind: 'derive'; readonly inputs: readonly Composition[]; readonly text: string };

const { composition } = fc.letrec<{ composition: Composition }>((tie) => ({
  composition: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.record({
      kind: fc.constant('leaf' as const),
      source: fc.constantFrom('file' as const, 'line' as const, 'value' as const),
      start: fc.nat(9),
      length: fc.nat(9),
    }),
    fc.record({ kind: fc.constant('fixed' as const), text: fc.constantFrom('', ',', 'a', '-b-') }),
    fc.record({ kind: fc.constant('slice' as const), of: tie('composition'), start: fc.nat(12), end: fc.nat(24) }),
    fc.record({
      kind: fc.constant('join' as const),
      parts: fc.array(tie('composition'), { maxLength: 4 }),
      separator: fc.option(tie('composition')),
    }),
    fc.record({
      kind: fc.constant('rewrite' as const),
      of: tie('composition'),
      pattern: fc.constantFrom('a', '[a-m]+', '-', '[0-5]', '[^x]{2}'),
      to: fc.constantFrom('', 'A', 'XX', '--'),
    }),
    fc.record({
      kind: fc.constant('derive' as const),
      inputs: fc.array(tie('composition'), { maxLength: 3 }),
      text: fc.constantFrom('', 'digest'),
    }),
  ),
}));

/** The composition made by the operations under test, each leaf made by `leaf`. */
function compose(made: Composition, leaf: typeof given): Bytes {
  switch (made.kind) {
    case 'leaf':
      return leaf(
        octets(SOURCES[made.source].slice(made.start, made.start + made.length)),
        inputNamed(made.source),
        made.start,
      );
    case 'fixed':
      return leaf === given ? fixed(made.text, RULE) : plain(octets(made.text));
    case 'slice':
      return slice(compose(made.of, leaf), made.start, made.end);
    case 'join': {
      const parts = made.parts.map((part) => compose(part, leaf));
      return made.separator ? join(parts, compose(made.separator, leaf)) : join(parts);
    }
    case 'rewrite':
      return rewrite(compose(made.of, leaf), TRANSFORM, new RegExp(made.pattern, 'g'), () => made.to);
    case 'derive':
      return derive(
        octets(made.text),
        HASHED,
        made.inputs.map((input) => compose(input, leaf)),
      );
  }
}

/** The same composition in the language's own string operations. */
function model(made: Composition): string {
  switch (made.kind) {
    case 'leaf':
      return SOURCES[made.source].slice(made.start, made.start + made.length);
    case 'fixed':
    case 'derive':
      return made.text;
    case 'slice':
      return model(made.of).slice(made.start, made.end);
    case 'join':
      return made.parts.map(model).join(made.separator ? model(made.separator) : '');
    case 'rewrite':
      return model(made.of).replaceAll(new RegExp(made.pattern, 'g'), made.to);
  }
}

describe('any composition of operations', () => {
  it('has spans that tile its octets and quote their sources', () => {
    fc.assert(
      fc.property(composition, (made) => {
        const bytes = compose(made, given);
        expectTiled(bytes);
        expectQuoted(bytes, SOURCES);
      }),
      { numRuns: runs(1000) },
    );
  });

  it('has the same octets with spans, without them, and in plain string operations', () => {
    fc.assert(
      fc.property(composition, (made) => {
        expect(compose(made, given).octets).toBe(model(made));
        expect(compose(made, (leaf) => plain(leaf)).octets).toBe(model(made));
      }),
      { numRuns: runs(1000) },
    );
  });
});

const originOf = (bytes: Bytes): Origin | undefined => bytes.spans?.[0]?.origin;

describe('derive', () => {
  const key = copyOf('key', octets('kk'));
  const message = copyOf('message', octets('mmm'));
  const keySource = { kind: 'copy', value: 'key', start: 0, end: 2 };
  const messageSource = { kind: 'copy', value: 'message', start: 0, end: 3 };

  it('names the sources of its inputs in the order of the inputs', () => {
    expect(originOf(derive(octets('mac'), HASHED, [key, message]))).toEqual({
      kind: 'derived',
      by: [HASHED],
      from: [
        { source: keySource, by: [HASHED] },
        { source: messageSource, by: [HASHED] },
      ],
    });
  });

  it('is plain as soon as one input is', () => {
    const mixed = [key, plain(octets('x')), message];
    expect(derive(octets('mac'), HASHED, mixed)).toEqual({ octets: 'mac', spans: null });
    expect(derive(octets('mac'), HASHED, [plain(octets(''))])).toEqual({ octets: 'mac', spans: null });
  });

  it('is made of nothing where its inputs are empty, and still says what was done', () => {
    expect(originOf(derive(octets('mac'), HASHED, [NOTHING]))).toEqual({ kind: 'derived', by: [HASHED], from: [] });
  });

  it('goes down to the sources through what was derived before, each with what was done to it alone', () => {
    const changed = rewrite(key, TRANSFORM, /k+/g, () => 'KK');
    expect(originOf(derive(octets('mac'), HASHED, [changed, message]))).toEqual({
      kind: 'derived',
      by: [TRANSFORM, HASHED],
      from: [
        { source: keySource, by: [TRANSFORM, HASHED] },
        { source: messageSource, by: [HASHED] },
      ],
    });
  });

  it('keeps the histories of two sources apart also where they are changed together afterwards', () => {
    const hashedKey = derive(octets('kk'), HASHED, [key]);
    const together = rewrite(join([hashedKey, message]), TRANSFORM, /.+/g, () => 'long enough');
    expect(originOf(together)).toEqual({
      kind: 'derived',
      by: [HASHED, TRANSFORM],
      from: [
        { source: keySource, by: [HASHED, TRANSFORM] },
        { source: messageSource, by: [TRANSFORM] },
      ],
    });
  });

  it('names a transform as often as it was applied in a row', () => {
    const once = derive(octets('1'), HASHED, [key]);
    const twice = derive(octets('2'), HASHED, [once]);
    const thrice = derive(octets('3'), HASHED, [twice]);
    expect([once, twice, thrice].map(originOf)).toMatchObject([
      { by: [HASHED] },
      { by: [HASHED, HASHED] },
      { by: [HASHED, HASHED, HASHED] },
    ]);
  });
});

describe('the ingredients of any composition', () => {
  it('have histories that end with the last transform and make up what was done in all', () => {
    fc.assert(
      fc.property(composition, (made) => {
        for (const origin of originsOf(compose(made, given))) {
          if (origin.kind !== 'derived') continue;
          for (const { source, by } of origin.from) {
            expect(['given', 'fixed', 'copy']).toContain(source.kind);
            expect(by.at(-1)).toBe(origin.by.at(-1));
            expect(origin.by).toEqual(expect.arrayContaining([...by]));
          }
        }
      }),
      { numRuns: runs(1000) },
    );
  });
});

const originsOf = (bytes: Bytes): Origin[] => (bytes.spans ?? []).map((span) => span.origin);
