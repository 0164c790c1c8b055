/** Two mistakes at once, where they are in the same part, in a text of which only the hash is known, or on both sides. */
import { describe, expect, it } from 'vitest';
import { failureOf, mutationNamed } from '../support/causes/two-mistakes.ts';
import type { LogPart } from '../support/evidence/pasted-failure.ts';
import { diagnosed } from '../support/evidence/pasted-failure.ts';
import { ordered, SECRET } from '../support/sandbox/sandbox-client.ts';

const SPACES = ordered({ path: '/reports/2013/a b (final).pdf', headers: [['Range', 'bytes=0-9']] }).request;
const STRING: readonly LogPart[] = ['stringToSign'];
const TEXTS: readonly LogPart[] = ['canonicalRequest', 'stringToSign'];

const namesOf = (pieces: readonly string[]): readonly string[] =>
  (diagnosed(pieces, SECRET)?.findings ?? [])
    .filter(({ standing }) => standing.kind !== 'possible')
    .slice(0, 2)
    .map(({ cause, variant }) => `${cause.id}/${variant}`)
    .sort();

type Name = readonly [id: string, variant: string];
const ROWS: readonly (readonly [what: string, one: Name, other: Name, parts: readonly LogPart[]])[] = [
  [
    'in a canonical request of which the client logs only the hash',
    ['method-mismatch', 'signed-for-post'],
    ['payload-literal-misspelt', 'capitals'],
    STRING,
  ],
  [
    'in the string to sign and in the canonical request, both known',
    ['path-not-encoded', 'raw-spaces'],
    ['string-to-sign-misbuilt', 'key-id-in-scope'],
    TEXTS,
  ],
  [
    'in the hash, beside a canonical request that no signer may write',
    ['query-inside-path', 'whole-url'],
    ['double-or-raw-hash', 'capitals'],
    TEXTS,
  ],
];

describe('Two mistakes of the signer', () => {
  it.each(ROWS)('%s', (_what, one, other, parts) => {
    const { request, answer, log } = failureOf(SPACES, [mutationNamed(...one), mutationNamed(...other)], parts);
    expect(namesOf([answer, request, log])).toEqual([one, other].map((name) => name.join('/')).sort());
  });
});

describe('A mistake of the signer and a change in transit', () => {
  const RANGE_LOST = mutationNamed('signed-header-dropped-in-transit', 'range');

  it('are both named, from the request that was given', () => {
    const { request, answer, log } = failureOf(
      SPACES,
      [mutationNamed('method-mismatch', 'signed-for-post')],
      STRING,
      RANGE_LOST,
    );
    expect(namesOf([answer, request, log])).toEqual([
      'method-mismatch/signed-for-post',
      'signed-header-dropped-in-transit/range',
    ]);
  });

  it('are both named, where the secret has a typing error', () => {
    const other = { ...mutationNamed('wrong-secret', 'typing-error') };
    const { request, answer, log } = failureOf(SPACES, [other], TEXTS, RANGE_LOST);
    expect(namesOf([answer, request, log])).toContain('signed-header-dropped-in-transit/range');
    expect(namesOf([answer, request, log])).toHaveLength(2);
  });
});

describe('Before a server has answered', () => {
  it('a right signature that does not cover a header is not enough', () => {
    const { request } = ordered({});
    const added = request.replace('\r\n\r\n', '\r\nx-amz-acl: public-read\r\n\r\n');
    expect(namesOf([added])).toEqual(['xamz-header-not-signed/null']);
  });
});
