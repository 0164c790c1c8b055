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
    .filter(({ certainty }) => certainty.kind !== 'possible')
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
  [
    'in two lines of a canonical request that no signer may write',
    ['query-inside-path', 'whole-url'],
    ['method-mismatch', 'signed-for-patch'],
    TEXTS,
  ],
  [
    'in the method, of which only the hash is known, and in the string that has the hash',
    ['method-mismatch', 'signed-for-post'],
    ['string-to-sign-misbuilt', 'no-scope'],
    STRING,
  ],
  [
    'in a method of which only the hash is known, and in the secret',
    ['method-mismatch', 'signed-for-post'],
    ['secret-truncated', 'first-character-lost'],
    STRING,
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

describe('A change in transit, beside a string that does not follow from the text that was signed', () => {
  const LOST = mutationNamed('signed-header-dropped-in-transit', 'range');
  it.each([
    ['double-or-raw-hash', 'base64'],
    ['string-to-sign-misbuilt', 'no-terminator'],
    ['scope-date-differs', 'string-of-another-day'],
  ] as const)('is not all: %s/%s', (id, variant) => {
    const { request, answer, log } = failureOf(SPACES, [mutationNamed(id, variant)], TEXTS, LOST);
    const found = namesOf([answer, request, log]).map((one) => one.split('/')[0]);
    expect(found).toEqual([id, 'signed-header-dropped-in-transit'].sort());
  });
});

describe('A defect that the request shows, beside a mistake that the signature proves', () => {
  const DEFECTS: readonly Name[] = [
    ['xamz-header-not-signed', 'date'],
    ['host-not-signed', 'unsigned'],
    ['wrong-service', 'credential-for-another-service'],
  ];
  const OTHERS: readonly Name[] = [
    ['signing-key-not-binary', 'hex-text'],
    ['double-or-raw-hash', 'capitals'],
    ['wrong-secret', 'key-id'],
  ];
  const foundIn = (pieces: readonly string[]) =>
    (diagnosed(pieces, SECRET)?.findings ?? []).map(({ cause, oneOf }) => [cause.id, oneOf]);
  const products = DEFECTS.flatMap((defect) => OTHERS.map((other) => [defect, other] as const));

  it.each(products)('is a second mistake: %s beside %s', (defect, other) => {
    const { request } = failureOf(SPACES, [mutationNamed(...defect), mutationNamed(...other)], []);
    expect(foundIn([request])).toEqual([
      [other[0], { number: 1, count: 2 }],
      [defect[0], { number: 2, count: 2 }],
    ]);
  });

  it.each(OTHERS)('is not said of a request without one: %s/%s', (id, variant) => {
    const { request, answer } = failureOf(SPACES, [mutationNamed(id, variant)], []);
    for (const pieces of [[request], [request, answer]]) expect(foundIn(pieces)[0]).toEqual([id, null]);
  });
});

describe('Before a server has answered', () => {
  it('a right signature that does not cover a header is not enough', () => {
    const { request } = ordered({});
    const added = request.replace('\r\n\r\n', '\r\nx-amz-acl: public-read\r\n\r\n');
    expect(namesOf([added])).toEqual(['xamz-header-not-signed/null']);
  });
});
