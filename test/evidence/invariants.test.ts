/** What is true of every right signature: right texts keep it, and a text that breaks it names its mistake by itself. */
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { type InvariantId, violationOf } from '../../src/evidence/invariants.ts';
import { diagnosed, mismatch } from '../support/evidence/pasted-failure.ts';
import { AWKWARD, evidenceIn, GET_OBJECT, LIST_OBJECTS, toSign } from './answers.ts';

const IDS: readonly InvariantId[] = [
  'method-capitals',
  'query-pairs',
  'query-order',
  'names-unique',
  'host-is-host',
  'query-line',
  'path-octets',
  'path-reserved',
  'escapes-capital',
  'value-spaces',
  'line-endings',
  'query-of-url',
  'query-plain',
  'time',
  'time-signed',
  'hash',
];

const violationIn = (evidence: Evidence, id: InvariantId) => violationOf({ evidence }, id);

const printed = (canonicalRequest: string, stringToSign = toSign(canonicalRequest)) =>
  `das hier:\n${canonicalRequest}\n\nund dann:\n${stringToSign}\n`;

const changed = (from: string | RegExp, to: string, text = GET_OBJECT) => printed(text.replace(from, to));
const string = (from: string | RegExp, to: string) => printed(GET_OBJECT, toSign(GET_OBJECT).replace(from, to));

/** What is printed, what it breaks, and the cause that it names. */
const BROKEN: readonly (readonly [InvariantId, string, string])[] = [
  ['method-capitals', changed('GET', 'get'), 'method-mismatch'],
  ['query-pairs', changed('test.txt\n\n', 'test.txt\nacl\n'), 'query-valueless-param'],
  ['query-order', changed('max-keys=2&prefix=J', 'prefix=J&max-keys=2', LIST_OBJECTS), 'query-not-sorted'],
  ['names-unique', changed('\nhost;range;', '\nhost;host;range;'), 'duplicate-header'],
  ['host-is-host', changed('host:examplebucket', 'host:https://examplebucket'), 'host-or-path-includes-scheme'],
  ['host-is-host', changed('amazonaws.com', 'amazonaws.com/v1'), 'host-or-path-includes-scheme'],
  ['path-octets', changed('test.txt', 'my test.txt'), 'path-not-encoded'],
  ['path-octets', changed('test.txt', 'my test(1).txt'), 'path-not-encoded'],
  ['path-reserved', changed('test.txt', 'test(1).txt'), 'path-reserved-not-encoded'],
  ['escapes-capital', changed('test.txt', 'a%2ftest.txt'), 'lowercase-percent-hex'],
  ['value-spaces', changed('range:bytes', 'range: bytes'), 'header-value-whitespace'],
  ['query-line', changed('test.txt\n\n', 'test.txt\n'), 'crlf-or-extra-newline'],
  ['query-of-url', changed('test.txt\n\n', 'test.txt\nx-amz-date=20130524T000000Z\n'), 'headers-in-canonical-query'],
  ['query-plain', changed('&', '&amp;', LIST_OBJECTS), 'query-not-canonicalised'],
  ['time', string('20130524T000000Z', '20130524T020000+0200'), 'string-to-sign-misbuilt'],
  ['time', string('20130524T000000Z', '20130524'), 'string-to-sign-misbuilt'],
  [
    'query-plain',
    changed('&', '&amp;', LIST_OBJECTS).replace('HMAC-SHA256\n20130524T000000Z', 'HMAC-SHA256\n20130524T020000+0200'),
    'query-not-canonicalised',
  ],
  ['time-signed', string('20130524T000000Z', '20130524T000100Z'), 'string-to-sign-misbuilt'],
  [
    'time-signed',
    printed(
      LIST_OBJECTS.replace('max-keys=2', 'X-Amz-Date=20130524T000000Z').replace('x-amz-date:20130524T000000Z\n', ''),
      toSign(LIST_OBJECTS).replace('T000000Z', 'T000061Z'),
    ),
    'string-to-sign-misbuilt',
  ],
  ['hash', string(/[0-9a-f]{64}$/, GET_OBJECT), 'string-to-sign-misbuilt'],
];

describe('what is true of every right signature', () => {
  it.each([GET_OBJECT, LIST_OBJECTS, AWKWARD.replace("it's", 'it%27s')])('is true of the texts of %j', (text) => {
    expect(IDS.map((id) => violationIn(evidenceIn(printed(text)), id))).toEqual(IDS.map(() => null));
  });

  it.each(BROKEN)('is broken, and names the mistake without a secret: %s in %j', (id, paste, cause) => {
    expect(violationIn(evidenceIn(paste), id)).not.toBeNull();
    const [first] = diagnosed([mismatch(), paste])?.findings ?? [];
    expect(first?.cause.id).toBe(cause);
  });

  it.each([
    [
      'in an Authorization header',
      `Authorization: AWS4-HMAC-SHA256 Credential=a/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;host;x-amz-date, Signature=${'a'.repeat(64)}`,
    ],
    ['on two lines', printed(GET_OBJECT.replace('range:bytes=0-9', 'range:bytes=0-9\nrange:bytes=10-19'))],
  ])('is broken by a header that is there twice: %s', (_where, paste) => {
    const [first] = diagnosed([`${mismatch()}\n${paste}`])?.findings ?? [];
    expect(first?.cause.id).toBe('duplicate-header');
  });

  it('says nothing if the server computed the same', () => {
    const text = GET_OBJECT.replace('\nhost;range;', '\nhost;host;range;');
    const evidence = evidenceIn(mismatch({ canonicalRequest: text, stringToSign: toSign(text) }), printed(text));
    expect(violationIn(evidence, 'names-unique')).toBeNull();
  });

  it('is not said to be broken by the dots of a text that was cut off', () => {
    const cut = 'CanonicalRequest:\nPUT\n/%7E\n...\n\n';
    expect(violationIn(evidenceIn(mismatch(), cut + cut), 'query-pairs')).toBeNull();
  });

  it('is not said to be broken if the paste may have lost a line', () => {
    const text = GET_OBJECT.replace('test.txt\n\n', 'test.txt\n');
    const certain = (paste: string) => violationIn(evidenceIn(paste), 'query-line')?.isCertain;
    expect(certain(printed(text))).toBe(true);
    expect(certain(`das hier:\n${text}\n`)).toBe(false);
    expect(certain(`das hier:\n${text.replace('\n\n', '\n')}\n`)).toBeUndefined();
  });
});

describe('a host that is not one', () => {
  it('was not replaced in transit, although the hash of the server fits', () => {
    const signed = GET_OBJECT.replace('amazonaws.com', 'amazonaws.com/v1');
    const answer = mismatch({ canonicalRequest: GET_OBJECT, stringToSign: toSign(GET_OBJECT) });
    const [first, ...others] = diagnosed([answer, printed(signed)])?.findings ?? [];
    expect(first?.cause.id).toBe('host-or-path-includes-scheme');
    expect(others.map(({ certainty }) => certainty.kind)).not.toContain('proved');
  });
});

it('a body with another hash than the request declares was changed, although a value is masked', () => {
  const text = GET_OBJECT.replace(/\nrange:[^\n]*/, '\nrange:bytesxxxxxxxx').replace(/[0-9a-f]{64}$/, 'a'.repeat(64));
  const answer = mismatch({ canonicalRequest: text, stringToSign: toSign(GET_OBJECT) });
  expect(diagnosed([answer])?.findings[0]?.cause.id).toBe('payload-changed-after-signing');
});
