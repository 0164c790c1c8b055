/** Everything that comes over the wire is read and verified without a fault of the program, in a time that grows as it does. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../../src/bytes/problem.ts';
import { HEAD_LIMIT, readRequestHead } from '../../../src/http/read-head.ts';
import { readClaim } from '../../../src/sigv4/claims/read-claim.ts';
import { verify } from '../../../src/sigv4/claims/verify.ts';
import { GENERAL_RULES, type Rules, S3_RULES } from '../../../src/sigv4/rules.ts';
import { unrecorded } from '../../../src/trace/trace.ts';
import { octetsOf, plainOf } from '../../support/octets-of.ts';
import { sha256Of } from '../../support/sigv4/independent-signer.ts';
import { keyFromSecret } from '../../support/sigv4/key-from-secret.ts';
import { sign } from '../../support/sigv4/signing.ts';
import { runs } from '../../support/sweep.ts';

const PAYLOAD = { length: 0, sha256: octetsOf(sha256Of('')) };
const OTHER_RULES: Rules = {
  ...GENERAL_RULES,
  dotDotAtRoot: 'kept',
  plusInQuery: 'space',
  equalQueryNames: 'order-given',
  sessionToken: 'appended',
  foldedLines: 'joined-by-comma',
  repeatedHeaders: 'sorted',
  quotedSpaces: 'kept',
  headerWhiteSpace: 'all',
};

/** What becomes of a head: unreadable, the code of a problem, or what its signature is. */
function outcomeOf(head: string, rules: Rules = S3_RULES): string {
  const request = readRequestHead(plainOf(head));
  if (isProblem(request)) return 'unreadable';
  const claim = readClaim(request, PAYLOAD, rules);
  return isProblem(claim) ? claim.code : verify(claim, keyFromSecret(plainOf('secret')), rules, unrecorded).signature;
}

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const wild = fc.string({ unit: byte, maxLength: 6 });
const parameter = fc.tuple(
  fc.oneof(
    fc.constantFrom('X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Date', 'X-Amz-Expires', 'X-Amz-SignedHeaders'),
    fc.constantFrom('X-Amz-Signature', 'X-Amz-Security-Token', 'X-Amz-Region-Set', 'X-Amz-Content-Sha256'),
    wild,
  ),
  fc.oneof(
    fc.constantFrom('=AWS4-HMAC-SHA256', '=AWS4-ECDSA-P256-SHA256', '=a/20130524/r/s/t', '=a/d/s/t', ''),
    fc.constantFrom('=20130524T000000Z', '=60', '=host', '=0', '=3006020101020101'),
    wild.map((value) => `=${value}`),
  ),
);
const parts = fc.constantFrom(
  'AWS4-HMAC-SHA256 ',
  'AWS4-ECDSA-P256-SHA256 ',
  'Credential=',
  '/',
  ', ',
  'a/d/r/s/t',
  ';',
);
const header = fc.tuple(
  fc.constantFrom('Host', 'Date', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-region-set', 'Authorization'),
  fc.oneof(
    fc.constantFrom('20130524T000000Z', 'Fri, 24 May 2013 00:00:00 GMT', '*'),
    fc.constantFrom('AWS4-HMAC-SHA256 Credential=a/d/r/s/t, SignedHeaders=host, Signature=0'),
    fc.constantFrom('AWS4-ECDSA-P256-SHA256 Credential=a/d/s/t, SignedHeaders=a;host, Signature=3006020101020101'),
    fc.array(fc.oneof(parts, wild), { maxLength: 12 }).map((pieces) => pieces.join('')),
  ),
);

describe('any request', () => {
  it('is read and verified without an exception, and never matches by chance', () => {
    const parameters = fc.array(parameter, { maxLength: 9 });
    const headers = fc.array(header, { maxLength: 5 });
    const rules = fc.constantFrom(S3_RULES, GENERAL_RULES, OTHER_RULES);
    fc.assert(
      fc.property(wild, parameters, headers, rules, (path, query, fields, chosen) => {
        const target = `/${path}?${query.map((pair) => pair.join('')).join('&')}`;
        const lines = fields.map(([name, value]) => `${name}: ${value}`);
        const outcome = outcomeOf([`GET ${target} HTTP/1.1`, ...lines, '', ''].join('\r\n'), chosen);
        expect(outcome).not.toBe(true);
      }),
      { numRuns: runs(2000) },
    );
  });

  it('is read and verified after any damage to a signed one', () => {
    const head = 'GET /a?b=c HTTP/1.1\r\nHost: h\r\nX-A: "a  b"\r\n\r\n';
    const signed = [{ head }, { head, expires: '60', rules: { payload: 'unsigned' } as const }].map(
      (asked) => sign({ ...asked, secret: 'secret' }).bytes.octets,
    );
    const place = fc.nat(1000);
    fc.assert(
      fc.property(fc.constantFrom(...signed), place, place, wild, (whole, start, length, damage) => {
        const at = start % whole.length;
        const damaged = whole.slice(0, at) + damage + whole.slice(at + (length % 8));
        expect(['string', 'boolean']).toContain(typeof outcomeOf(damaged));
      }),
      { numRuns: runs(2000) },
    );
  });
});

describe('a request of the largest size', () => {
  const LENGTH = HEAD_LIMIT - 1000;
  const filled = (piece: string) => piece.repeat(Math.floor(LENGTH / piece.length));
  const signed = sign({ head: 'GET /a HTTP/1.1\r\nHost: h\r\nX-A: value\r\n\r\n', secret: 'secret' }).bytes.octets;
  const presigned = sign({
    head: 'GET /a HTTP/1.1\r\nHost: h\r\nX-A: value\r\n\r\n',
    secret: 'secret',
    expires: '60',
    rules: { payload: 'unsigned' },
  }).bytes.octets;

  const FILLINGS = [
    ...['a', 'A', ' ', '\t', '/', ';', ',', '=', '&', '%', '+', '"', '%41', '%zz', 'a&', 'a=b&', '/../', '/./a'],
    ...[
      'X-Amz-Signature&',
      'X-Amz-Signature=0&',
      'X-Amz-Security-Token=&',
      'Credential=,',
      'Signature=a, ',
      '" ',
      '"  a',
    ],
    ...['a  ', '\r\n ', ' \r\n ', '\r\n\t \r\n ', 'a\r\nX-A: ', '\xff'],
  ];
  const PLACES = [
    ['a signed header', signed, 'X-A: value', (filling: string) => `X-A: a${filling}b`],
    ['the path', signed, 'GET /a', (filling: string) => `GET /a${filling}b`],
    ['the query', signed, 'GET /a', (filling: string) => `GET /a?${filling}b`],
    ['the Authorization header', signed, 'Credential=', (filling: string) => `Credential=a${filling}b`],
    ['the list of signed headers', signed, 'SignedHeaders=', (filling: string) => `SignedHeaders=${filling};`],
    ['the signature', signed, 'Signature=', (filling: string) => `Signature=${filling}`],
    ['the date', signed, 'x-amz-date: ', (filling: string) => `x-amz-date: a${filling}`],
    ['the query of a presigned URL', presigned, 'GET /a?', (filling: string) => `GET /a?${filling}&`],
    [
      'the credential of a presigned URL',
      presigned,
      'X-Amz-Credential=',
      (filling: string) => `X-Amz-Credential=${filling}`,
    ],
    ['the expiry of a presigned URL', presigned, 'X-Amz-Expires=', (filling: string) => `X-Amz-Expires=${filling}`],
  ] as const;

  it.each(PLACES)('takes no longer for what fills %s', { tags: ['expensive'] }, (_place, whole, from, to) => {
    for (const rules of [S3_RULES, OTHER_RULES]) {
      for (const filling of FILLINGS) {
        const head = whole.replace(from, () => to(filled(filling)));
        expect(() => outcomeOf(head, rules)).not.toThrow();
      }
    }
  });

  const numbered = (count: number, write: (at: number) => string) =>
    Array.from({ length: count }, (_, at) => write(at));
  it.each([
    ['the same', 'a:\r\n'.repeat(3000), 'a;'.repeat(6000)],
    ['two names', 'a:\r\n'.repeat(3000), 'b;'.repeat(6000)],
    ['all different', numbered(3000, (at) => `a${at}:\r\n`).join(''), numbered(3000, (at) => `a${at};`).join('')],
  ])(
    'takes no longer for many headers and many signed names: %s',
    (_how, fields, names) => {
      const head = signed.replace('X-A: value\r\n', fields).replace('SignedHeaders=', `SignedHeaders=${names}`);
      expect(head.length).toBeLessThan(HEAD_LIMIT);
      expect(() => outcomeOf(head)).not.toThrow();
    },
    4000,
  );
});
