/** In which of its forms a request is signed, and what it claims in each. */
import { describe, expect, it } from 'vitest';
import { isProblem } from '../../../src/bytes/problem.ts';
import { AWS4_ECDSA_P256_SHA256 } from '../../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import type { Claim } from '../../../src/sigv4/claims/claim.ts';
import { expectProblem, sound } from '../../support/problems.ts';
import { sha256Of, signIndependently } from '../../support/sigv4/independent-signer.ts';
import { accepts, claimOf, EXAMPLE, sign } from '../../support/sigv4/signing.ts';

const SIGNATURE = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';
const CREDENTIAL = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
const AUTHORIZATION =
  `Authorization: AWS4-HMAC-SHA256 Credential=${CREDENTIAL}, ` +
  `SignedHeaders=host;x-amz-date, Signature=${SIGNATURE}`;
const QUERY =
  `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(CREDENTIAL)}&X-Amz-Date=20130524T000000Z` +
  `&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=${SIGNATURE}`;
const VERSION_2 = 'AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE&Expires=1175139620&Signature=vjbyPxybdZaNmGa%2ByT272YEAiv4%3D';

const head = (target: string, ...lines: readonly string[]) =>
  [`GET ${target} HTTP/1.1`, 'Host: h', ...lines, '', ''].join('\r\n');

/** What a claim says, as text. */
function readable({ scope, signed, ...claim }: Claim) {
  const { accessKeyId, terminator, timestamp, signature, sessionToken, expires } = claim;
  if (signed.kind !== 'request') throw new Error('a policy');
  return {
    scheme: claim.scheme,
    algorithm: claim.algorithm.id,
    accessKeyId: accessKeyId.octets,
    scope: [scope.date, scope.region, scope.service, terminator].map(({ octets }) => octets).join('/'),
    timestamp: timestamp.octets,
    signature: signature.octets,
    sessionToken: sessionToken?.octets ?? null,
    expires: expires?.octets ?? null,
    target: signed.request.target.octets,
    signedHeaderNames: signed.signedHeaderNames.map(({ octets }) => octets),
    hashedPayload: signed.hashedPayload.octets,
  };
}

const CLAIMED = {
  algorithm: 'sigv4',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  scope: '20130524/us-east-1/s3/aws4_request',
  timestamp: '20130524T000000Z',
  signature: SIGNATURE,
  sessionToken: null,
};

describe('a request that is signed in its header', () => {
  const lines = ['x-amz-date: 20130524T000000Z', AUTHORIZATION];

  it('claims what its headers say', () => {
    const claim = sound(claimOf(head('/a?b=c', ...lines, 'x-amz-content-sha256: hash', 'X-Amz-Security-Token: token')));
    expect(readable(claim)).toEqual({
      ...CLAIMED,
      scheme: 'header',
      sessionToken: 'token',
      expires: null,
      target: '/a?b=c',
      signedHeaderNames: ['host', 'x-amz-date'],
      hashedPayload: 'hash',
    });
  });

  it('claims the hash of its payload where no header says another', () => {
    const claim = sound(claimOf(head('/a', ...lines), 'body'));
    expect(readable(claim).hashedPayload).toBe(sha256Of('body'));
  });

  it.each([
    '/?Signature=1',
    '/?AWSAccessKeyId=1',
    '/?x-amz-signature=1',
    '/?a=X-Amz-Signature',
    '/?X%2DAmz-Signature=1',
  ])('may have parameters that are no signature: %s', (target) => {
    expect(readable(sound(claimOf(head(target, ...lines)))).target).toBe(target);
  });

  it('may have an empty Authorization header besides', () => {
    expect(readable(sound(claimOf(head('/a', 'Authorization:', ...lines)))).scheme).toBe('header');
  });
});

describe('a request that is signed in its query', () => {
  it('claims what its parameters say, decoded', () => {
    expect(readable(sound(claimOf(head(`/a?b=c&${QUERY}&X-Amz-Security-Token=a%2Fb%2B`))))).toEqual({
      ...CLAIMED,
      scheme: 'query',
      sessionToken: 'a/b+',
      expires: '86400',
      target: `/a?b=c&${QUERY.replace(/&X-Amz-Signature=.*/, '')}&X-Amz-Security-Token=a%2Fb%2B`,
      signedHeaderNames: ['host'],
      hashedPayload: 'UNSIGNED-PAYLOAD',
    });
  });

  it('may have an empty Authorization header', () => {
    expect(readable(sound(claimOf(head(`/a?${QUERY}`, 'Authorization: ')))).scheme).toBe('query');
  });
});

describe('a request with more than one signature', () => {
  it.each([
    ['in header and query', head(`/a?${QUERY}`, AUTHORIZATION)],
    ['in header and query, one of them of another kind', head(`/a?${QUERY}`, 'Authorization: Basic QTpC')],
    ['in header and query, one of them of Version 2', head(`/a?${VERSION_2}`, AUTHORIZATION)],
    ['in header and query, both of Version 2', head(`/a?${VERSION_2}`, 'Authorization: AWS AKID:x=')],
    ['in header and query, one of them without more than its name', head('/a?X-Amz-Algorithm', AUTHORIZATION)],
    ['in two headers', head('/a', AUTHORIZATION, AUTHORIZATION)],
    ['in two headers of two names', head('/a', AUTHORIZATION, 'AUTHORIZATION: Basic QTpC')],
  ])('is a problem: %s', (_where, text) => {
    expectProblem(claimOf(text), 'two-authentications');
  });
});

describe('a request without a signature of Version 4', () => {
  it.each([
    ['nothing', head('/a'), 'unsigned'],
    ['an empty Authorization header', head('/a', 'Authorization:'), 'unsigned'],
    ['two of them', head('/a', 'Authorization:', 'authorization: \t '), 'unsigned'],
    ['another header', head('/a', 'Proxy-Authorization: Basic QTpC'), 'unsigned'],
    ['parameters in lower case', head(`/a?${QUERY.toLowerCase()}`), 'unsigned'],
    ['encoded names', head(`/a?${QUERY.replaceAll('X-Amz', 'X%2DAmz')}`), 'unsigned'],
    ['its parameters in the path', head(`/a&${QUERY}`), 'unsigned'],
    ['a signature of Version 2 alone', head('/a?Signature=x'), 'unsigned'],
    ['a key ID of Version 2 alone', head('/a?AWSAccessKeyId=x&Expires=1'), 'unsigned'],
    [
      'a header of Version 2',
      head('/a', 'Authorization: AWS AKID:frJIUN8DYpKDtOLCwo//yllqDzg='),
      'signature-version-2',
    ],
    ['a query of Version 2', head(`/a?${VERSION_2}`), 'signature-version-2'],
    ['another kind of authentication', head('/a', 'Authorization: Basic QTpC'), 'unsigned'],
    ['the algorithm alone', head('/a?X-Amz-Algorithm=AWS4-HMAC-SHA256'), 'missing-query-parameters'],
    ['a credential alone', head('/a?X-Amz-Credential'), 'missing-query-parameters'],
    ['a signature alone', head('/a?X-Amz-Signature=0'), 'missing-query-parameters'],
  ])('is a problem: %s', (_what, text, code) => {
    expectProblem(claimOf(text), code);
  });
});

describe('the time that a header form claims', () => {
  const claimed = (...lines: readonly string[]) => {
    const claim = claimOf(head('/a', ...lines, AUTHORIZATION));
    return isProblem(claim) ? claim.code : claim.timestamp.octets;
  };

  it.each([
    ['x-amz-date', ['x-amz-date: 20130524T000001Z']],
    ['x-amz-date rather than Date', ['Date: Sat, 25 May 2013 00:00:00 GMT', 'X-Amz-Date: 20130524T000001Z']],
    ['Date in the form of HTTP', ['Date: Fri, 24 May 2013 00:00:01 GMT']],
    ['Date with the zone as in email (RFC 5322, section 3.3)', ['Date: Fri, 24 May 2013 00:00:01 +0000']],
    ['Date in the form of x-amz-date', ['date: 20130524T000001Z']],
    ['the first of two', ['x-amz-date: 20130524T000001Z', 'x-amz-date: 20130524T000002Z']],
  ])('is that of %s', (_what, lines) => {
    expect(claimed(...lines)).toBe('20130524T000001Z');
  });

  it.each([
    ['Date: Sun, 06 Nov 1994 08:49:37 GMT', '19941106T084937Z'],
    ['Date: Thu, 29 Feb 2024 23:59:59 GMT', '20240229T235959Z'],
    ['Date: Sat, 01 Jan 2000 00:00:00 GMT', '20000101T000000Z'],
  ])('is read from %s (RFC 9110, section 5.6.7)', (line, expected) => {
    expect(claimed(line)).toBe(expected);
  });

  it.each([
    ['nothing'],
    ['an x-amz-date that is none, though Date is one', 'x-amz-date: now', 'Date: Fri, 24 May 2013 00:00:01 GMT'],
    ['an empty x-amz-date', 'x-amz-date:', 'Date: Fri, 24 May 2013 00:00:01 GMT'],
    ['the form of HTTP in x-amz-date', 'x-amz-date: Fri, 24 May 2013 00:00:01 GMT'],
    ['a moment that does not exist', 'x-amz-date: 20130230T000000Z'],
    ['a Date without a zone', 'Date: Fri, 24 May 2013 00:00:01'],
    ['a Date of another zone', 'Date: Fri, 24 May 2013 02:00:01 +0200'],
    ['a Date of ISO 8601 with colons', 'Date: 2013-05-24T00:00:01Z'],
    ['a Date of RFC 850', 'Date: Friday, 24-May-13 00:00:01 GMT'],
    ['a Date of asctime', 'Date: Fri May 24 00:00:01 2013'],
    ['a Date of a month that does not exist', 'Date: Fri, 24 Mai 2013 00:00:01 GMT'],
    ['a Date of an hour that does not exist', 'Date: Fri, 24 May 2013 25:00:01 GMT'],
    ['a Date of a day that does not exist', 'Date: Sun, 31 Feb 2013 00:00:01 GMT'],
    ['a Date of a year with zeros', 'Date: Fri, 24 May 0013 00:00:01 GMT'],
  ])('is a problem where there is %s', (_what, ...lines) => {
    expect(claimed(...lines)).toBe('missing-date');
  });

  it('is the one that is signed: a request with nothing but a Date is accepted', () => {
    const date = 'Fri, 24 May 2013 00:00:01 GMT';
    const by = { ...EXAMPLE, timestamp: '20130524T000001Z' };
    const headers = [['Host', 'h'] as const, ['Date', date] as const];
    const meant = { method: 'GET', path: '/a', query: [], headers, payloadHash: sha256Of('') };
    const { signature } = signIndependently(meant, by);
    const authorization = `Authorization: AWS4-HMAC-SHA256 Credential=${CREDENTIAL}, SignedHeaders=date;host, Signature=`;
    expect(accepts(head('/a', `Date: ${date}`, authorization + signature))).toBe(true);
    expect(accepts(head('/a', 'Date: Fri, 24 May 2013 00:00:02 GMT', authorization + signature))).toBe(false);
  });
});

describe('a request signed with SigV4A', () => {
  const asked = { head: head('/a'), algorithm: AWS4_ECDSA_P256_SHA256, region: 'us-east-1,eu-*' };

  it('claims its regions in a header', () => {
    const claim = sound(claimOf(sign(asked).bytes.octets));
    expect(readable(claim)).toMatchObject({ algorithm: 'sigv4a', scope: '20130524/us-east-1,eu-*/s3/aws4_request' });
  });

  it('claims its regions in a parameter, or in a header', () => {
    const signed = sign({ ...asked, expires: '60', rules: { payload: 'unsigned' } }).bytes.octets;
    expect(readable(sound(claimOf(signed))).scope).toBe('20130524/us-east-1,eu-*/s3/aws4_request');
    const moved = signed
      .replace('&X-Amz-Region-Set=us-east-1%2Ceu-%2A', '')
      .replace('\r\n\r\n', '\r\nx-amz-region-set: *\r\n\r\n');
    expect(readable(sound(claimOf(moved))).scope).toBe('20130524/*/s3/aws4_request');
  });

  it.each([[undefined], ['60']])('is a problem without any regions (expiry: %s)', (expires) => {
    const signed = sign({ ...asked, ...(expires ? { expires, rules: { payload: 'unsigned' } } : {}) }).bytes.octets;
    const without = signed.replace(/x-amz-region-set: .*\r\n/i, '').replace(/&X-Amz-Region-Set=[^&]*/, '');
    expect(without).not.toBe(signed);
    expectProblem(claimOf(without), 'missing-region-set');
  });
});
