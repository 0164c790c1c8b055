/** Verifying for people: every value kept, with where its bytes come from. Nothing of it is signed anew. */
import { decodeBase64 } from '../bytes/base64.ts';
import { type Bytes, derive } from '../bytes/bytes.ts';
import { EMPTY } from '../bytes/octets.ts';
import type { Transform } from '../bytes/origin.ts';
import { isProblem } from '../bytes/problem.ts';
import { sha256Hex } from '../crypto/digests.ts';
import { type RequestHead, writeRequestHead } from '../http/message.ts';
import { readRequestHead } from '../http/read-head.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { kindOfPayload } from '../sigv4/claims/payload-kind.ts';
import { stagesOfVerification } from '../sigv4/line-of-stages.ts';
import { recordSecretsIn } from '../sigv4/schemes/policy.ts';
import { recordOtherSecrets, tokensIn } from '../sigv4/secret-headers.ts';
import { HASHED_PAYLOAD } from '../sigv4/stages/canonical-request.ts';
import { POLICY } from '../sigv4/stages/form-fields.ts';
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
import type { Verdict } from './verdict.ts';
import { type SentRequest, type VerifiedRequest, type Verifier, verifyRequest } from './verify-request.ts';

export interface TracedVerification {
  readonly verified: VerifiedRequest;
  /** `null` where the request has no claim that can be read. */
  readonly trace: Trace | null;
}

export function traceVerification(sent: SentRequest, verifier: Verifier): TracedVerification {
  const { record, values } = recording();
  const head = recordHead(sent.head, record);
  const verified = verifyRequest({ ...sent, head }, verifier, record, (claim) => recordClaim(claim, record));
  const { claim, verdict } = verified;
  // Places in problems are those of what the person gave, not of the trace.
  if (claim === null) return { verified: verifyRequest(sent, verifier), trace: null };
  const body = sent.body ?? EMPTY;
  const trace: Trace = {
    version: 1,
    purpose: 'verify',
    scheme: claim.scheme,
    algorithm: claim.algorithm.names.request.octets,
    rules: verified.rules,
    stages: stagesOfVerification(claim.scheme, claim.algorithm, {
      isKeyKnown: findValue({ values }, SECRET_ACCESS_KEY.id) !== undefined,
      isChunked: values.some(({ id }) => id.startsWith('chunk-')),
    }),
    values,
    payload: { length: body.length, sha256: kindOfPayload(claim)?.payload === 'hashed' ? sha256Hex(body) : null },
    outcome: outcomeOf(verdict),
  };
  return { verified, trace };
}

/** The head as it stands in the trace, its secrets known; what cannot be read again is taken as it came. */
function recordHead(head: RequestHead, record: Recorder): RequestHead {
  const bytes = record(REQUEST, writeRequestHead(head));
  recordOtherSecrets(bytes, record);
  tokensIn(bytes).forEach((token, index) => void record(sessionTokenDefinition(index), token));
  const read = readRequestHead(bytes);
  return isProblem(read) ? head : read;
}

/** What the request claims, as the inputs of the stages. */
function recordClaim(claim: Claim, record: Recorder): Claim {
  const { algorithm, scope, expires, signed, sessionToken } = claim;
  if (signed.kind === 'policy') recordPolicy(signed.policy, sessionToken, record);
  const accessKeyId = record(ACCESS_KEY_ID, claim.accessKeyId);
  const timestamp = record(TIMESTAMP, claim.timestamp);
  const region = record(algorithm.boundTo === 'region' ? REGION : REGION_SET, scope.region);
  const service = record(SERVICE, scope.service);
  return {
    ...claim,
    accessKeyId,
    timestamp,
    scope: { ...scope, region, service },
    expires: expires && record(EXPIRES, expires),
    signed:
      signed.kind === 'policy' ? signed : { ...signed, hashedPayload: record(HASHED_PAYLOAD, signed.hashedPayload) },
  };
}

const DECODED: Transform = { id: 'base64-decoded', done: 'decoded from base64', secrecy: 'keeps' };

/** The text of the policy; what is no base64 stays as it came. A token may stand in it, and in a field of the form. */
function recordPolicy(policy: Bytes, token: Bytes | null, record: Recorder): void {
  if (token) record(sessionTokenDefinition(0), token);
  const decoded = decodeBase64(policy.octets);
  const text = record(POLICY, decoded === null ? policy : derive(decoded, DECODED, [policy]));
  recordSecretsIn(text, token, record);
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
