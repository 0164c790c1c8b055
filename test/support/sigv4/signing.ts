/** The way there and back for tests: a request as text is signed, and what was signed is read and verified. */

import type { Bytes } from '../../../src/bytes/bytes.ts';
import type { Problem } from '../../../src/bytes/problem.ts';
import { readRequestHead } from '../../../src/http/read-head.ts';
import type { Algorithm } from '../../../src/sigv4/algorithms/algorithm.ts';
import { AWS4_HMAC_SHA256 } from '../../../src/sigv4/algorithms/hmac-sha256.ts';
import type { Claim } from '../../../src/sigv4/claims/claim.ts';
import { readClaim } from '../../../src/sigv4/claims/read-claim.ts';
import { type Verification, verify } from '../../../src/sigv4/claims/verify.ts';
import { type Rules, S3_RULES } from '../../../src/sigv4/rules.ts';
import type { CheckingChain } from '../../../src/sigv4/schemes/chain.ts';
import type { SignedRequest } from '../../../src/sigv4/schemes/header.ts';
import { type HeaderSelection, type SigningInput, USUAL_SIGNING } from '../../../src/sigv4/schemes/signing-input.ts';
import { signRequest } from '../../../src/sigv4/sign.ts';
import { unrecorded } from '../../../src/trace/trace.ts';
import { octetsOf, plainOf } from '../octets-of.ts';
import { sound } from '../problems.ts';
import { sha256Of } from './independent-signer.ts';
import { keyFromSecret } from './key-from-secret.ts';

/** AWS's example credentials, and the time and scope of the examples of S3's documentation. */
export const EXAMPLE = {
  keyId: 'AKIAIOSFODNN7EXAMPLE',
  secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  timestamp: '20130524T000000Z',
  region: 'us-east-1',
  service: 's3',
  scope: ['20130524', 'us-east-1', 's3', 'aws4_request'],
} as const;

/** Some of the rules; the others are those of S3. */
export type SomeRules = {
  readonly [Rule in keyof Rules as string extends Rule ? never : Rule]?: Rules[Rule];
};

const rulesWith = (rules: SomeRules = {}): Rules => ({ ...S3_RULES, ...rules });

/** What is to be signed; all but the head has a usual value. One character is one byte. */
export interface Asked {
  readonly head: string;
  readonly body?: string;
  readonly keyId?: string;
  readonly secret?: string;
  readonly token?: string | null;
  readonly timestamp?: string;
  readonly region?: string;
  readonly service?: string;
  readonly algorithm?: Algorithm;
  /** In seconds: a signature in the query. Without it, the signature is in the header. */
  readonly expires?: string;
  readonly scheme?: 'http' | 'https';
  readonly signedHeaders?: HeaderSelection;
  readonly trailers?: readonly string[];
  readonly rules?: SomeRules;
}

/** `make` gives bytes from outside by the name of their source; without provenance, if not told. */
export function inputOf(asked: Asked, make: (latin1: string, by: string) => Bytes = plainOf): SigningInput {
  const { body = '', token = null, expires, scheme = 'https', trailers = [] } = asked;
  return {
    ...USUAL_SIGNING,
    algorithm: asked.algorithm ?? AWS4_HMAC_SHA256,
    request: make(asked.head, 'the request'),
    payload: { length: body.length, sha256: octetsOf(sha256Of(body)) },
    credentials: {
      accessKeyId: make(asked.keyId ?? EXAMPLE.keyId, 'the key'),
      secretAccessKey: make(asked.secret ?? EXAMPLE.secret, 'the secret'),
      sessionToken: token === null ? null : make(token, 'the token'),
    },
    timestamp: make(asked.timestamp ?? EXAMPLE.timestamp, 'the time'),
    region: make(asked.region ?? EXAMPLE.region, 'the region'),
    service: make(asked.service ?? EXAMPLE.service, 'the service'),
    form: expires === undefined ? { kind: 'header' } : { kind: 'query', scheme, expires: make(expires, 'the expiry') },
    signedHeaders: asked.signedHeaders ?? USUAL_SIGNING.signedHeaders,
    trailers: trailers.map((name) => make(name, 'a trailer')),
    rules: rulesWith(asked.rules),
  };
}

/** Signs without recording; throws where that is a problem. */
export function sign(asked: Asked): SignedRequest {
  return sound(signRequest(inputOf(asked), unrecorded));
}

/** What a head (up to its empty line) claims. */
export function claimOf(head: string, body = '', rules: SomeRules = {}): Claim | Problem {
  const request = sound(readRequestHead(plainOf(head)));
  const payload = { length: body.length, sha256: octetsOf(sha256Of(body)) };
  return readClaim(request, payload, rulesWith(rules));
}

interface Verifying {
  readonly body?: string;
  readonly secret?: string;
  readonly rules?: SomeRules;
}

/** What a server that knows the secret finds; throws for what is no claim. */
function verifyHead(head: string, { body, secret = EXAMPLE.secret, rules }: Verifying = {}): Verification {
  const claim = sound(claimOf(head, body, rules));
  return verify(claim, keyFromSecret(plainOf(secret)), rulesWith(rules), unrecorded);
}

/** The chain that the chunks of this request have to be. */
export function chainToCheck(head: string): CheckingChain {
  const chain = verifyHead(head).startChain?.(unrecorded);
  if (!chain) throw new Error('There is no key.');
  return chain;
}

export function accepts(head: string, verifying: Verifying = {}): boolean {
  return verifyHead(head, verifying).signature === 'right';
}
