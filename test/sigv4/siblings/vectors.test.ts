/** Every published vector of the siblings of Signature Version 4, and the second implementation that other tests use. */
import { describe, expect, it } from 'vitest';
import { octetsOfBody } from '../../../src/vectors/format.ts';
import { countVectors, runGroup } from '../../../src/vectors/run.ts';
import { type RequestVector, readSiblings } from '../../../src/vectors/vector.ts';
import { fixtures } from '../../support/fixtures.ts';
import { type PlainRequest, type StorageDialect, signPlainly } from '../../support/sigv4/independent-siblings.ts';

const GROUPS = readSiblings(fixtures);
const RESULTS = GROUPS.map(runGroup);

describe('the published vectors of the siblings', () => {
  it.each(
    RESULTS.flatMap(({ id, results }) => results.map((result) => [`${id}/${result.vector.name}`, result] as const)),
  )('%s has every value that is published', (_title, { checks, firstDifference }) => {
    expect(checks.length).toBeGreaterThan(0);
    expect(firstDifference).toBeNull();
  });

  it('are as many as are published, and those that cannot be computed again say why', () => {
    const { passed, total } = countVectors(RESULTS);
    expect([passed, total]).toEqual([117, 117]);
    const declined = GROUPS.flatMap(({ id, declined: names }) => names.map(({ name }) => `${id}/${name}`));
    expect(declined).toEqual([
      'gcs-goog4-hmac/google-documentation-signature-in-the-authorization-sample',
      'gcs-goog4-hmac/google-documentation-simple-migration-aws4-hmac-sha256',
      'gcs-goog4-rsa/slashes-in-object-name-should-not-be-url-encoded',
      'mns4/signing-key-given',
      'oss4/documentation-putobject-printed-key',
      'oss4/documentation-samples-of-the-api-reference',
      'sdk-hmac/documentation-newer-text',
    ]);
  });

  it('differ where a record is another one', () => {
    const [vector] = GROUPS.find(({ id }) => id === 'oss4')?.runnable ?? [];
    if (!vector) throw new Error('There is no vector of OSS.');
    const { results } = runGroup({
      ...GROUPS[0],
      id: 'oss4',
      publisher: { title: '', publisher: '', source: '', licence: '', notice: '' },
      runnable: [{ ...vector, algorithm: 'GOOG4-HMAC-SHA256' }],
      declined: [],
    });
    expect(results[0]?.firstDifference).not.toBeNull();
  });
});

const DIALECTS: readonly (readonly [group: string, dialect: StorageDialect, algorithm: string])[] = [
  ['gcs-goog4-hmac', 'goog4', 'GOOG4-HMAC-SHA256'],
  ['oss4', 'oss4', 'OSS4-HMAC-SHA256'],
  ['tos4', 'tos4', 'TOS4-HMAC-SHA256'],
];

/** The vectors that are signed as the documentation says, in a header. */
const PLAIN = DIALECTS.flatMap(([group, dialect]) =>
  (GROUPS.find(({ id }) => id === group)?.runnable ?? [])
    .filter((vector): vector is RequestVector => vector.kind === 'header' && vector.published.signature !== undefined)
    .map((vector) => [`${group}/${vector.name}`, dialect, vector] as const),
);

describe('the second implementation', () => {
  it.each(PLAIN)('signs %s as published', (_title, dialect, vector) => {
    const { signature } = signPlainly(
      dialect,
      plainRequest(vector),
      signerOf(vector),
      listedIn(vector),
      payloadOf(vector),
    );
    expect(signature).toBe(vector.published.signature);
  });
});

function plainRequest({ request }: RequestVector): PlainRequest {
  const [path = '', query = ''] = request.target.split('?');
  return { ...request, path, query, body: octetsOfBody(request.body) };
}

const signerOf = ({ credentials, timestamp, region, service }: RequestVector) => ({
  service,
  accessKeyId: credentials.accessKeyId,
  secret: credentials.secretAccessKey,
  time: timestamp,
  region,
});

/** The list that the publisher prints. */
function listedIn(vector: RequestVector): readonly string[] {
  const printed = /(?:SignedHeaders|AdditionalHeaders)=([^,]*)/.exec(String(vector.published.authorization ?? ''));
  return (vector.signedHeaders ?? printed?.[1]?.split(';') ?? []).filter((name) => name !== '');
}

function payloadOf({ request, payload }: RequestVector): string | undefined {
  const stated = request.headers.find(([name]) => name.toLowerCase().endsWith('-content-sha256'));
  return stated?.[1] ?? (payload === 'unsigned' ? 'UNSIGNED-PAYLOAD' : undefined);
}
