/**
 * A refusal is about the signature unless something that is known says otherwise: more evidence never makes a diagnosis
 * worse, and the order in which evidence is given changes nothing.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBeMismatch } from '../../src/sides/answers/mismatch.ts';
import { saysMismatch } from '../../src/sides/answers/says-mismatch.ts';
import { drawFailures } from '../support/causes/random-failures.ts';
import { diagnosed, diagnosedSoon, mismatch } from '../support/evidence/pasted-failure.ts';

const HASH = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const REQUEST = `GET /a%20b.txt HTTP/1.1
Host: examplebucket.s3.amazonaws.com:443
x-amz-content-sha256: ${HASH}
x-amz-date: 20130524T000000Z
Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024

`;

const idsOf = (...pieces: readonly string[]) => (diagnosed(pieces)?.findings ?? []).map(({ cause }) => cause.id);

const SILENT = [
  'An error occurred (403) when calling the HeadObject operation: Forbidden',
  'HTTP/1.1 403 Forbidden\r\nServer: any\r\n\r\n',
];

const MISMATCHES = [
  mismatch(),
  '{"errors":[{"code":"InvalidSignature","message":"Access to requested resource is denied."}]}',
  '{"error":{"code":"BadSignature","message":"The signature is wrong"}}',
  '<Error><Code>SignatureMismatch</Code><Message>Signatures differ</Message></Error>',
  '<Error><Code>SignatureMismatch</Code><Message>The signature must be that of all required headers, and none may be missing.</Message></Error>',
  '<Error><Code>UnauthorizedAccess</Code><Message>The request signature we calculated does not match the signature you provided.</Message></Error>',
];

describe('a refusal that nothing known explains', () => {
  it.each(SILENT)('leaves the suspects as they are: %s', (answer) => {
    expect(idsOf(REQUEST, answer)).toEqual(idsOf(REQUEST));
  });

  it.each(MISMATCHES)('is a mismatch, with any code: %s', (answer) => {
    expect(saysMismatch(diagnosed([REQUEST, answer])?.sides.answer ?? null)).toBe(true);
    expect(idsOf(REQUEST, answer)).toEqual(idsOf(REQUEST, mismatch()));
  });

  it('has suspects, also with an unknown code', () => {
    const code = fc.stringMatching(/^[A-Z][a-z]{3,9}[A-Z][a-z]{3,9}$/).filter((one) => !/Found|Error|Part/.test(one));
    fc.assert(
      fc.property(code, (one) => {
        expect(idsOf(REQUEST, `<Error><Code>${one}</Code><Message>No.</Message></Error>`)).not.toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    ['NoSuchKey', 'not-found'],
    ['EntityTooLarge', 'content'],
    ['ThrottlingException', 'another-check'],
  ])('is about something else if its code is known to be: %s', (code, id) => {
    const diagnosis = diagnosed([REQUEST, `<Error><Code>${code}</Code><Message>No.</Message></Error>`]);
    expect(diagnosis).toMatchObject({ notSignature: { id }, findings: [] });
  });

  it.each([
    ['InvalidSignatureException', '20150830T123600Z is now earlier than 20150830T133100Z (20150830T133600Z - 5 min.)'],
    ['AccessDenied', 'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters'],
    [null, 'Only one auth mechanism allowed; only the Signature query string parameter should be specified'],
  ])('is about something else if AWS says so in these words, under any code: %s', (code, message) => {
    const answer = JSON.stringify(code === null ? { message } : { __type: code, message });
    const sides = diagnosed([REQUEST, answer])?.sides;
    expect(sides?.answer?.message).toBe(message);
    expect(sides && mayBeMismatch(sides)).toBe(false);
  });

  it.each([
    ['NoSuchBucketPolicy', 'The bucket policy does not exist', 'not-found'],
    ['AccessDenied', 'Access denied by bucket policy', 'policy'],
    ['AccessDeniedException', 'User is not authorized to access this resource with an explicit deny', 'policy'],
  ])('is the denial of a policy only if the server says so: %s, %s', (code, message, id) => {
    const answer = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    expect(diagnosed([REQUEST, answer])).toMatchObject({ notSignature: { id }, findings: [] });
  });

  it('names the checksum of nothing in a URL if the server compares checksums', () => {
    const url =
      'https://examplebucket.s3.amazonaws.com/a.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&x-amz-checksum-crc32=AAAAAA%3D%3D&X-Amz-Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';
    const answer = '<Error><Code>BadDigest</Code><Message>The CRC32 you specified did not match.</Message></Error>';
    expect(idsOf(url, answer)[0]).toBe('presigned-checksum-of-empty-body');
  });
});

describe('drawn failures', () => {
  const failures = drawFailures(60).filter(({ length }) => length > 1);
  const sureOf = (pieces: readonly string[]) =>
    (diagnosedSoon(pieces)?.findings ?? []).map(({ cause, certainty }) => `${cause.id} ${certainty.kind}`).slice(0, 3);

  it('are diagnosed alike, in any order of their pieces', () => {
    expect(failures.length).toBeGreaterThan(10);
    for (const pieces of failures) expect(sureOf([...pieces].reverse()), pieces.join('\n')).toEqual(sureOf(pieces));
  });

  it('lose nothing if a client says again that it was refused', () => {
    for (const pieces of failures)
      expect(sureOf([...pieces, SILENT[0] ?? '']), pieces.join('\n')).toEqual(sureOf(pieces));
  });
});
