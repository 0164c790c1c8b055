/** Compares the scope, the payload hash, and the signature that a request claims. */

import { EMPTY, type Octets, sliceOctets } from '../../bytes/octets.ts';
import { headerValue } from '../../http/message.ts';
import { AWS4_HMAC_SHA256 } from '../../sigv4/algorithms/hmac-sha256.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import type { Verification } from '../../sigv4/claims/verify.ts';
import { AMZ_HEADERS } from '../../sigv4/names.ts';
import { PAYLOAD_KEYWORDS, type PayloadKind } from '../../sigv4/payload-keywords.ts';
import { AUTHORIZATION_STAGE, SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { HASHED_PAYLOAD } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { COMPUTED_SIGNATURE, PROVIDED_SIGNATURE } from '../../sigv4/stages/comparison.ts';
import { CREDENTIAL_SCOPE, TERMINATOR } from '../../sigv4/stages/credential-scope.ts';
import { FORM_FIELDS_STAGE } from '../../sigv4/stages/form-fields.ts';
import { PRESIGNED_URL_STAGE } from '../../sigv4/stages/presigned-url.ts';
import { type Recorder, unrecorded } from '../../trace/trace.ts';
import { type Comparison, comparison, isMasked, standingOf } from './comparison.ts';

/** Compares the date and the terminator of the scope. The date must match the time of signing. */
export function compareScope({
  scope,
  terminator,
  timestamp,
}: Pick<Claim, 'scope' | 'terminator' | 'timestamp'>): Comparison[] {
  const { stage } = CREDENTIAL_SCOPE;
  return [
    comparison(
      { id: 'scope-date', name: 'Date of the credential scope', stage },
      { claimed: scope.date.octets, computed: sliceOctets(timestamp.octets, 0, 8) },
      'The date of the scope must be the date of signing, in UTC.',
    ),
    comparison(
      { id: 'terminator', name: 'Terminator of the credential scope', stage },
      { claimed: terminator.octets, computed: TERMINATOR.octets },
      'Every scope must end with this word.',
    ),
  ];
}

/** Compares the payload hash. `bodySha256` returns 64 hexadecimal digits, or `null` if the body is unknown. */
export function comparePayload(
  { signed }: Claim,
  kind: PayloadKind | null,
  bodySha256: () => Octets | null,
): Comparison[] {
  if (signed.kind === 'policy') return [];
  const isWord = kind !== null && kind.payload !== 'hashed';
  // If the header is missing, the server computes the hash itself and has nothing to compare.
  const isClaimed = headerValue(signed.request.headers, AMZ_HEADERS.contentSha256) !== undefined;
  if (isWord || !isClaimed) return [];
  const claimed = signed.hashedPayload.octets;
  const computed = claimed === EVENTS ? null : bodySha256();
  return [
    {
      id: HASHED_PAYLOAD.id,
      name: HASHED_PAYLOAD.name,
      stage: HASHED_PAYLOAD.stage,
      claimed,
      computed,
      standing: kind === null && claimed !== EVENTS ? 'differs' : standingOf({ claimed, computed }),
      says: payloadInWords(kind, { claimed, computed }),
    },
  ];
}

/**
 * The keyword that replaces the hash if the body is an event stream
 * (https://docs.aws.amazon.com/transcribe/latest/dg/streaming-http2.html).
 */
const EVENTS = `STREAMING-${AWS4_HMAC_SHA256.names.request.octets}-EVENTS`;

function payloadInWords(
  kind: PayloadKind | null,
  { claimed, computed }: Pick<Comparison, 'claimed' | 'computed'>,
): string {
  if (claimed === EVENTS)
    return 'The body is a stream of events with separate signatures, which are not verified here.';
  if (kind === null)
    return `The header ${AMZ_HEADERS.contentSha256} is neither a hash, 64 lowercase hexadecimal digits, nor one of ${PAYLOAD_KEYWORDS.join(', ')}.`;
  if (computed === null) return 'The body is unknown, so its hash cannot be computed.';
  return `The hash of the body is not the one in ${AMZ_HEADERS.contentSha256}.`;
}

const SIGNATURE_STAGES: Readonly<Record<Claim['scheme'], string>> = {
  header: AUTHORIZATION_STAGE.id,
  query: PRESIGNED_URL_STAGE.id,
  policy: FORM_FIELDS_STAGE.id,
};

/** Compares the signature. If it is right, it is computed again only when values are recorded. */
export function compareSignature(
  claim: Claim,
  { signature, key, stringToSign }: Verification,
  record: Recorder,
): Comparison {
  const { scheme, algorithm } = claim;
  const claimed = record(PROVIDED_SIGNATURE, claim.signature).octets;
  const { id, name } = SIGNATURE;
  const stage = SIGNATURE_STAGES[scheme];
  if (isMasked(claimed)) return comparison({ id, name, stage }, { claimed, computed: null }, IS_MASKED);
  const isNeeded = key !== null && !algorithm.isAsymmetric && (signature === 'wrong' || record !== unrecorded);
  const computed = isNeeded ? record(COMPUTED_SIGNATURE, key.sign(stringToSign, record)).octets : null;
  return {
    id,
    name,
    stage,
    claimed,
    computed: computed ?? (signature === 'right' && !algorithm.isAsymmetric ? claimed : null),
    standing: signature === 'right' ? 'same' : signature === 'wrong' ? 'differs' : 'unknown',
    says: SAYS[signature],
  };
}

const IS_MASKED = 'The signature is masked here, so it cannot be compared.';

const SAYS: Readonly<Record<Verification['signature'], string>> = {
  right: EMPTY,
  wrong:
    'Something signed was changed after signing, or the request was signed with a different secret or incorrectly.',
  unknown: 'The signature cannot be computed without the secret access key.',
};
