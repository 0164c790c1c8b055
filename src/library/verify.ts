/** Verifies requests on behalf of other programs. */
import { plain } from '../bytes/bytes.ts';
import { asText, type Octets, octetsFromText } from '../bytes/octets.ts';
import { isProblem as isOwnProblem, type Problem as OwnProblem } from '../bytes/problem.ts';
import { wrongMember } from '../intake/json/json-line.ts';
import { isForRegion } from '../sandbox/checks/scope.ts';
import type { Claim } from '../sigv4/claims/claim.ts';
import { CANONICAL_REQUEST } from '../sigv4/stages/canonical-request/canonical-request.ts';
import { CREDENTIAL_SCOPE } from '../sigv4/stages/credential-scope.ts';
import { REGION, REGION_SET, SERVICE } from '../sigv4/stages/request.ts';
import { STRING_TO_SIGN } from '../sigv4/stages/string-to-sign.ts';
import { recordingOnly, type ValueDefinition } from '../trace/trace.ts';
import { type Comparison, firstDifference } from '../verification/comparison/comparison.ts';
import type { SentRequest } from '../verification/examine.ts';
import { keysFrom } from '../verification/keys.ts';
import {
  type Findings,
  type Verdict as OwnVerdict,
  verdictExplained,
  verdictOfProblem,
} from '../verification/verdict.ts';
import { accessKeyIdOf, verifyRequest } from '../verification/verify-request.ts';
import { claimJson, comparisonJson, verdictJson } from '../views/documents/verification-document.ts';
import type { Problem } from './problem.ts';
import { publicProblem } from './reading/request-input.ts';
import { readVerifyInput, type VerifyOrder } from './reading/verify-input.ts';
import type { BodyInput, DateInput, HeadersInput, SigningRules } from './request-types.ts';
import type { Verification } from './verification.ts';

export { isProblem, type Problem } from './problem.ts';

/** The parts of a request as a server receives them. */
export interface RequestParts {
  /** The HTTP method; the default is `GET`. */
  readonly method?: string;
  /** An absolute URL, or only the path and query. */
  readonly url: string;
  readonly headers?: HeadersInput;
  /** The request body. If omitted, the body is unknown if the headers indicate a body, and empty otherwise. */
  readonly body?: BodyInput;
}

/**
 * A secret access key that is used for every access key ID, or a function that returns the secret for an access key ID.
 * The function returns `null` or `undefined` if the key is unknown.
 */
export type SecretLookup =
  | string
  | ((accessKeyId: string) => string | null | undefined | Promise<string | null | undefined>);

export interface VerifyInput {
  /** The bytes of an HTTP request, a presigned URL, a curl command, or the parts of a request. */
  readonly request: string | Uint8Array | RequestParts;
  readonly secretAccessKey: SecretLookup;
  /** The server's time; the default is the current time. */
  readonly now?: DateInput;
  /** The Region for which the request must be signed; the default is any Region. */
  readonly region?: string;
  /** The service for which the request must be signed; the default is any service. */
  readonly service?: string;
  readonly rules?: SigningRules;
}

/**
 * Verifies a request like a server: reads the request's claims, computes the values again, and compares the two. The
 * verdict covers problems with the request; a returned problem is about the input of this function. Rejects only if a
 * function in the input throws or rejects. See
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html.
 */
export async function verify(input: VerifyInput): Promise<Verification | Problem> {
  const order = readVerifyInput(input);
  if (isOwnProblem(order)) return publicProblem(order);
  const { sent } = order;
  if (isOwnProblem(sent)) return withoutClaim(sent, order);
  const keyId = accessKeyIdOf(sent);
  const secret = keyId === null ? null : await secretOf(input.secretAccessKey, keyId);
  return secret !== null && isOwnProblem(secret) ? publicProblem(secret) : verifySent(sent, order, secret);
}

async function secretOf(lookup: unknown, keyId: Octets): Promise<Octets | null | OwnProblem> {
  const secret: unknown = typeof lookup === 'function' ? await lookup(asText(keyId)) : lookup;
  if (secret === null || secret === undefined) return null;
  return typeof secret === 'string' && secret !== '' ? octetsFromText(secret) : noSecret();
}

/** Refuses an empty secret, because anyone could sign with it. */
const noSecret = () =>
  wrongMember('secretAccessKey', 'is empty or not text', 'Give the secret, and null for an unknown key.');

function verifySent(sent: SentRequest, order: VerifyOrder, secret: Octets | null): Verification {
  const { record, kept } = recordingOnly([CANONICAL_REQUEST.id, STRING_TO_SIGN.id]);
  const keySource = keysFrom(() => (secret === null ? null : plain(secret)));
  const verified = verifyRequest(sent, { keySource, now: order.now.getTime(), rules: order.rules }, record);
  const { claim } = verified;
  const expected = claim === null ? [] : compareExpected(claim, order);
  const unexpected = firstDifference(expected);
  const verdict: OwnVerdict = unexpected ? { kind: 'mismatch', at: unexpected } : verified.verdict;
  const comparisons = [...expected, ...verified.comparisons];
  const notices = verified.notices();
  const keptText = ({ id }: ValueDefinition) => {
    const octets = kept.get(id);
    return octets === undefined ? null : asText(octets);
  };
  return {
    ...verdictOf(verdict, { comparisons, notices, scheme: claim?.scheme ?? null }),
    claim: claim && claimJson(claim),
    comparisons: comparisons.map(comparisonJson),
    notices,
    remarks: order.remarks,
    canonicalRequest: keptText(CANONICAL_REQUEST),
    stringToSign: keptText(STRING_TO_SIGN),
  };
}

function withoutClaim(found: OwnProblem, { remarks }: VerifyOrder): Verification {
  return {
    ...verdictOf(verdictOfProblem(found), { comparisons: [], notices: [], scheme: null }),
    claim: null,
    comparisons: [],
    notices: [],
    remarks,
    canonicalRequest: null,
    stringToSign: null,
  };
}

/** Returns the verdict fields of `sigv4 verify --json`. Problems have the library's form. */
function verdictOf(verdict: OwnVerdict, findings: Findings) {
  return {
    ...verdictJson(verdict),
    problem: 'problem' in verdict ? publicProblem(verdict.problem) : null,
    says: verdictExplained(verdict, findings, 'now'),
  };
}

/** Compares the algorithm, the Region, and the service of a request with the expected ones. */
function compareExpected(claim: Claim, { region, service }: VerifyOrder): Comparison[] {
  const { scope, algorithm } = claim;
  return [
    ...(region === null
      ? []
      : [
          comparison(algorithm.boundTo === 'region' ? REGION : REGION_SET, {
            claimed: scope.region.octets,
            computed: octetsFromText(region),
            isSame: isForRegion(claim, region),
            says: 'The request is signed for a Region other than that of this server.',
          }),
        ]),
    ...(service === null
      ? []
      : [
          comparison(SERVICE, {
            claimed: scope.service.octets,
            computed: octetsFromText(service),
            isSame: scope.service.octets === octetsFromText(service),
            says: 'The request is signed for a service other than this one.',
          }),
        ]),
  ];
}

interface Compared {
  readonly claimed: Octets;
  readonly computed: Octets;
  readonly isSame: boolean;
  readonly says: string;
}

function comparison({ id, name }: typeof SERVICE, { isSame, ...values }: Compared): Comparison {
  return { id, name, stage: CREDENTIAL_SCOPE.stage, standing: isSame ? 'same' : 'differs', ...values };
}
