/** Determines whether a client has signed a request rightly, so that the capture may sign it again. */

import type { SourcedCredentials } from '../../app/settings/settings.ts';
import { isExampleKey, isPublishedSecret } from '../../aws/example-keys.ts';
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../../bytes/problem.ts';
import { headerValue, type RequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import type { Algorithm } from '../../sigv4/algorithms/algorithm.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { verify } from '../../sigv4/claims/verify.ts';
import type { PayloadKind } from '../../sigv4/payload-keywords.ts';
import type { CheckingChain } from '../../sigv4/schemes/chain.ts';
import { USUAL_SIGNING } from '../../sigv4/schemes/signing-input.ts';
import { unrecorded } from '../../trace/trace.ts';
import { sentNames, unsignedHeaders } from '../../verification/examine.ts';
import { fittingSecret } from '../../verification/fitting-secret.ts';
import type { KnownSecret } from '../../verification/keys.ts';
import type { Verdict } from '../../verification/verdict.ts';
import { verifyRequest } from '../../verification/verify-request.ts';

/** The secrets with which clients may sign. */
type TrustedSecrets = readonly KnownSecret[];

/**
 * Returns the secrets with which clients may sign. Everyone knows a secret that AWS has published, so such a secret counts
 * only if the new signature is made with it too.
 */
export function trustedSecrets(
  secrets: readonly KnownSecret[],
  { secretAccessKey }: SourcedCredentials,
): TrustedSecrets {
  const isTrusted = (secret: string) => !isPublishedSecret(secret) || secret === secretAccessKey.value;
  return secrets.filter((each) => isTrusted(each.secretAccessKey));
}

/** What a client has signed rightly. */
export interface SignedByClient {
  readonly claim: Claim;
  readonly kind: PayloadKind;
  /** The hash of the payload, or the words in its place, as the client signed it. */
  readonly hashedPayload: Octets;
  /** Verifies the signatures of the chunks; `null` if the chunks are not signed. */
  readonly chunks: CheckingChain | null;
}

/**
 * Verifies the head of a request in origin form. The body has not arrived yet. What is signed of it is the hash that the
 * head states, or the signatures of its chunks. Returns the reason if the client has not signed the request rightly.
 */
export function readSignedByClient(octets: Octets, secrets: TrustedSecrets, now: Date): SignedByClient | Problem {
  const head = readRequestHead(plain(octets));
  if (isProblem(head)) return head;
  const sent = { head, body: null };
  const { verifier } = fittingSecret(secrets, sent, { now: now.getTime(), rules: {} });
  const { verdict, claim, kind, rules } = verifyRequest(sent, verifier);
  const isPublished = claim !== null && isExampleKey(claim.accessKeyId.octets);
  if (verdict.kind === 'unknown' && isPublished) return notSignedAgain(...PUBLISHED_KEY);
  if (verdict.kind !== 'match') return notSignedAgain(...REASONS[verdict.kind]);
  if (claim?.signed.kind !== 'request' || kind === null) return notSignedAgain(...REASONS.malformed);
  const [unsigned] = unsignedHeaders(claim, sentNames(head));
  if (unsigned !== undefined) return notSignedAgain(`the header ${unsigned} is not signed`, 'Let the client sign it.');
  const hashedPayload = claim.signed.hashedPayload.octets;
  if (kind.algorithm === null) return { claim, kind, hashedPayload, chunks: null };
  const { startChain } = verify(claim, verifier.keySource, rules, unrecorded);
  const chunks = mayResignChunks(kind.algorithm, head) && startChain ? startChain(unrecorded) : null;
  return chunks ? { claim, kind, hashedPayload, chunks } : notSignedAgain(...OTHER_CHUNKS);
}

/** Signatures are replaced where they are, so both must have the same length and be in one piece. */
const mayResignChunks = (algorithm: Algorithm, { headers }: RequestHead): boolean =>
  algorithm === USUAL_SIGNING.algorithm && headerValue(headers, 'transfer-encoding') === undefined;

/** Returns the problem that a request was not signed again, or not to its end. `because` continues a sentence. */
export const notSignedAgain = (because: string, fix: string): Problem =>
  problem('not-signed-again', `The request was not signed again, because ${because}.`, fix);

type Reason = readonly [because: string, fix: string];

const REASONS: Readonly<Record<Exclude<Verdict['kind'], 'match'>, Reason>> = {
  mismatch: ['its signature is wrong', 'Let the client sign with a key whose secret the capture knows.'],
  expired: [
    'its signature is no longer valid',
    'Check the clock of the client, and sign the request when you send it.',
  ],
  'not-yet-valid': ['its signature is not valid yet', 'Check the clock of the client.'],
  malformed: ['its signature cannot be read', 'Look at what the verification of the request says.'],
  'signature-version-2': ['it is signed with Signature Version 2', 'Let the client use Signature Version 4.'],
  unsigned: ['its head has no signature', 'Let the client sign it in the Authorization header or in the URL.'],
  unknown: [
    'no secret is known for its access key ID',
    'Give the secret of the client in the environment, in a profile, or with --secret-from.',
  ],
};

const PUBLISHED_KEY: Reason = [
  'AWS has published the secret of its access key ID, so anyone can sign with it',
  'Give the client a key of its own, and its secret with --secret-from.',
];

const OTHER_CHUNKS: Reason = [
  'only chunks with HMAC-SHA256 signatures in a body with Content-Length can be signed again',
  'Let the client send it without signed chunks; an SDK does that over HTTPS.',
];
