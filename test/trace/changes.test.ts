/** What an edit changed, from value to value. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyOf, join } from '../../src/bytes/bytes.ts';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { traceSigning } from '../../src/sigv4/sign.ts';
import { changesBetween, flippedBits } from '../../src/trace/changes.ts';
import { type RedactedTrace, type Redaction, redact } from '../../src/trace/redact.ts';
import { findValue } from '../../src/trace/trace.ts';
import { givenOf } from '../support/octets-of.ts';
import { inputOf } from '../support/sigv4/signing.ts';

interface Edited {
  readonly secret?: string;
  readonly path?: string;
  readonly lines?: readonly string[];
  readonly token?: string | null;
  readonly redaction?: Redaction;
}

const SECRET = 'marked/Secret+Key0123456789';

function traceOf({ secret = SECRET, path = '/a', lines = [], token = null, redaction = 'mask' }: Edited = {}) {
  const head = [`GET ${path} HTTP/1.1`, 'Host: h.example.com', ...lines, '', ''].join('\r\n');
  return redact(traceSigning(inputOf({ head, secret, token }, givenOf)), redaction);
}

const define = (id: string) => ({ id, name: id, stage: 'request', form: 'text', secrecy: 'public' }) as const;

const text = (trace: RedactedTrace, id: string) => findValue(trace, id)?.bytes.octets ?? '';

/** Each changed value with what is changed of it. */
function changesOf(before: Edited, after: Edited): Record<string, string[]> {
  const trace = traceOf(after);
  const { changed } = changesBetween(traceOf(before), trace);
  return Object.fromEntries(
    [...changed].map(([id, ranges]) => [id, ranges.map(({ start, end }) => text(trace, id).slice(start, end))]),
  );
}

describe('the changes between two traces', () => {
  it('are none where the inputs are the same', () => {
    const { changed, added, removed } = changesBetween(traceOf(), traceOf());
    expect([[...changed], added, removed]).toEqual([[], [], []]);
  });

  it('of a path are in it and in all that is made of it, and in nothing else', () => {
    const changes = changesOf({ path: '/a/c' }, { path: '/a/b/c' });
    expect(changes['canonical-uri']).toEqual(['b/']);
    expect(changes['canonical-request']).toEqual(['b/']);
    for (const id of ['string-to-sign', 'signature', 'signed-request']) expect(Object.keys(changes)).toContain(id);
    for (const id of ['signing-key', 'credential-scope', 'signed-headers', 'canonical-headers']) {
      expect(Object.keys(changes)).not.toContain(id);
    }
  });

  it('of a header are its line', () => {
    const changes = changesOf({ lines: ['Range: bytes=0-9', 'X-A: 1'] }, { lines: ['Range: bytes=0-7', 'X-A: 2'] });
    expect(changes['canonical-headers']).toEqual(['7', '2']);
  });

  it('name the values that came and those that went', () => {
    const [without, having] = [traceOf(), traceOf({ token: 'token-of-somebody' })];
    expect(changesBetween(without, having)).toMatchObject({ added: ['session-token'], removed: [] });
    expect(changesBetween(having, without)).toMatchObject({ added: [], removed: ['session-token'] });
  });
});

describe('a secret that is masked', () => {
  it.each([
    ['its first byte', `M${SECRET.slice(1)}`],
    ['its last byte', `${SECRET.slice(0, -1)}x`],
    ['its length, by more', `${SECRET}x`],
    ['its length, by less', SECRET.slice(0, -1)],
  ])('is changed as a whole by %s, and so are the keys', (_what, secret) => {
    const changes = changesOf({}, { secret });
    expect(changes['secret-access-key']).toEqual(['*'.repeat(secret.length)]);
    expect(changes['prefixed-secret']).toEqual(['*'.repeat(secret.length)]);
    expect(changes['signing-key']).toEqual(['*'.repeat(32)]);
    expect(Object.keys(changes)).not.toContain('string-to-sign');
  });

  it('is changed as a whole where it was masked before and is shown now', () => {
    const shown = traceOf({ secret: `${SECRET}x`, redaction: 'reveal' });
    const ranges = changesBetween(traceOf(), shown).changed.get('secret-access-key');
    expect(ranges).toEqual([{ start: 0, end: SECRET.length + 1 }]);
  });

  it('is in the ranges as a whole where one of them has a part of it', () => {
    // Both begin with "abb" and end with "c": of the mask after "abb", the "b" alone would be between them.
    const withSecret = (before: string) => {
      const trace = traceSigning(inputOf({ head: 'GET / HTTP/1.1\r\nHost: h\r\n\r\n' }, givenOf));
      const secret = { ...define('secret'), secrecy: 'secret' as const, bytes: givenOf('bc', 'the test') };
      const bytes = join([givenOf(before, 'the test'), copyOf('secret', secret.bytes.octets)]);
      return redact({ ...trace, values: [secret, { ...define('later'), bytes }] }, 'mask');
    };
    expect(changesBetween(withSecret('ab'), withSecret('abb')).changed.get('later')).toEqual([{ start: 3, end: 5 }]);
  });

  it('is not changed where something else in the same value is', () => {
    const lines = (range: string) => ['Cookie: marked-cookie-of-somebody', `Range: bytes=${range}`];
    expect(changesOf({ lines: lines('0-9') }, { lines: lines('0-8') })['canonical-headers']).toEqual(['8']);
  });
});

describe('the flipped bits of a signature', () => {
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });

  it.each([
    ['0'.repeat(64), '0'.repeat(64), 0],
    ['0'.repeat(64), `${'0'.repeat(63)}1`, 1],
    ['0'.repeat(64), `8${'0'.repeat(62)}7`, 4],
    ['0'.repeat(64), 'f'.repeat(64), 256],
    ['0'.repeat(64), 'f'.repeat(63), null],
    ['0'.repeat(64), 'F'.repeat(64), null],
    ['0'.repeat(140), 'f'.repeat(140), null],
    ['', '', null],
  ])('of %s and %s are %s', (before, after, expected) => {
    expect(flippedBits(before, after)).toBe(expected);
  });

  it('are those that counting byte by byte finds, whichever comes first', () => {
    fc.assert(
      fc.property(digits, digits, (before, after) => {
        const other = Buffer.from(after, 'hex');
        const count = [...Buffer.from(before, 'hex')].reduce((sum, byte, index) => {
          let bits = sum;
          for (let bit = 0; bit < 8; bit++) if (((byte ^ (other[index] ?? 0)) >> bit) & 1) bits++;
          return bits;
        }, 0);
        expect(flippedBits(before, after)).toBe(count);
        expect(flippedBits(after, before)).toBe(count);
      }),
    );
  });

  // Each bit is a coin: of 256 the mean is 128 and the deviation 8, of the mean of 300 samples less than half a bit.
  it('are about half of them, whichever bit of the secret changes', () => {
    const before = text(traceOf(), 'signature');
    const counts = Array.from({ length: 300 }, (_, sample) => {
      const at = sample % SECRET.length;
      const bit = 1 << (sample % 6);
      const byte = String.fromCharCode(SECRET.charCodeAt(at) ^ bit);
      const secret = octetsFromText(SECRET.slice(0, at) + byte + SECRET.slice(at + 1));
      return flippedBits(before, text(traceOf({ secret }), 'signature')) ?? 0;
    });
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(Math.abs(mean - 128)).toBeLessThan(4);
    expect(Math.min(...counts)).toBeGreaterThan(64);
    expect(Math.max(...counts)).toBeLessThan(192);
  });
});
