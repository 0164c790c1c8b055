/** Lists the checks of a request, in the order of S3. */
import { EMPTY } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { headerValue } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import type { Examined, Received, SandboxKey } from '../examined.ts';
import type { BegunBody, ReceivedBody } from '../received-body.ts';
import { checkAnnouncedChecksums } from './announced-checksums.ts';
import { checkChunkSignatures, checkChunkSizes, checkTrailerSignature, checkTrailers } from './chunks.ts';
import { refuseClaim, refuseTwice } from './malformed-claim.ts';
import {
  checkChecksums,
  checkDecodedLength,
  checkLengthSoFar,
  checkPayloadHash,
  checkPayloadHeader,
} from './payload.ts';
import { checkPolicy } from './policy.ts';
import { checkScope } from './scope.ts';
import { checkSessionToken, checkSignature, checkSignedHeaders, checkUnwantedToken, unknownKey } from './signature.ts';
import { checkServedHost } from './strangers.ts';
import { checkClock, checkExpiry } from './times.ts';

/** Checks the head, or the head and the body. */
type HeadRun = (received: Received) => Refusal | null;
type BodyRun = (examined: Examined, body: ReceivedBody) => Refusal | null;

interface Check<Run> {
  readonly id: string;
  /** One sentence on the purpose of the check. */
  readonly says: string;
  readonly run: Run;
}

/**
 * Wraps a check so that it refuses a request whose claim cannot be read. This makes each check independent of the
 * previous checks.
 */
const ofClaim =
  (check: (claim: Claim, examined: Examined) => Refusal | null): HeadRun =>
  (received) => {
    const { examined } = received;
    return isProblem(examined) ? refuseClaim(examined, received) : check(examined.claim, examined);
  };
const ofSigner = (check: (claim: Claim, examined: Examined, key: SandboxKey) => Refusal | null): HeadRun =>
  ofClaim((claim, examined) => (examined.key ? check(claim, examined, examined.key) : unknownKey(claim)));

/** Wraps a check of chunks so that the check, like S3, treats a body that cannot be decoded as incomplete. */
const ofChunks =
  <Chunks>(check: (chunks: Chunks, examined: Examined) => Refusal | null) =>
  (examined: Examined, { chunked }: { readonly chunked: Chunks | Problem | null }): Refusal | null => {
    if (chunked === null) return null;
    return isProblem(chunked) ? refuse('IncompleteBody', {}, chunked.says) : check(chunked, examined);
  };

/**
 * The checks of the head in order. The first refusal ends the checks. No part of the body is kept until all of these
 * checks have passed.
 */
export const HEAD_CHECKS = [
  {
    id: 'one-authentication',
    says: 'A request may be signed only once: with two signatures, two servers could authenticate two different users.',
    run: checkOneAuthentication,
  },
  {
    id: 'scope',
    says: 'A signature is valid for one day, Region, and service, so a derived key is useless anywhere else.',
    run: ofClaim(checkScope),
  },
  {
    id: 'access-key',
    says: 'The access key must be known: without its secret, the signature cannot be verified.',
    run: ofSigner(() => null),
  },
  {
    id: 'session-token',
    says: 'Temporary credentials are valid only with their session token, which determines when they expire.',
    run: ofSigner(checkSessionToken),
  },
  {
    id: 'clock',
    says: 'A recorded request cannot be sent again more than fifteen minutes after it was signed.',
    run: ofClaim(checkClock),
  },
  {
    id: 'expiry',
    says: 'A leaked presigned URL is useless once it has expired.',
    run: ofClaim(checkExpiry),
  },
  {
    id: 'payload-header',
    says: 'The request must say whether its signature covers the payload, so no one can leave that open.',
    run: ofClaim(checkPayloadHeader),
  },
  {
    id: 'announced-checksums',
    says: 'Every checksum that a request names must be one that can be compared, so none is ignored.',
    run: ofClaim(checkAnnouncedChecksums),
  },
  {
    id: 'signed-headers',
    says: 'Host and every x-amz-* header must be signed, so no one can add one that changes the request.',
    run: ofClaim(checkSignedHeaders),
  },
  {
    id: 'signature',
    says: 'Only someone who has the secret can have signed exactly this request.',
    run: ofSigner(checkSignature),
  },
  {
    id: 'served-host',
    says: 'A web page can point any name at this machine and sign with a published key, so only known names are served.',
    run: ofClaim(checkServedHost),
  },
  {
    id: 'unwanted-token',
    says: 'A long-term key must not be used with a session token, which would mean that credentials were mixed up.',
    run: ofSigner(checkUnwantedToken),
  },
  {
    id: 'policy',
    says: 'The form of a browser upload may contain only what the signed policy allows, and only until the policy expires.',
    run: ofClaim(checkPolicy),
  },
] as const satisfies readonly Check<HeadRun>[];

/** The checks of the body in order. */
export const BODY_CHECKS = [
  {
    id: 'payload-hash',
    says: 'The hash of the body must be the one that was signed.',
    run: checkPayloadHash,
  },
  {
    id: 'chunk-sizes',
    says: 'Chunks have a minimum size, because a body with many signatures takes long to verify.',
    run: ofChunks(checkChunkSizes),
  },
  {
    id: 'chunk-signatures',
    says: 'Each chunk signs the one before it, so no one can change, drop, or reorder chunks.',
    run: ofChunks(checkChunkSignatures),
  },
  {
    id: 'trailer-signature',
    says: 'Trailing headers are signed too, so no one can change the checksum along with the data.',
    run: ofChunks(checkTrailerSignature),
  },
  {
    id: 'trailers',
    says: 'The trailing headers must be the announced ones, so no one can cut off the checksum.',
    run: checkTrailers,
  },
  {
    id: 'decoded-length',
    says: 'The payload must be as long as the request says, so no one can cut off its end.',
    run: checkDecodedLength,
  },
  {
    id: 'checksums',
    says: 'A checksum detects damage in transit, even if the signature does not cover the payload.',
    run: checkChecksums,
  },
] as const satisfies readonly Check<BodyRun>[];

/**
 * The checks of a body in chunks that are made while it arrives, because nothing that follows can make it right. They
 * are those of the whole body with the same IDs.
 */
export const BEGUN_BODY_CHECKS = [
  { id: 'chunk-sizes', run: ofChunks(checkChunkSizes) },
  { id: 'chunk-signatures', run: ofChunks(checkChunkSignatures) },
  { id: 'decoded-length', run: checkLengthSoFar },
] as const satisfies readonly {
  readonly id: CheckId;
  readonly run: (examined: Examined, body: BegunBody) => Refusal | null;
}[];

/** All checks in order. */
export const CHECKS = [...HEAD_CHECKS, ...BODY_CHECKS];

/**
 * The checks that cannot be skipped. Without the access key, there is no secret for verifying the signature. A separate
 * option controls the served hosts.
 */
type Needed = 'access-key' | 'served-host';

export type CheckId = Exclude<(typeof CHECKS)[number]['id'], Needed>;

export const NAIVE_CHECKS: readonly { readonly id: CheckId; readonly says: string }[] = CHECKS.flatMap(
  ({ id, says }) => (id === 'access-key' || id === 'served-host' ? [] : [{ id, says }]),
);

function checkOneAuthentication({ twice, sent }: Received): Refusal | null {
  return twice && refuseTwice(headerValue(sent.head.headers, 'authorization')?.octets ?? EMPTY);
}
