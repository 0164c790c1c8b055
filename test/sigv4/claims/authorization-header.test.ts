/** Reading the Authorization header, no matter what is in it. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../../src/bytes/problem.ts';
import { readAuthorization } from '../../../src/sigv4/claims/header-claim.ts';
import { givenOf, plainOf } from '../../support/octets-of.ts';
import { expectProblem } from '../../support/problems.ts';
import { inputNamed } from '../../support/sources.ts';

const SIGNATURE = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';
const CREDENTIAL = 'Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const SIGNED_HEADERS = 'SignedHeaders=host;range;x-amz-date';
const PARTS = [CREDENTIAL, SIGNED_HEADERS, `Signature=${SIGNATURE}`] as const;

/** What the header above says, part by part. */
const READ = {
  algorithm: 'AWS4-HMAC-SHA256',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  date: '20130524',
  region: 'us-east-1',
  service: 's3',
  terminator: 'aws4_request',
  signedHeaderNames: ['host', 'range', 'x-amz-date'],
  signature: SIGNATURE,
};

const scoped = (credential: string) => `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=a, Signature=0`;

describe('an Authorization header', () => {
  it.each([
    ['with a comma and a space, as AWS prints its syntax and SDKs send it', PARTS.join(', ')],
    ['with bare commas, as AWS prints its examples', PARTS.join(',')],
    ['with several spaces', `   ${PARTS.join('   ,   ')}   `],
    ['with tabs, which are white space too', PARTS.join(',\t')],
    ['with its parts in another order', PARTS.toReversed().join(', ')],
    ['with parts that nobody knows', ['Other=1', ...PARTS, 'empty', ''].join(', ')],
  ])('is read %s', (_how, parts) => {
    expect(read(`AWS4-HMAC-SHA256 ${parts}`)).toEqual(READ);
  });

  it.each([
    ['one slash', 'AKID/EXAMPLE'],
    ['several slashes', '/a//b/'],
    ['an equals sign', 'AKID=EXAMPLE'],
    ['slashes and equals signs', 'a/b=c/=/d='],
    ['nothing but a slash', '/'],
    ['spaces', 'access key'],
    ['the form of a scope', '20130524/us-east-1/s3/aws4_request'],
  ])('may have a key ID with %s', (_what, accessKeyId) => {
    const header = ['AWS4-HMAC-SHA256 Credential=', accessKeyId, '/20130524/us-east-1/s3/aws4_request'].join('');
    expect(read([header, ...PARTS.slice(1)].join(', '))).toEqual({ ...READ, accessKeyId });
  });

  it('may have a slash after its scope', () => {
    const header = `AWS4-HMAC-SHA256 ${PARTS.join(', ').replace('aws4_request', 'aws4_request/')}`;
    expect(read(header)).toEqual(READ);
  });

  it('may have a tab after the algorithm', () => {
    expect(read(`AWS4-HMAC-SHA256\t${PARTS.join(', ')}`)).toEqual(READ);
  });

  it('is read as it is, no matter what is in the scope, the list or the signature', () => {
    const header = 'AWS4-HMAC-SHA256 Credential=AKID/d/r/s/t, SignedHeaders=Host;;a, Signature=No Signature=';
    expect(read(header)).toEqual({
      algorithm: 'AWS4-HMAC-SHA256',
      accessKeyId: 'AKID',
      date: 'd',
      region: 'r',
      service: 's',
      terminator: 't',
      signedHeaderNames: ['Host', '', 'a'],
      signature: 'No Signature=',
    });
  });

  it('says what it says last, where it says it twice', () => {
    expect(read(`AWS4-HMAC-SHA256 Signature=0, ${PARTS.join(', ')}`)).toEqual(READ);
  });

  it('gives slices that know their place in the header', () => {
    const header = `AWS4-HMAC-SHA256 ${PARTS.join(', ')}`;
    const claim = readAuthorization(givenOf(header, 'the header'), null);
    const start = header.indexOf('us-east-1');
    expect(isProblem(claim) ? claim : claim.scope.region.spans).toEqual([
      { start: 0, end: 9, origin: { kind: 'given', input: inputNamed('the header'), start, end: start + 9 } },
    ]);
  });
});

describe('an Authorization header of Signature Version 4A', () => {
  const header = `AWS4-ECDSA-P256-SHA256 ${PARTS.join(', ').replace('us-east-1/', '')}`;
  const claimed = { ...READ, algorithm: 'AWS4-ECDSA-P256-SHA256' };

  it.each(['*', 'us-east-1', 'us-east-1,eu-*', ''])('has the regions %j from elsewhere', (regionSet) => {
    expect(read(header, regionSet)).toEqual({ ...claimed, region: regionSet });
  });

  it('has none where nothing else says any, and takes none from its scope', () => {
    expect(read(header)).toEqual({ ...claimed, region: '' });
    const inScope = header.replace('/20130524/', '/20130524/us-east-1/');
    expect(read(inScope, '*')).toEqual({
      ...claimed,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE/20130524',
      date: 'us-east-1',
      region: '*',
    });
  });

  it('has no region of its own where the algorithm has one in its scope', () => {
    expect(read(`AWS4-HMAC-SHA256 ${PARTS.join(', ')}`, 'eu-west-1')).toEqual(READ);
  });
});

describe('a header that is no Authorization header of Signature Version 4', () => {
  it.each([
    ['without Credential', `AWS4-HMAC-SHA256 ${PARTS.slice(1).join(', ')}`, 'missing-credential'],
    ['without SignedHeaders', `AWS4-HMAC-SHA256 ${CREDENTIAL}, ${PARTS[2]}`, 'missing-signedheaders'],
    ['without Signature', `AWS4-HMAC-SHA256 ${CREDENTIAL}, ${SIGNED_HEADERS}`, 'missing-signature'],
    ['without commas', `AWS4-HMAC-SHA256 ${PARTS.join(' ')}`, 'missing-signedheaders'],
    ['with the algorithm alone', 'AWS4-HMAC-SHA256', 'missing-credential'],
    ['with names in lower case', `AWS4-HMAC-SHA256 ${PARTS.join(', ').toLowerCase()}`, 'missing-credential'],
    ['with a bare key ID', scoped('AKID'), 'credential'],
    ['with a short scope', scoped('AKID/d/r/s'), 'credential'],
    ['of Signature Version 2', 'AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=', 'signature-version-2'],
    [
      'with an empty SignedHeaders',
      `AWS4-HMAC-SHA256 ${CREDENTIAL}, SignedHeaders=, ${PARTS[2]}`,
      'missing-signedheaders',
    ],
    ['with an empty Signature', `AWS4-HMAC-SHA256 ${CREDENTIAL}, ${SIGNED_HEADERS}, Signature=`, 'missing-signature'],
    ['with an empty key ID', scoped('/20130524/us-east-1/s3/aws4_request'), 'credential'],
    ['without a key ID', scoped('20130524/us-east-1/s3/aws4_request'), 'credential'],
    ['with an empty date', scoped('AKID//us-east-1/s3/aws4_request'), 'credential'],
    ['with an empty region', scoped('AKID/20130524//s3/aws4_request'), 'credential'],
    ['with an empty service', scoped('AKID/20130524/us-east-1//aws4_request'), 'credential'],
    ['with two slashes behind its scope', scoped('AKID/20130524/us-east-1/s3/aws4_request//'), 'credential'],
    ['with an empty Credential', scoped(''), 'credential'],
    ['with slashes alone', scoped('////'), 'credential'],
    ['of Signature Version 2 without anything', 'AWS', 'signature-version-2'],
    ['of Signature Version 2 with a tab', 'AWS\tAKID:x', 'signature-version-2'],
    ['of another hash', `AWS4-HMAC-SHA512 ${PARTS.join(', ')}`, 'unknown-algorithm'],
    ['with the algorithm in lower case', `aws4-hmac-sha256 ${PARTS.join(', ')}`, 'unknown-algorithm'],
    ['of an algorithm of AWS that is none', 'AWS5 x', 'unknown-algorithm'],
    ['of HTTP Basic', 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==', 'unsigned'],
    ['that is a token alone', 'ghp_16C7e42F292c6912E7710c838347Ae178B4a', 'unsigned'],
    ['that is empty', '', 'unsigned'],
    ['that is a space', ' ', 'unsigned'],
  ])('is a problem %s', (_what, header, code) => {
    expect(read(header)).toBe(code);
  });

  it('is a problem of the form that can be shown: what, how to fix it, and the page', () => {
    const claim = readAuthorization(plainOf('Basic x'), null);
    expect(claim).toMatchObject({ kind: 'problem', says: expect.stringContaining('the scheme Basic.') });
    expect(isProblem(claim) ? claim.see : null).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  it.each([
    ['Bearer NotAReal', 'Bearer'],
    ['bearer NotAReal', 'Bearer'],
    ['DIGEST username="NotAReal"', 'Digest'],
    ['Negotiate NotAReal', 'Negotiate'],
    ['Bearer', null],
    ['BearerNotAReal x', null],
    ['NotAReal secret', null],
    ['ghp_NotAReal', null],
  ])('names the scheme of %j where that is a known word, and nothing else of it', (header, scheme) => {
    const { says, where } = expectProblem(readAuthorization(plainOf(header), null), 'unsigned');
    expect(says).toContain(scheme === null ? 'no scheme of AWS' : `the scheme ${scheme}.`);
    expect(says).not.toContain('NotAReal');
    expect(where).toEqual({ value: 'authorization', start: 0, end: header.length });
  });

  it.each([
    [
      'the signature alone',
      PARTS.join(', '),
      ', Signature=',
      ['0', 'a=b', '', ' 0', '0 ', '0,', '0, Signature=1', '0\t,x', '*'],
    ],
    ['a list that ends as the signature does', `${CREDENTIAL}, Signature=0, SignedHeaders=0`, 'Headers=', ['0', 'a;b']],
    ['a list that has the word', `${CREDENTIAL}, Signature=0, SignedHeaders=Signature=0`, 'Signature=', ['0', 'a']],
    ['a part that nobody knows', `${PARTS.join(', ')}, XSignature=${SIGNATURE}`, 'XSignature=', ['0', SIGNATURE]],
    ['a part that is repeated', `${PARTS.join(', ')}, Signature=0`, 'Signature=', ['0', '1']],
  ])('is read the same after one that differs in its end: %s', (_what, before, mark, ends) => {
    for (const end of ends) {
      const start = `AWS4-HMAC-SHA256 ${before.slice(0, before.lastIndexOf(mark) + mark.length)}`;
      readAuthorization(plainOf(`AWS4-HMAC-SHA256 ${before}`), null);
      const after = withoutSpans(readAuthorization(plainOf(start + end), null));
      // With provenance, each header is read anew.
      expect(after).toEqual(withoutSpans(readAuthorization(givenOf(start + end, 'the header'), null)));
    }
  });

  it('never throws, no matter what the bytes are', () => {
    const piece = fc.oneof(
      fc.constantFrom('AWS4-HMAC-SHA256 ', 'Credential=', 'SignedHeaders=', 'Signature=', ', ', ',', '/', ';', '='),
      fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 8 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const header = pieces.join('');
        const claim = readAuthorization(plainOf(header), null);
        if (isProblem(claim)) expect(claim.code).toMatch(/^[a-z0-9-]+$/);
        else expect(header).toContain(`=${claim.accessKeyId.octets}/${claim.scope.date.octets}/`);
      }),
    );
  });
});

const withoutSpans = (claim: ReturnType<typeof readAuthorization>): unknown =>
  JSON.parse(JSON.stringify(claim, (key, value: unknown) => (key === 'spans' ? null : value)));

/** What the header claims, as text; the code of the problem where it has one. */
function read(header: string, regionSet: string | null = null) {
  const claim = readAuthorization(plainOf(header), regionSet === null ? null : plainOf(regionSet));
  if (isProblem(claim)) return claim.code;
  const { accessKeyId, scope, terminator, signedHeaderNames, signature } = claim;
  return {
    algorithm: claim.algorithm.names.request.octets,
    accessKeyId: accessKeyId.octets,
    date: scope.date.octets,
    region: scope.region.octets,
    service: scope.service.octets,
    terminator: terminator.octets,
    signedHeaderNames: signedHeaderNames.map((name) => name.octets),
    signature: signature.octets,
  };
}
