/** The redactor: secrets stay inside, and everything else stays as it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, copyOf, derivedFrom, join, slice } from '../../src/bytes/bytes.ts';
import { hexadecimal, lowerCase, percentDecode, percentEncode } from '../../src/bytes/text-operations.ts';
import { traceSigning } from '../../src/sigv4/sign.ts';
import { type Redaction, redact } from '../../src/trace/redact.ts';
import { findValue, type Trace, type Value } from '../../src/trace/trace.ts';
import { givenOf, octetsOf, plainOf } from '../support/octets-of.ts';
import { inputOf } from '../support/sigv4/signing.ts';
import { formsOf } from '../support/trace/leaked-forms.ts';

const SECRET = 'Zq9/marked+Secret=Key~0123&Xy';
/** With what headers and URLs change: runs of spaces, reserved characters, both cases. */
const TOKEN = 'FwoGmarked//Token+with=  two   spaces&%41%zz';
const KEYS = ['date-key', 'date-region-key', 'date-region-service-key', 'signing-key'];
/** Where a token goes that is sent as a signed header. */
const WITH_TOKEN = ['session-token', 'canonical-headers', 'canonical-request', 'signed-request'];

interface Marked {
  readonly secret?: string;
  readonly token?: string | null;
  readonly tokenRule?: 'signed' | 'appended';
  readonly lines?: readonly string[];
  readonly timestamp?: string;
}

function traceWith({
  secret = SECRET,
  token = TOKEN,
  tokenRule = 'signed',
  lines = [],
  timestamp = '20150830T123600Z',
}: Marked = {}): Trace {
  const head = ['GET /a?b=c HTTP/1.1', 'Host: examplebucket.s3.amazonaws.com', ...lines, '', ''].join('\r\n');
  const rules = { sessionToken: tokenRule };
  return traceSigning(inputOf({ head, keyId: 'AKIDEXAMPLE', secret, token, timestamp, rules }, givenOf));
}

const shown = (trace: Trace, redaction: Redaction = 'mask') => redact(trace, redaction).values;
const shownValue = (trace: Trace, id: string, redaction: Redaction = 'mask') =>
  findValue(redact(trace, redaction), id)?.bytes.octets;

describe('a masked trace', () => {
  it.each(['signed', 'appended'] as const)('has no piece of secret or token, the token being %s', (tokenRule) => {
    expect(leaks(traceWith({ tokenRule }), [SECRET, TOKEN])).toEqual([]);
  });

  it('has no piece of any secret and any token', () => {
    const marked = fc.string({ unit: fc.constantFrom(...'abXY59+/=&%~-'), minLength: 16, maxLength: 40 });
    fc.assert(
      fc.property(marked, marked, (secret, token) => {
        expect(leaks(traceWith({ secret, token }), [secret, token])).toEqual([]);
      }),
    );
  });

  it.each([
    ['and the credentials name it too', TOKEN],
    ['and the credentials do not name it', null],
  ])('has no piece of a token that the request carries already, %s', (_where, token) => {
    const trace = traceWith({ token, lines: [`X-Amz-Security-Token: ${TOKEN}`] });
    expect(leaks(trace, [TOKEN])).toEqual([]);
  });

  it.each([
    ['twice', [`x-amz-security-token: ${TOKEN}`], '20150830T123600Z', 'signed'],
    ['with a time that is none', [], 'yesterday', 'malformed'],
    ['before a line that is no header', ['no colon'], '20150830T123600Z', 'malformed'],
  ])('has no piece of a token that the request carries %s', (_how, more, timestamp, outcome) => {
    const trace = traceWith({ token: null, timestamp, lines: [`X-Amz-Security-Token: ${TOKEN}`, ...more] });
    expect(trace.outcome.kind).toBe(outcome);
    expect(leaks(trace, [TOKEN])).toEqual([]);
  });

  it('has the length of the secret left, and the prefix AWS4', () => {
    expect(shownValue(traceWith(), 'secret-access-key')).toBe('*'.repeat(SECRET.length));
    expect(shownValue(traceWith(), 'prefixed-secret')).toBe(`AWS4${'*'.repeat(SECRET.length)}`);
  });

  it.each(KEYS)('has no byte of %s', (id) => {
    expect(shownValue(traceWith(), id)).toBe('*'.repeat(32));
  });

  it('masks a token that is sent as a signed header everywhere, and nothing around it', () => {
    const trace = traceWith();
    const masks = '*'.repeat(TOKEN.replace(/ +/g, ' ').length);
    const line = `\nx-amz-security-token:${masks}\n`;
    expect(shownValue(trace, 'canonical-headers')).toContain(line);
    expect(shownValue(trace, 'canonical-request')).toContain(line);
    expect(shownValue(trace, 'signed-request')).toContain(`\r\nx-amz-security-token: ${'*'.repeat(TOKEN.length)}\r\n`);
  });

  it('shows everything that hides its input: hashes, scope, signature', () => {
    const trace = traceWith();
    const masked = shown(trace).filter((value) => value.masked.length > 0);
    expect(masked.map((value) => value.id).sort()).toEqual(
      ['secret-access-key', 'prefixed-secret', ...WITH_TOKEN, ...KEYS].sort(),
    );
    expect(shownValue(trace, 'signature')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keeps every offset, every length and every byte that is not masked', () => {
    const trace = traceWith();
    const masked = shown(trace);
    expect(masked.map((value) => value.id)).toEqual(trace.values.map((value) => value.id));
    for (const [index, value] of masked.entries()) {
      const { octets, spans } = trace.values[index]?.bytes ?? plainOf('');
      const inside = (at: number) => value.masked.some(({ start, end }) => start <= at && at < end);
      expect(value.bytes.octets).toBe([...octets].map((byte, at) => (inside(at) ? '*' : byte)).join(''));
      expect(value.bytes.spans).toEqual(spans);
    }
  });
});

describe('masking', () => {
  const secret: Value = { ...define('secret'), secrecy: 'secret', bytes: givenOf('0123456789', 'the test') };
  const encoded = { id: 'encode', done: 'encoded', secrecy: 'keeps' } as const;
  const hashed = { id: 'hash', done: 'hashed', secrecy: 'hides' } as const;
  const part = (start: number, end: number, value = 'secret') => ({ kind: 'copy', value, start, end }) as const;
  const open: Value = { ...define('open'), bytes: givenOf('9876543210', 'the test') };

  it.each([
    ['what is encoded from a secret', [encoded], '+****+'],
    ['what is hashed from a secret, leaving it', [hashed], '+abcd+'],
    ['what is encoded from a hash of a secret, leaving it', [hashed, encoded], '+abcd+'],
  ])('treats %s by what was done to it', (_what, by, expected) => {
    const derived = derivedFrom(octetsOf('abcd'), by, [{ source: part(2, 4), by }]);
    const bytes = between('+', derived, '+');
    expect(shownValue(traceOf([secret, { ...define('later'), bytes }]), 'later')).toBe(expected);
  });

  it.each([
    ['the secret, and a hash of what is none', 'secret', [encoded], 'open', [hashed, encoded], '****'],
    ['a hash of what is none, and the secret', 'open', [hashed, encoded], 'secret', [encoded], '****'],
    ['a hash of the secret, and what is none', 'secret', [hashed, encoded], 'open', [encoded], 'abcd'],
    ['what is none, and a hash of the secret', 'open', [encoded], 'secret', [hashed, encoded], 'abcd'],
    ['a hash of the secret, and the secret', 'secret', [hashed, encoded], 'secret', [encoded], '****'],
    ['hashes of both', 'secret', [hashed, encoded], 'open', [hashed, encoded], 'abcd'],
    ['neither', 'open', [encoded], 'open', [encoded], 'abcd'],
  ])('looks at each ingredient by itself: %s', (_what, first, firstBy, second, secondBy, expected) => {
    const from = [
      { source: part(2, 4, first), by: firstBy },
      { source: part(4, 6, second), by: secondBy },
    ];
    const bytes = derivedFrom(octetsOf('abcd'), [hashed, encoded], from);
    expect(shownValue(traceOf([secret, open, { ...define('later'), bytes }]), 'later')).toBe(expected);
  });

  it('hides through two derivations what either of them keeps', () => {
    const once = derivedFrom(octetsOf('ab'), [encoded], [{ source: part(0, 2), by: [encoded] }]);
    const middle: Value = { ...define('middle'), bytes: between('<', once, '>') };
    const again = derivedFrom(octetsOf('cdef'), [encoded], [{ source: part(1, 3, 'middle'), by: [encoded] }]);
    const beside = derivedFrom(octetsOf('gh'), [encoded], [{ source: part(0, 1, 'middle'), by: [encoded] }]);
    const last: Value = { ...define('last'), bytes: join([again, beside]) };
    const trace = traceOf([secret, middle, last]);
    expect([shownValue(trace, 'middle'), shownValue(trace, 'last')]).toEqual(['<**>', '****gh']);
  });

  it('masks what a secret was copied from, to the byte', () => {
    const whole: Value = { ...define('whole'), bytes: givenOf('before SECRET after', 'the test') };
    const inside = slice(copyOf('whole', whole.bytes.octets), 7, 13);
    const trace = traceOf([whole, { ...define('secret'), secrecy: 'secret', bytes: inside }]);
    expect(shownValue(trace, 'whole')).toBe('before ****** after');
  });

  it('masks what a secret was decoded from, and what else was made of that', () => {
    const whole: Value = { ...define('whole'), bytes: givenOf('token=a%2Fb%2Bc&x', 'the test') };
    const copy = copyOf('whole', whole.bytes.octets);
    const decoded: Value = { ...define('secret'), secrecy: 'secret', bytes: percentDecode(slice(copy, 6, 15)) };
    const later: Value = { ...define('later'), bytes: lowerCase(copy) };
    const trace = traceOf([whole, decoded, later]);
    expect(shownValue(trace, 'whole')).toBe('token=*********&x');
    expect(shownValue(trace, 'later')).toBe('token=*********&x');
  });

  it('does not mask what a secret is a hash of', () => {
    const whole: Value = { ...define('whole'), bytes: givenOf('0123', 'the test') };
    const bytes = derivedFrom(octetsOf('abcd'), [hashed], [{ source: part(0, 4, 'whole'), by: [hashed] }]);
    const trace = traceOf([whole, { ...define('key'), secrecy: 'secret', bytes }]);
    expect([shownValue(trace, 'whole'), shownValue(trace, 'key')]).toEqual(['0123', '****']);
  });

  it('carries a secret back through several values to the first', () => {
    const first: Value = { ...define('first'), bytes: givenOf('ab-SECRET-cd', 'the test') };
    const second: Value = { ...define('second'), bytes: slice(copyOf('first', first.bytes.octets), 1, 11) };
    const third = slice(copyOf('second', second.bytes.octets), 2, 8);
    const trace = traceOf([first, second, { ...define('third'), secrecy: 'secret', bytes: third }]);
    expect([shownValue(trace, 'first'), shownValue(trace, 'second')]).toEqual(['ab-******-cd', 'b-******-c']);
  });

  it.each([
    ['lower-casing', lowerCase, '*'.repeat(8)],
    ['hexadecimal digits', hexadecimal, '*'.repeat(16)],
    ['percent-encoding, which leaves letters as they are', percentEncode, '*'.repeat(14)],
  ])('does not let a secret out through %s', (_what, operation, expected) => {
    const bytes = operation(copyOf('keyed', octetsOf('Ab/Cd+E=')));
    const keyed: Value = { ...define('keyed'), secrecy: 'secret', bytes: givenOf('Ab/Cd+E=', 'the test') };
    expect(shownValue(traceOf([keyed, { ...define('later'), bytes }]), 'later')).toBe(expected);
  });

  it('follows a secret through a copy of a copy, to the byte', () => {
    const middle = between('<', slice(copyOf('secret', octetsOf('0123456789')), 2, 6), '>');
    const last = between('[', slice(copyOf('middle', middle.octets), 0, 3), ']');
    const trace = traceOf([secret, { ...define('middle'), bytes: middle }, { ...define('last'), bytes: last }]);
    expect(shownValue(trace, 'middle')).toBe('<****>');
    expect(shownValue(trace, 'last')).toBe('[<**]');
  });

  it('masks what has no provenance, because what it was made of is unknown', () => {
    expect(shownValue(traceOf([{ ...define('lost'), bytes: plainOf('lost') }]), 'lost')).toBe('****');
  });
});

describe('a revealed trace', () => {
  it('shows everything, as AWS shows its example', () => {
    const trace = traceWith();
    const revealed = shown(trace, 'reveal');
    expect(revealed.map((value) => value.bytes)).toEqual(trace.values.map((value) => value.bytes));
    expect(revealed.flatMap((value) => value.masked)).toEqual([]);
    expect(shownValue(trace, 'prefixed-secret', 'reveal')).toBe(`AWS4${SECRET}`);
    expect(leaks(trace, [SECRET, TOKEN], 'reveal')).toEqual(expect.arrayContaining(['prefixed-secret', ...WITH_TOKEN]));
  });
});

/** The ids of the values in which some piece of a secret can be read. */
function leaks(trace: Trace, secrets: readonly string[], redaction: Redaction = 'mask'): string[] {
  const forms = secrets.flatMap(formsOf);
  const leaking = shown(trace, redaction).filter(({ bytes }) => forms.some((form) => bytes.octets.includes(form)));
  return leaking.map((value) => value.id);
}

function define(id: string) {
  return { id, name: id, stage: 'test', form: 'text', secrecy: 'public' } as const;
}

function traceOf(values: readonly Value[]): Trace {
  return { ...traceWith(), values };
}

const between = (before: string, bytes: Bytes, after: string) =>
  join([givenOf(before, 'the test'), bytes, givenOf(after, 'the test')]);
