/** Authentication answers everything: it never throws, and it accepts nothing that is unsigned. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain } from '../../src/bytes/bytes.ts';
import { readRequestHead } from '../../src/http/read-head.ts';
import { isRefusal, refusalAnswer } from '../../src/sandbox/answers/answer.ts';
import { NAIVE_CHECKS } from '../../src/sandbox/checks/table.ts';
import { octetsOf } from '../support/octets-of.ts';
import { authenticate } from '../support/sandbox/authenticate.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { settingsOf, TEMPORARY_KEY_ID, TOKEN } from '../support/sandbox/sandbox-settings.ts';
import { chunked, crc32Of, SIGNED_TRAILER, UNSIGNED_TRAILER } from '../support/sigv4/chunked-order.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';
import { runs } from '../support/sweep.ts';

const trailers = [['x-amz-checksum-crc32', crc32Of('data')]] as const;
const ALMOST = [
  ordered({ method: 'PUT', body: 'body' }).request,
  ordered({ keyId: TEMPORARY_KEY_ID, headers: [['x-amz-security-token', TOKEN]] }).request,
  presigned().request,
  presigned({ keyId: TEMPORARY_KEY_ID, token: TOKEN }).request,
  chunked().request,
  chunked({ words: SIGNED_TRAILER, chunks: ['data'], trailers }).request,
  chunked({ words: UNSIGNED_TRAILER, chunks: ['data'], trailers }).request,
  formOf({ fields: [['acl', 'private']], conditions: [{ acl: 'private' }, ['content-length-range', 1, 99]] }).request,
];

const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
const piece = fc.oneof(
  fc.constantFrom('', '\r\n', '*', ',', '/', '%', '&', '=', ';', '--', '"', '$', '0', 'X-Amz-Algorithm=a', '\r\n\r\n'),
  fc.string({ unit: byte, maxLength: 5 }),
);
const check = fc.option(fc.constantFrom(...NAIVE_CHECKS.map(({ id }) => id)));

/** What authentication makes of it, as a status; `null` for what is no request. */
function statusOf(request: string, naive: Parameters<typeof settingsOf>[0]): number | null {
  const end = request.indexOf('\r\n\r\n') + 4;
  const head = readRequestHead(plain(octetsOf(request.slice(0, end))));
  if ('kind' in head) return null;
  const result = authenticate({ head, body: octetsOf(request.slice(end)) }, settingsOf(naive));
  const identity = { requestId: '1', hostId: 'sandbox', now: new Date(0) };
  return isRefusal(result) ? refusalAnswer(result, identity).status : 200;
}

describe('any bytes', () => {
  it('in the place of some of a right request are answered', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ALMOST),
        fc.nat(),
        fc.nat({ max: 6 }),
        piece,
        check,
        (request, at, length, put, naive) => {
          const start = at % request.length;
          const status = statusOf(request.slice(0, start) + put + request.slice(start + length), { naive });
          expect([null, 200, 400, 403, 411]).toContain(status);
        },
      ),
      { numRuns: runs(3000) },
    );
  });

  it('in the place of the whole body are answered', () => {
    const anyBody = fc.string({
      unit: fc.oneof(byte, fc.constantFrom('\r\n', '0', '--the-boundary', ';')),
      maxLength: 80,
    });
    fc.assert(
      fc.property(fc.constantFrom(...ALMOST), anyBody, check, (request, body, naive) => {
        const head = request.slice(0, request.indexOf('\r\n\r\n') + 4);
        expect([200, 400, 403, 411]).toContain(statusOf(head + body, { naive }));
      }),
      { numRuns: runs(1000) },
    );
  });

  it('as a policy are answered, where they are signed', () => {
    const json = fc.oneof(
      fc.json(),
      fc.json().map((text) => `{"expiration": "2013-05-24T01:00:00Z", "conditions": [${text}]}`),
    );
    fc.assert(
      fc.property(json, (text) => {
        const encode = () => Buffer.from(text, 'utf8').toString('base64');
        const status = statusOf(formOf({ encode }).request, {});
        expect([400, 403]).toContain(status);
      }),
      { numRuns: runs(500) },
    );
  });

  it('of great depth as a policy are answered', () => {
    const deep = '['.repeat(5000) + ']'.repeat(5000);
    const document = `{"expiration": "2013-05-24T01:00:00Z", "conditions": ${deep}}`;
    expect(statusOf(formOf({ encode: () => Buffer.from(document).toString('base64') }).request, {})).toBe(400);
  });
});

describe('what takes long elsewhere', () => {
  const quickly = (request: string) => {
    return statusOf(request, {});
  };

  it('is answered at once: asterisks in a region set, in a signature, in a trailer', () => {
    const stars = '*a'.repeat(20_000);
    const sigv4a = 'AWS4-ECDSA-P256-SHA256 Credential=A/20130524/s3/aws4_request, SignedHeaders=host, Signature=00';
    const set = ordered({ authorization: sigv4a, headers: [['x-amz-region-set', stars]] }).request;
    expect(quickly(set)).toBe(400);
    expect(
      quickly(chunked({ signatures: ([a = '', b = '', c = '']) => [`${a}${'*'.repeat(3000)}x`, b, c] }).request),
    ).toBe(403);
    const trailerSignature = () => `${'*'.repeat(60_000)}x`;
    expect(quickly(chunked({ words: SIGNED_TRAILER, chunks: ['data'], trailers, trailerSignature }).request)).toBe(403);
  });

  it('is answered at once: names of files in the place of many variables', () => {
    const variables = `$${'{filename}'}`.repeat(900);
    const { request } = formOf({ key: `user/${variables}`, file: { name: 'n'.repeat(9000), content: '' } });
    expect(quickly(request)).toBe(200);
  });
});
