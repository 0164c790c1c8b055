/** Headers in the query of a presigned URL, and an Authorization header that says too much, as `verify` sees them. */
import { describe, expect, it } from 'vitest';
import type { Rules } from '../../src/sigv4/rules.ts';
import { redact } from '../../src/trace/redact.ts';
import { findValue } from '../../src/trace/trace.ts';
import { originTeller } from '../../src/views/origins.ts';
import {
  AUTHORIZATION_PARTS,
  checksumInQuery,
  garbledAuthorization,
  getWithParts,
  metadataInQuery,
  SIGNED_AT,
  signedAclInQuery,
} from '../support/intake/client-requests.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';
import { wrongOrigins } from '../support/trace/wrong-origins.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';

const walkOf = (request: string, rules: Partial<Rules> = {}) => verifiedWalk(request, { at: SIGNED_AT, rules });

function traceOf(request: string, rules: Partial<Rules> = {}) {
  const { trace } = walkOf(request, rules);
  if (trace === null) throw new Error('It has no claim that can be read.');
  return trace;
}

/** What is said of these bytes of a value, and what they are. */
function originOf(request: string, id: string, text: string): string {
  const trace = redact(traceOf(request), 'mask');
  const value = findValue(trace, id);
  const start = value?.bytes.octets.indexOf(text) ?? -1;
  if (!value || start < 0) throw new Error(`${id} does not have it.`);
  return originTeller(trace)(value, start, start + text.length);
}

describe('a signed header whose value is in the query alone', () => {
  it('is right, and its value comes from that query parameter', () => {
    const { reported, trace } = walkOf(signedAclInQuery());
    expect(reported.verdict.kind).toBe('match');
    expect(reported.notices.map(({ id }) => id)).toEqual(['signed-header-in-query']);
    expect(wrongOrigins(trace?.values ?? [], 1)).toEqual([]);
    expect(originOf(signedAclInQuery(), 'canonical-headers', 'private')).toBe('from the query');
  });

  it('says that it was decoded where it was', () => {
    const { request } = presigned({ query: [['x-amz-acl', 'a b']], headers: [['x-amz-acl', 'a b']] });
    const unsent = request.replace('x-amz-acl: a b\r\n', '');
    expect(originOf(unsent, 'canonical-headers', 'a b')).toBe('from the query, percent-decoded');
  });

  it('is wrong where the rules leave such a header empty', () => {
    const { reported } = walkOf(signedAclInQuery(), { unsentSignedHeader: 'empty' });
    expect(reported.verdict).toMatchObject({ kind: 'mismatch', at: { id: 'signature' } });
    expect(reported.notices.map(({ id }) => id)).toEqual(['signed-header-absent']);
  });
});

describe('a checksum in the query', () => {
  it('is said to be ignored, no matter what the body is', () => {
    for (const body of ['abc', 'abd']) {
      const { reported } = walkOf(checksumInQuery(body));
      expect(reported.verdict.kind).toBe('match');
      expect(reported.notices.map(({ id }) => id)).toEqual(['hoisted-checksum-ignored']);
      expect(reported.comparisons.map(({ id }) => id)).not.toContain('checksum-crc32');
    }
  });

  it('is compared where the rules say so', () => {
    const compared = { hoistedChecksum: 'compared' } as const;
    const { reported } = walkOf(checksumInQuery(), compared);
    expect(reported.verdict.kind).toBe('match');
    expect(reported.comparisons.at(-1)).toMatchObject({
      name: 'CRC32 in a query parameter',
      claimed: 'NSRBwg==',
      computed: 'NSRBwg==',
    });
    expect(walkOf(checksumInQuery('abd'), compared).reported.verdict).toMatchObject({
      kind: 'mismatch',
      at: { id: 'checksum-crc32' },
    });
  });

  it('is not spoken of where there is none', () => {
    expect(walkOf(metadataInQuery()).reported).toMatchObject({ verdict: { kind: 'match' }, notices: [] });
  });
});

describe('an Authorization header that says too much', () => {
  it('is malformed, and everything that can be read of it is compared all the same', () => {
    const { reported, trace } = walkOf(garbledAuthorization());
    expect(reported.verdict).toMatchObject({ kind: 'malformed', problem: { code: 'unknown-authorization-part' } });
    expect(reported.comparisons.map(({ id, standing }) => `${id} ${standing}`)).toEqual([
      'scope-date same',
      'terminator same',
      'hashed-payload same',
      'signature same',
    ]);
    expect(reported.claim?.signature.octets).toBe(AUTHORIZATION_PARTS[2].slice('Signature='.length));
    expect(trace?.outcome).toMatchObject({ kind: 'malformed', problem: { code: 'unknown-authorization-part' } });
  });

  it('names the part that is there twice, and where', () => {
    const twice = getWithParts([...AUTHORIZATION_PARTS, 'Signature=0']);
    const { verdict } = walkOf(twice).reported;
    const start = twice.indexOf('Signature=0');
    expect(verdict).toMatchObject({
      kind: 'malformed',
      problem: {
        code: 'repeated-authorization-part',
        says: 'The Authorization header repeats Signature.',
        where: { value: 'input', start, end: start + 'Signature=0'.length },
      },
    });
  });
});
