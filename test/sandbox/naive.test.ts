/** What each check is for: leaving it out lets exactly that pass. */
import { describe, expect, it } from 'vitest';
import { CHECKS, type CheckId, NAIVE_CHECKS } from '../../src/sandbox/checks/table.ts';
import { ordered, SCOPE } from '../support/sandbox/sandbox-client.ts';
import { askIn, TEMPORARY_KEY_ID } from '../support/sandbox/sandbox-settings.ts';
import { chunked, crc32Of, SIGNED_TRAILER, UNSIGNED_TRAILER } from '../support/sigv4/chunked-order.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const trailers = [['x-amz-checksum-crc32', crc32Of('data')]] as const;
const data = ['data'];
const WRONG = '0'.repeat(64);

/** A request that only this check refuses, and how many seconds after the time of the examples it comes. */
const ONLY: Readonly<Record<CheckId, readonly [request: string, seconds?: number]>> = {
  'one-authentication': [ordered({ query: [['X-Amz-Algorithm', 'AWS4-HMAC-SHA256']] }).request],
  scope: [ordered({ scope: [SCOPE[0] ?? '', 'eu-west-1', 's3', 'aws4_request'] }).request],
  'session-token': [ordered({ keyId: TEMPORARY_KEY_ID }).request],
  clock: [ordered().request, 3600],
  expiry: [presigned().request, 90_000],
  'payload-header': [ordered({ payloadHash: null }).request],
  'signed-headers': [ordered({ headers: [['x-amz-meta-a', '1']], unsigned: ['x-amz-meta-a'] }).request],
  signature: [ordered({ secret: 'another secret' }).request],
  'unwanted-token': [ordered({ headers: [['x-amz-security-token', 'a']] }).request],
  policy: [formOf({ key: 'elsewhere/new.txt' }).request],
  'payload-hash': [ordered({ method: 'PUT', body: 'body', payloadHash: sha256Of('another') }).request],
  'chunk-sizes': [chunked({ chunks: ['a', 'b'] }).request],
  'chunk-signatures': [chunked({ chunks: data, signatures: ([, last = '']) => [WRONG, last] }).request],
  'trailer-signature': [
    chunked({ words: SIGNED_TRAILER, chunks: data, trailers, trailerSignature: () => WRONG }).request,
  ],
  trailers: [chunked({ words: UNSIGNED_TRAILER, chunks: data, trailers, announced: null }).request],
  'announced-checksums': [
    ordered({ method: 'PUT', path: '/new', body: 'x', headers: [['x-amz-checksum-color', 'blue']] }).request,
  ],
  'decoded-length': [chunked({ decodedLength: '1' }).request],
  checksums: [chunked({ words: UNSIGNED_TRAILER, chunks: ['datA'], trailers }).request],
};
const ROWS = Object.entries(ONLY) as [CheckId, readonly [string, number?]][];

describe('the checks', () => {
  it('are listed in the order in which they are made', () => {
    expect(CHECKS.map(({ id }) => id)).toEqual([
      'one-authentication',
      'scope',
      'access-key',
      'session-token',
      'clock',
      'expiry',
      'payload-header',
      'announced-checksums',
      'signed-headers',
      'signature',
      'served-host',
      'unwanted-token',
      'policy',
      'payload-hash',
      'chunk-sizes',
      'chunk-signatures',
      'trailer-signature',
      'trailers',
      'decoded-length',
      'checksums',
    ]);
  });

  it('can all be left out but for the one that finds the secret, and for which hosts are served', () => {
    const ids = CHECKS.map(({ id }) => id).filter((id) => id !== 'access-key' && id !== 'served-host');
    expect(NAIVE_CHECKS.map(({ id }) => id)).toEqual(ids);
    expect(ROWS.map(([id]) => id).sort()).toEqual([...ids].sort());
  });

  it.each(NAIVE_CHECKS)('say in one sentence what they are for: $id', ({ says }) => {
    expect(says).toMatch(/^[A-Z][^.]*\.$/);
  });
});

describe('a sandbox without the check', () => {
  it.each(ROWS)('%s lets exactly that pass', (id, [request, seconds = 0]) => {
    expect(askIn({ seconds }, request).status).toBeGreaterThanOrEqual(400);
    const passing = NAIVE_CHECKS.filter((check) => askIn({ seconds, naive: check.id }, request).status < 300);
    expect(passing.map((check) => check.id)).toEqual([id]);
  });

  it.each(NAIVE_CHECKS)('$id still does not know an unknown key', ({ id }) => {
    const requests = [ordered, presigned, formOf].map((order) => order({ keyId: 'AKIAUNKNOWN' }).request);
    expect(requests.map((request) => askIn({ naive: id }, request).element('Code'))).toEqual([
      'InvalidAccessKeyId',
      'InvalidAccessKeyId',
      'InvalidAccessKeyId',
    ]);
  });

  it.each(NAIVE_CHECKS)('$id still refuses what is not authenticated, and what cannot be read', ({ id }) => {
    const chunkless = chunked({ alter: () => 'nonsense' }).request;
    expect(askIn({ naive: id }, ordered({ authorization: null }).request).status).toBe(403);
    expect(askIn({ naive: id }, ordered({ authorization: 'AWS4-HMAC-SHA256 ' }).request).status).toBe(400);
    expect(askIn({ naive: id }, chunkless).status).toBeGreaterThanOrEqual(400);
  });
});
