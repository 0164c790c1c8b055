/** The redactor: secrets stay inside, and everything else stays as it is. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bytes, copyOf, derivedFrom, join, slice } from '../../src/bytes/bytes.ts';
import { hexadecimal, lowerCase, percentEncode } from '../../src/bytes/text-operations.ts';
import { S3_RULES } from '../../src/sigv4/rules.ts';
import { traceSigning } from '../../src/sigv4/sign.ts';
import { type Redaction, redact } from '../../src/trace/redact.ts';
import { findValue, type Trace, type Value } from '../../src/trace/trace.ts';
import { sha256Of } from '../support/independent-signer.ts';
import { formsOf } from '../support/leaked-forms.ts';
import { givenOf, octetsOf, plainOf } from '../support/octets-of.ts';

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
  return traceSigning({
    request: givenOf(head, 'the request'),
    payload: { length: 0, sha256: octetsOf(sha256Of('')) },
    credentials: {
      accessKeyId: givenOf('AKIDEXAMPLE', 'the key'),
      secretAccessKey: givenOf(secret, 'the secret'),
      sessionToken: token === null ? null : givenOf(token, 'the token'),
    },
    timestamp: givenOf(timestamp, 'the time'),
    region: givenOf('us-east-1', 'the region'),
    service: givenOf('s3', 'the service'),
    rules: { ...S3_RULES, sessionToken: tokenRule },
  });
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

  it('masks a token that is sent as a signed header wherever it goes, and leaves what stands around it', () => {
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
  const part = (start: number, end: number) => ({ kind: 'copy', value: 'secret', start, end }) as const;

  it.each([
    ['what is encoded from a secret', [encoded], '+****+'],
    ['what is hashed from a secret, leaving it', [hashed], '+abcd+'],
    ['what is encoded from a hash of a secret, leaving it', [hashed, encoded], '+abcd+'],
  ])('treats %s by what was done to it', (_what, by, expected) => {
    const derived = derivedFrom(octetsOf('abcd'), by, [part(2, 4)]);
    const bytes = between('+', derived, '+');
    expect(shownValue(traceOf([secret, { ...define('later'), bytes }]), 'later')).toBe(expected);
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

  it('masks what has no provenance, since nobody can tell what it was made of', () => {
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
