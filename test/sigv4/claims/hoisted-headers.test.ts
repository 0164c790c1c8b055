/** Headers in the query of a request: what the canonical request has of them, and which of them count. */
import { describe, expect, it } from 'vitest';
import { hoistedHeaders } from '../../../src/sigv4/claims/hoisted-headers.ts';
import { S3_RULES } from '../../../src/sigv4/rules.ts';
import { canonicalRequest } from '../../../src/sigv4/stages/canonical-request/canonical-request.ts';
import { unrecorded } from '../../../src/trace/trace.ts';
import { signedAclInQuery } from '../../support/intake/client-requests.ts';
import { sound } from '../../support/problems.ts';
import { claimOf, type SomeRules } from '../../support/sigv4/signing.ts';

/**
 * The URL to which S3 answered SignatureDoesNotMatch in https://github.com/minio/minio/issues/5630, opened in a browser,
 * and the hash of the canonical request in the string to sign of that answer.
 */
const ANSWERED_BY_S3 = [
  'GET /kannappan17/b10ac372-0582-465d-8672-8021a5fe6fbf_Steps.svg?Content-Type=image%2Fsvg%2Bxml&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAJAS63GECEYO4Y77A%2F20180323%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20180323T233955Z&X-Amz-Expires=60&X-Amz-Signature=78ef9642c6987e3eec8d9bb44ec5adeeb58446b4bfb8b7118ae8df95fea9364d&X-Amz-SignedHeaders=host%3Bx-amz-acl&x-amz-acl=public-read HTTP/1.1',
  'Host: s3.amazonaws.com',
  '\r\n',
].join('\r\n');
const HASH_OF_S3 = '513be5f36bade1a4076d446334d584eb01af74fc530c57a77d76f86ebf56aeba';

function canonicalOf(head: string, rules: SomeRules = {}) {
  const { signed } = sound(claimOf(head, '', rules));
  if (signed.kind === 'policy') throw new Error('A policy has no canonical request.');
  return canonicalRequest({ ...signed, rules: { ...S3_RULES, ...rules } }, unrecorded);
}

const headOf = (request: string) => request.slice(0, request.indexOf('\r\n\r\n') + 4);

describe('a signed header that was not sent', () => {
  it('has the value of the query parameter of its name, as S3 computed it', () => {
    expect(canonicalOf(ANSWERED_BY_S3).hashedCanonicalRequest.octets).toBe(HASH_OF_S3);
  });

  it('is empty where the rules say so', () => {
    const canonical = canonicalOf(ANSWERED_BY_S3, { unsentSignedHeader: 'empty' });
    expect(canonical.canonicalRequest.octets).toContain('\nhost:s3.amazonaws.com\nx-amz-acl:\n\n');
    // SHA-256 of the same with an empty value, computed elsewhere.
    expect(canonical.hashedCanonicalRequest.octets).toBe(
      '0003ca81cdb9a05c5cd84629ae31e3774a9f8635d3042a07f0debe263842efe9',
    );
  });

  it.each([
    ['decoded', 'x-amz-acl=%20public%2Dread', 'x-amz-acl:public-read'],
    ['with a plus that is one', 'x-amz-acl=a+b', 'x-amz-acl:a+b'],
    ['empty, without an equals sign', 'x-amz-acl', 'x-amz-acl:'],
    ['from several parameters, in their order', 'x-amz-acl=b&x-amz-acl=a', 'x-amz-acl:b,a'],
    ['empty, from a parameter in other letters', 'X-Amz-Acl=private', 'x-amz-acl:'],
  ])('is read %s', (_how, parameter, line) => {
    const { canonicalRequest: canonical } = canonicalOf(
      headOf(signedAclInQuery()).replace('x-amz-acl=private', parameter),
    );
    expect(canonical.octets.split('\n')).toContain(line);
  });

  it('is what was sent where it was sent', () => {
    const head = headOf(signedAclInQuery()).replace('Content-Length', 'X-AMZ-ACL: sent\r\nContent-Length');
    expect(canonicalOf(head).canonicalRequest.octets.split('\n')).toContain('x-amz-acl:sent');
  });
});

describe('the headers in a query', () => {
  const rolesOf = (query: string, lines: readonly string[] = [], rules: SomeRules = {}) => {
    const head = headOf(signedAclInQuery())
      .replace('x-amz-acl=private', query)
      .replace('Content-Length: 1', ['Content-Length: 1', ...lines].join('\r\n'));
    const all = hoistedHeaders(sound(claimOf(head, '', rules)), { ...S3_RULES, ...rules });
    return all.map(({ name, value, role }) => `${name.octets}=${value.octets} ${role}`);
  };

  it.each([
    ['x-amz-acl=private', ['x-amz-acl=private signed']],
    ['X-Amz-Meta-A=1%202', ['x-amz-meta-a=1 2 header']],
    ['x-amz-checksum-crc32=AAAAAA%3D%3D', ['x-amz-checksum-crc32=AAAAAA== ignored']],
    ['x-amz-checksum-mode=ENABLED', ['x-amz-checksum-mode=ENABLED header']],
    ['x-id=PutObject&acl&a=b&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD', []],
  ])('are, with their roles: %s', (query, roles) => {
    expect(rolesOf(query)).toEqual(roles);
  });

  it('count only where no header of that name was sent', () => {
    expect(rolesOf('x-amz-meta-a=1', ['x-amz-meta-A: 2'])).toEqual(['x-amz-meta-a=1 sent']);
  });

  it('count where the rules have a checksum compared', () => {
    expect(rolesOf('x-amz-checksum-crc32=AAAAAA%3D%3D', [], { hoistedChecksum: 'compared' })).toEqual([
      'x-amz-checksum-crc32=AAAAAA== header',
    ]);
  });

  it('do not count where the rules leave a signed header empty that was not sent', () => {
    expect(rolesOf('x-amz-acl=private', [], { unsentSignedHeader: 'empty' })).toEqual(['x-amz-acl=private sent']);
  });
});
