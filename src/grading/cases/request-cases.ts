/**
 * Creates cases from published requests. Each request is complete, so the program only has to add the parts that the
 * form of the signature requires.
 */
import { rulesOf } from '../../aws/services.ts';
import { base64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { asText, EMPTY, hexFromOctets, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { draftOfClaim } from '../../drafts/draft-of-request.ts';
import { type HeaderField, headerValue, writeRequestHead } from '../../http/message.ts';
import { readClaim } from '../../sigv4/claims/read-claim.ts';
import { AMZ_HEADERS } from '../../sigv4/names.ts';
import { type Rules, S3_RULES } from '../../sigv4/rules.ts';
import type { SignedRequest } from '../../sigv4/schemes/header.ts';
import { isChunked } from '../../sigv4/schemes/signed-headers.ts';
import type { SigningInput } from '../../sigv4/schemes/signing-input.ts';
import { signRequest } from '../../sigv4/sign.ts';
import { AUTHORIZATION } from '../../sigv4/stages/authorization.ts';
import { HASHED_PAYLOAD, SIGNED_HEADERS } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { PRESIGNED_URL } from '../../sigv4/stages/presigned-url.ts';
import { SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { recordingOnly, unrecorded } from '../../trace/trace.ts';
import { octetsOfBody } from '../../vectors/format.ts';
import { signingInput } from '../../vectors/run.ts';
import type { RequestVector } from '../../vectors/vector.ts';
import type { Expected, GradedCase } from './graded-case.ts';
import type { Group, LeftOut } from './groups.ts';
import { isPublishedSecret } from './groups.ts';

/**
 * Creates a case from a vector. If the vector is not used, returns the reason. `publisher` is the name of the vector's
 * group.
 */
export function requestCase(publisher: string, vector: RequestVector): GradedCase | LeftOut {
  const input = signingInput(vector);
  if (input.algorithm.boundTo !== 'region') return 'sigv4a';
  if (!isPublishedSecret(vector.credentials.secretAccessKey)) return 'secret';
  const right = signedRight(input);
  if (right.hashedPayload.endsWith('-EVENTS')) return 'events';
  if (!headerValue(right.signed.request.headers, 'host')) return 'no-host';
  const complete = completed(vector, input, right);
  const said = rulesToSay(complete, right);
  if (said === null) return 'disagreement';
  const id = `${publisher}/${vector.name}`;
  return {
    id,
    publisher,
    needs: [...said.needs, ...sessionOf(complete), ...(isChunked(input.rules) ? (['chunked'] as const) : [])],
    line: lineOf(id, vector, complete, said.rules),
    expected: expectedOf(vector, input, right),
  };
}

/** The correct answer, together with the intermediate values that the case needs. */
interface Right {
  readonly signed: SignedRequest;
  readonly hashedPayload: Octets;
  readonly signedHeaders: Octets;
  readonly kept: ReadonlyMap<string, Octets>;
}

const WANTED = [SIGNING_KEY, SIGNED_HEADERS, HASHED_PAYLOAD, AUTHORIZATION, PRESIGNED_URL].map(({ id }) => id);

function signedRight(input: SigningInput): Right {
  const { record, kept } = recordingOnly(WANTED);
  const signed = signRequest(input, record);
  if (isProblem(signed)) throw new Error(`A published vector cannot be signed: ${signed.says}`);
  const octetsOf = (id: string) => kept.get(id) ?? EMPTY;
  return { signed, kept, hashedPayload: octetsOf(HASHED_PAYLOAD.id), signedHeaders: octetsOf(SIGNED_HEADERS.id) };
}

interface CompleteRequest {
  readonly input: SigningInput;
  readonly fields: readonly HeaderField[];
  readonly signedHeaders: readonly Octets[];
}

/**
 * Adds every header that must be signed to a request, and lists the header names. The target does not include the
 * parameters that signing adds.
 */
function completed(vector: RequestVector, input: SigningInput, { signed, signedHeaders }: Right): CompleteRequest {
  const names = signedHeaders.split(';') as Octets[];
  // A session token that is appended after signing is not signed.
  const isAdded = (name: string) =>
    name === 'authorization' || (name === AMZ_HEADERS.securityToken && input.rules.sessionToken === 'appended');
  const fields = signed.request.headers.filter(({ name }) => !isAdded(name.octets.toLowerCase()));
  const { method, target } = vector.request;
  const head = { method: plain(octetsFromText(method)), target: plain(octetsFromText(target)), headers: fields };
  return {
    fields,
    signedHeaders: names,
    input: {
      ...input,
      request: writeRequestHead(head),
      signedHeaders: { kind: 'exactly', names: names.map((name) => plain(name)) },
    },
  };
}

/** The rules that differ between services. Cases never ask for other rules. */
const OF_SERVICES = ['pathEncoding', 'pathSegments', 'sessionToken'] as const;
type OfServices = Partial<Pick<Rules, (typeof OF_SERVICES)[number]>>;

interface SaidRules {
  readonly needs: readonly Group[];
  /** The rules to state; `null` if the S3 rules and the rules of the named service give the same result. */
  readonly rules: OfServices | null;
}

/**
 * Finds the rules that the line must state. The line states no rules if the S3 rules and the rules of the named service
 * are both right. Returns `null` if the case depends on a rule on which sources disagree.
 */
function rulesToSay({ input }: CompleteRequest, { signed }: Right): SaidRules | null {
  const { rules } = input;
  const isRight = (other: Rules) => {
    const made = signRequest({ ...input, rules: { ...other, payload: rules.payload } }, unrecorded);
    return !isProblem(made) && made.signature.octets === signed.signature.octets;
  };
  const service = rulesOf(input.service.octets);
  if (isRight(S3_RULES)) return { needs: [], rules: isRight(service) ? null : between(service, S3_RULES) };
  const ofServices = { ...S3_RULES, ...between({}, rules) };
  if (!isRight(ofServices)) return null;
  return { needs: ['other-services'], rules: { ...between(service, rules), ...between(S3_RULES, rules) } };
}

/** Returns the service rules in `to` that differ from the rules in `from`. */
function between(from: OfServices, to: Rules): OfServices {
  const changed = OF_SERVICES.filter((name) => from[name] !== to[name]);
  return Object.fromEntries(changed.map((name) => [name, to[name]]));
}

function sessionOf({ input, fields }: CompleteRequest): Group[] {
  const hasToken =
    input.credentials.sessionToken !== null || headerValue(fields, AMZ_HEADERS.securityToken) !== undefined;
  return hasToken ? ['session'] : [];
}

function lineOf(id: string, vector: RequestVector, complete: CompleteRequest, rules: OfServices | null) {
  const { request, credentials, timestamp, region, service } = vector;
  const { fields, signedHeaders, input } = complete;
  const body = octetsOfBody(request.body);
  const chunked = isChunked(input.rules);
  return {
    id,
    form: vector.kind,
    request: {
      method: request.method,
      target: request.target,
      headers: fields.map(({ name, value }) => [asText(name.octets), asText(value.octets)]),
      // A chunked body is not included, because the request is signed before the body.
      ...(chunked ? {} : { bodyBase64: base64(plain(body)).octets }),
    },
    signedHeaders,
    // If the body is chunked, x-amz-content-sha256 says how the payload is signed.
    ...(chunked ? {} : { payload: input.rules.payload }),
    time: timestamp,
    region,
    service,
    accessKeyId: credentials.accessKeyId,
    secret: credentials.secretAccessKey,
    ...(credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken }),
    ...(vector.kind === 'query' ? { expires: vector.expires } : {}),
    ...(rules === null ? {} : { rules }),
  };
}

function expectedOf(vector: RequestVector, input: SigningInput, { signed, kept, hashedPayload }: Right): Expected {
  const { rules, payload } = input;
  const secretAccessKey = octetsFromText(vector.credentials.secretAccessKey);
  const claim = readClaim(signed.request, payload, rules);
  const draft = isProblem(claim) ? null : draftOfClaim(claim, secretAccessKey, rules);
  if (draft === null) throw new Error(`The vector ${vector.name} cannot be read again.`);
  const optional = (name: 'authorization' | 'url', octets: Octets | undefined) =>
    octets === undefined ? {} : { [name]: octets };
  return {
    kind: 'values',
    values: {
      canonicalRequest: signed.canonicalRequest.octets,
      stringToSign: signed.stringToSign.octets,
      signingKeyHex: octetsFromText(hexFromOctets(kept.get(SIGNING_KEY.id) ?? EMPTY)),
      signature: signed.signature.octets,
      ...optional('authorization', kept.get(AUTHORIZATION.id)),
      ...optional('url', kept.get(PRESIGNED_URL.id)),
    },
    model: {
      draft: { ...draft, hashedPayload },
      around: { head: signed.request, body: octetsOfBody(vector.request.body), scheme: vector.kind, other: null },
    },
  };
}
