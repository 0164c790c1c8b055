/** Published vectors as a program gives them to the library. */
import { arrayFromOctets } from '../../../src/bytes/octets.ts';
import type { DialectName } from '../../../src/library/request-types.ts';
import type { SignInput } from '../../../src/library/sign.ts';
import { octetsOfBody } from '../../../src/vectors/format.ts';
import type { RequestVector } from '../../../src/vectors/vector.ts';
import { REQUEST_VECTORS, SIBLING_VECTORS } from '../vectors/published-vectors.ts';

/** Why a vector is not asked; `null` for one that is. */
export function whyNot(vector: RequestVector): string | null {
  const { kind, payload, request, algorithm, variation } = vector;
  if (variation !== undefined) return 'another record';
  if (algorithm === 'GOOG4-RSA-SHA256') return 'private key unknown';
  if (kind === 'query' && vector.lifetime === 'any') return 'too long a lifetime';
  if (kind === 'header' && payload !== undefined && payload !== 'hashed' && payload !== 'unsigned') return 'chunks';
  // After it the fragment of a URL would begin, which is never sent.
  if (request.target.includes('#')) return 'number sign';
  return request.headers.some(([name]) => name.toLowerCase() === 'host') ? null : 'no host';
}

/** Those that the library can be asked, with the input that says the same. */
export const LIBRARY_VECTORS = REQUEST_VECTORS.filter((vector) => whyNot(vector) === null).map(
  (vector) => [vector.name, vector, signInputOf(vector)] as const,
);

/** The names of the algorithms of other vendors, by what the library calls their dialect. */
export const DIALECT_NAMES: Readonly<Record<DialectName, string>> = {
  goog4: 'GOOG4-HMAC-SHA256',
  'goog4-rsa': 'GOOG4-RSA-SHA256',
  oss4: 'OSS4-HMAC-SHA256',
  tos4: 'TOS4-HMAC-SHA256',
  tc3: 'TC3-HMAC-SHA256',
  sdk: 'SDK-HMAC-SHA256',
  v11: 'V11-HMAC-SHA256',
  jdcloud2: 'JDCLOUD2-HMAC-SHA256',
  acs3: 'ACS3-HMAC-SHA256',
  mns4: 'MNS4-HMAC-SHA256',
  'apsara-mns4': 'APSARA-MNS4-HMAC-SHA256',
};

/** Those of other vendors that the library can be asked. The body of a presigned URL is unknown. */
export const SIBLING_LIBRARY_VECTORS = SIBLING_VECTORS.filter((vector) => whyNot(vector) === null).map((vector) => {
  const { body, ...input } = signInputOf(vector);
  const dialect = (Object.keys(DIALECT_NAMES) as DialectName[]).find(
    (name) => DIALECT_NAMES[name] === vector.algorithm,
  );
  if (!dialect) throw new Error(`The library has no dialect for ${vector.algorithm}.`);
  const given: SignInput = { ...input, dialect, ...(body && vector.kind === 'header' && { body }) };
  return [`${vector.algorithm} ${vector.name}`, vector, given] as const;
});

function signInputOf(vector: RequestVector): SignInput {
  const { request, credentials, region, service, timestamp, rules, signedHeaders, algorithm, payload } = vector;
  const host = request.headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? '';
  return {
    method: request.method,
    // The Host of a vector may be none that a URL can have; it is given as a header as well.
    url: `https://${/^[\w.:-]+$/.test(host) ? host : 'example.com'}${request.target}`,
    headers: request.headers,
    ...(payload === 'unsigned'
      ? { payloadHash: 'UNSIGNED-PAYLOAD' }
      : { body: arrayFromOctets(octetsOfBody(request.body)) }),
    credentials,
    region,
    service,
    date: timestamp,
    rules,
    ...(signedHeaders && { signedHeaders }),
    ...(algorithm === 'AWS4-ECDSA-P256-SHA256' && { algorithm }),
    ...(vector.kind === 'query' && { form: 'query', expires: vector.expires }),
    include: ['signingKey'],
  };
}
