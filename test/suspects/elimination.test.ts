/** What both sides show equal, and what a request cannot have, is no suspect. */
import { describe, expect, it } from 'vitest';
import { CAUSES } from '../../src/causes/table.ts';
import { GET_OBJECT, toSign } from '../evidence/answers.ts';
import { diagnosed, mismatch } from '../support/evidence/pasted-failure.ts';

const quoted = (canonicalRequest: string) => mismatch({ canonicalRequest, stringToSign: toSign(canonicalRequest) });
const suspectsOf = (...pieces: readonly string[]) => diagnosed(pieces)?.findings.map(({ cause }) => cause.id) ?? [];
const likelihoods = (...pieces: readonly string[]) => [...(diagnosed(pieces)?.suspects?.inquiry.likelihoods ?? [])];

/** A canonical request that signs Host and the headers that S3 requires, and no other. */
const PLAIN = GET_OBJECT.replace(/\nrange:[^\n]*/, '').replace(';range;', ';');

describe('a header that is not in the quoted list', () => {
  const about = CAUSES.filter(
    ({ isAbout }) => isAbout && !['host', 'x-amz-date', 'x-amz-content-sha256'].some(isAbout),
  );
  it.each(about.map(({ id }) => id))('rules out %s, also if the client is unknown', (id) => {
    expect(likelihoods(quoted(PLAIN)).map(([cause]) => cause)).not.toContain(id);
  });
  it('is said of at least six causes', () => expect(about.length).toBeGreaterThan(5));
});

describe('a mistake in the key alone', () => {
  const log = `CanonicalRequest:\n${PLAIN}\nStringToSign:\n${toSign(PLAIN)}\n`;
  it.each(['wrong-region', 'wrong-service', 'signing-key-not-binary'])(
    '%s stays possible if both texts are equal',
    (id) => {
      expect(likelihoods(quoted(PLAIN), log).map(([cause]) => cause)).toContain(id);
    },
  );
  it('leaves nothing of the text a suspect', () => {
    const stages = new Set(['credentials', 'credential-scope', 'signing-key', 'authorization']);
    const ids = new Set(likelihoods(quoted(PLAIN), log).map(([cause]) => cause));
    expect(CAUSES.filter(({ id, stage }) => ids.has(id) && !stages.has(stage)).map(({ id }) => id)).toEqual([]);
  });
});

describe('text around a request that is known as a whole', () => {
  const request = [
    'GET /test.txt HTTP/1.1',
    'Host: examplebucket.s3.amazonaws.com',
    'x-amz-date: 20130524T000000Z',
    'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    `Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${'0'.repeat(64)}`,
    '\n',
  ].join('\n');
  it.each([
    'GET http://169.254.169.254/latest/meta-data/ (no credentials there)',
    'connected to http://localhost:9000/a,b/c(d)/',
    'see https://example.com/docs/page?x=1&y=/2',
  ])('changes no suspect: %s', (line) => {
    expect(suspectsOf(mismatch(), request, line)).toEqual(suspectsOf(mismatch(), request));
  });
});

describe('the form of a request', () => {
  it('is that of the quoted canonical request: without a signature in its query, it is no presigned URL', () => {
    const presigned = CAUSES.filter(({ needs }) => needs.includes('presigned-url')).map(({ id }) => id);
    const ids = new Set(likelihoods(quoted(PLAIN)).map(([cause]) => cause));
    expect(presigned.filter((id) => ids.has(id))).toEqual([]);
  });
  it('has no chunks if the last line is one hash', () => {
    const chunks = CAUSES.filter(({ needs }) => needs.includes('chunks')).map(({ id }) => id);
    const ids = new Set(likelihoods(quoted(PLAIN)).map(([id]) => id));
    expect(chunks.filter((id) => ids.has(id))).toEqual([]);
  });
});

describe('a bucket of R2', () => {
  it('is a server: its name is no sign of a network in between', () => {
    const host = 'host:0123456789abcdef.r2.cloudflarestorage.com';
    expect(suspectsOf(quoted(PLAIN.replace(/host:[^\n]*/, host)))).not.toContain('accept-encoding-rewritten');
  });
});
