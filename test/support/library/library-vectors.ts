/** Published vectors as a program gives them to the library. */
import { arrayFromOctets } from '../../../src/bytes/octets.ts';
import type { SignInput } from '../../../src/library/sign.ts';
import { octetsOfBody } from '../../../src/vectors/format.ts';
import type { RequestVector } from '../../../src/vectors/vector.ts';
import { REQUEST_VECTORS } from '../vectors/published-vectors.ts';

/** Why a vector is not asked; `null` for one that is. */
export function whyNot(vector: RequestVector): string | null {
  const { kind, payload, request } = vector;
  if (kind === 'header' && payload !== undefined && payload !== 'hashed' && payload !== 'unsigned') return 'chunks';
  // After it the fragment of a URL would begin, which is never sent.
  if (request.target.includes('#')) return 'number sign';
  return request.headers.some(([name]) => name.toLowerCase() === 'host') ? null : 'no host';
}

/** Those that the library can be asked, with the input that says the same. */
export const LIBRARY_VECTORS = REQUEST_VECTORS.filter((vector) => whyNot(vector) === null).map(
  (vector) => [vector.name, vector, signInputOf(vector)] as const,
);

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
