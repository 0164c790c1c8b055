/**
 * Verifies a request and keeps each value with its provenance, to show how the request was verified. Nothing is signed
 * again.
 */
import { base64Decoded } from '../bytes/base64.ts';
import type { Bytes } from '../bytes/bytes.ts';
import { parsedJson, textFromOctets } from '../bytes/octets.ts';
import { isProblem } from '../bytes/problem.ts';
import { type RequestHead, writeRequestHead } from '../http/message.ts';
import { readRequestHead } from '../http/read-head.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { stagesOfVerification } from '../sigv4/line-of-stages.ts';
import { recordSecretsIn } from '../sigv4/schemes/policy.ts';
import { recordOtherSecrets, recordSecrets, tokensIn } from '../sigv4/secrets/secret-headers.ts';
import { HASHED_PAYLOAD } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { ENCODED_POLICY, POLICY } from '../sigv4/stages/form-fields.ts';
import {
  ACCESS_KEY_ID,
  EXPIRES,
  REGION,
  REGION_SET,
  REQUEST,
  SECRET_ACCESS_KEY,
  SERVICE,
  sessionTokenDefinition,
  TIMESTAMP,
} from '../sigv4/stages/request.ts';
import { findValue, type Outcome, type Recorder, recording, type Trace } from '../trace/trace.ts';
import type { SentRequest } from './examine.ts';
import type { Verdict } from './verdict.ts';
import { type VerifiedRequest, type Verifier, verifyRequest } from './verify-request.ts';

export interface TracedVerification {
  readonly verified: VerifiedRequest;
  /** The recorded values; `null` if the request has no readable claim. */
  readonly trace: Trace | null;
}

export function traceVerification(sent: SentRequest, verifier: Verifier): TracedVerification {
  const { record, values } = recording();
  const head = recordHead(sent.head, record);
  const verified = verifyRequest({ ...sent, head }, verifier, record, (claim) => recordClaim(claim, record));
  const { claim } = verified;
  // The original request is verified again so that positions in problems refer to the input, not to the trace.
  if (claim === null) return { verified: verifyRequest(sent, verifier), trace: null };
  const verdict = claim.fault ? verifyRequest(sent, verifier).verdict : verified.verdict;
  const isHashed = verified.kind?.payload === 'hashed';
  const trace: Trace = {
    purpose: 'verify',
    scheme: claim.scheme,
    algorithm: claim.algorithm.names.request.octets,
    rules: verified.rules,
    stages: stagesOfVerification(claim.scheme, claim.algorithm, {
      isKeyKnown: findValue({ values }, SECRET_ACCESS_KEY.id) !== undefined,
      isChunked: values.some(({ id }) => id.startsWith('chunk-')),
    }),
    values,
    payload: { length: verified.payload.length, sha256: isHashed ? verified.payload.sha256 : null },
    outcome: outcomeOf(verdict),
  };
  return { verified: { ...verified, verdict }, trace };
}

/** Records a head and its secrets. A head that cannot be parsed again is returned unchanged. */
export function recordHead(head: RequestHead, record: Recorder): RequestHead {
  const bytes = record(REQUEST, writeRequestHead(head));
  recordOtherSecrets(bytes, record);
  tokensIn(bytes).forEach((token, index) => void record(sessionTokenDefinition(index), token));
  const read = readRequestHead(bytes);
  return isProblem(read) ? head : read;
}

/** Records the claim as the input of the stages. */
function recordClaim(claim: Claim, record: Recorder): Claim {
  const { algorithm, scope, expires, signed, sessionToken } = claim;
  const accessKeyId = record(ACCESS_KEY_ID, claim.accessKeyId);
  const timestamp = record(TIMESTAMP, claim.timestamp);
  const isOfSet = algorithm.boundTo === 'region-set';
  const region = record(isOfSet ? REGION_SET : REGION, scope.region);
  const service = record(SERVICE, scope.service);
  return {
    ...claim,
    accessKeyId,
    timestamp,
    scope: { ...scope, region, service },
    expires: expires && record(EXPIRES, expires),
    signed:
      signed.kind === 'policy'
        ? { ...signed, policy: recordPolicy(signed.policy, sessionToken, record) }
        : { ...signed, hashedPayload: record(HASHED_PAYLOAD, signed.hashedPayload) },
  };
}

/**
 * Records the policy and its decoded text. A token in the text is recorded as a secret. A policy that cannot be read is
 * treated as a secret as a whole, because it may contain a token.
 */
function recordPolicy(policy: Bytes, token: Bytes | null, record: Recorder): Bytes {
  if (token) record(sessionTokenDefinition(0), token);
  const encoded = record(ENCODED_POLICY, policy);
  const text = base64Decoded(encoded);
  if (text === null) recordSecrets('policy', [encoded], record);
  else if (parsedJson(textFromOctets(text.octets)) !== undefined) recordSecretsIn(record(POLICY, text), token, record);
  else recordSecrets('policy', [record(POLICY, text)], record);
  return encoded;
}

function outcomeOf(verdict: Verdict): Outcome {
  switch (verdict.kind) {
    case 'mismatch':
      return { kind: 'mismatch', provided: verdict.at.claimed, computed: verdict.at.computed };
    case 'malformed':
    case 'unsigned':
    case 'signature-version-2':
      return { kind: 'malformed', problem: verdict.problem };
    default:
      return { kind: verdict.kind };
  }
}
