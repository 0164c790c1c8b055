/**
 * Collects the facts of a walk about a signed request. The facts are redacted, and compared with published values and a
 * second opinion.
 */

import { isExampleSecret } from '../../aws/example-keys.ts';
import { copyOf } from '../../bytes/bytes.ts';
import { asText, EMPTY, type Octets, octetsFromText, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { storedFrom, storedOctets, storedTogether } from '../../bytes/stored-bytes.ts';
import { BEGINNING_LIMIT } from '../../http/body/request-body.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { splitTarget } from '../../http/target.ts';
import { AWS4_HMAC_SHA256 } from '../../sigv4/algorithms/hmac-sha256.ts';
import { disagreementsOf } from '../../sigv4/disagreements.ts';
import { isCarriedSecret, maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import {
  CANONICAL_REQUEST,
  CANONICAL_URI,
  HASHED_PAYLOAD,
  SIGNED_HEADERS,
} from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { FORM_BEGINNING } from '../../sigv4/stages/form-fields.ts';
import { ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY, SERVICE, TIMESTAMP } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { maskOf, secretRanges } from '../../trace/masks/mask.ts';
import { maskedText } from '../../trace/masks/masked-text.ts';
import { type RedactedTrace, type Redaction, redact, secretsOf } from '../../trace/redact.ts';
import { maskStored, reachOf } from '../../trace/redact-exchange.ts';
import { findValue, type Trace, type Value, type ValueDefinition } from '../../trace/trace.ts';
import { checkTrace } from '../../vectors/expectations.ts';
import { publishedFor } from '../../vectors/record.ts';
import type { SentRequest } from '../../verification/examine.ts';
import type { WalkFacts } from '../../views/facts.ts';
import type { SecondOpinionInput } from '../../views/second-opinion/second-opinion.ts';
import type { Programs } from '../world/programs.ts';
import type { CourseFiles, World } from '../world/world.ts';
import type { FactsCompleter } from './shown-walk.ts';

export interface WalkSubject {
  readonly trace: Trace;
  readonly url: string;
  readonly body: Omit<WalkFacts['body'], 'isMasked'>;
  readonly destination: WalkFacts['destination'];
  readonly showsSecrets: boolean;
  /** The secrets that came from outside, which are masked wherever they are written. */
  readonly otherSecrets: readonly Octets[];
}

/** Collects all facts about a request that has not been sent yet. Rejects if the files of this program are damaged. */
export async function walkFacts(world: CourseFiles & Programs, subject: WalkSubject): Promise<WalkFacts> {
  return factsCompleter(world, subject, comparedFacts(world, subject))();
}

/** Returns a function that adds the second opinion, whose program is loaded first. The trace stays the same object. */
export function factsCompleter(world: Programs, { trace }: WalkSubject, compared: WalkFacts): FactsCompleter {
  let complete: Promise<WalkFacts> | null = null;
  const completed = async () => {
    const question = secondOpinionInput(trace);
    return { ...compared, opinion: question && (await world.secondOpinion(question)) };
  };
  return () => {
    complete ??= completed();
    return complete;
  };
}

/**
 * Collects the facts except for the second opinion, and compares them with the published values. Throws if the files of
 * this program are damaged.
 */
export function comparedFacts(
  { fixtures, vectorRecord }: Pick<World, 'fixtures' | 'vectorRecord'>,
  subject: WalkSubject,
): WalkFacts {
  const record = vectorRecord();
  const found = publishedFor(subject.trace, record, fixtures);
  return {
    ...firstFacts(subject),
    checks: found ? checkTrace(subject.trace, found.vector) : [],
    publisher: found?.publisher ?? null,
    vectors: record.published,
  };
}

/** Collects the facts that depend only on the trace. */
export function firstFacts(subject: WalkSubject): WalkFacts {
  const { trace, url, body, destination, otherSecrets } = subject;
  const redaction = redactionOf(subject);
  const redacted = redact(trace, redaction, otherSecrets);
  const secrets = [...(redaction === 'mask' ? secretsOf(trace) : []), ...otherSecrets];
  const shownUrl = maskedText(url, secretRanges(secrets));
  return factsOf({
    trace: redacted,
    url: subject.showsSecrets ? url : asText(maskSecretsIn(octetsFromText(shownUrl))),
    body: shownBody(redacted, maskedBody(body, secrets)),
    destination,
    disagreements: disagreementsOf(trace),
  });
}

/** Masks the secrets that are written in a body, such as in the text of a file. */
function maskedBody({ length, beginning, stored }: WalkSubject['body'], secrets: readonly Octets[]): WalkFacts['body'] {
  if (secrets.length === 0) return { length, beginning, stored, isMasked: false };
  const masked = maskStored(stored, maskOf(secrets), reachOf(secrets));
  const shown = masked.read(0, beginning.length);
  return { length, beginning: shown, stored: masked, isMasked: shown !== beginning };
}

/** Replaces the fields at the beginning of an upload with redacted fields, because the fields may contain a token. */
function shownBody(trace: RedactedTrace, body: WalkFacts['body']): WalkFacts['body'] {
  const { length, beginning, stored } = body;
  const fields = findValue(trace, FORM_BEGINNING.id);
  if (!fields) return body;
  const { octets } = fields.bytes;
  return {
    length,
    beginning: (octets + sliceOctets(beginning, octets.length)) as Octets,
    stored: storedTogether([storedOctets(octets), storedFrom(stored, octets.length)]),
    isMasked: body.isMasked || fields.masked.length > 0,
  };
}

/**
 * Determines whether secrets are masked. Secrets are masked unless the user asked to see them or the only secret was
 * published by AWS.
 */
export function redactionOf({ trace, showsSecrets }: Pick<WalkSubject, 'trace' | 'showsSecrets'>): Redaction {
  const secret = findValue(trace, SECRET_ACCESS_KEY.id)?.bytes.octets ?? EMPTY;
  const hasOther = trace.values.some(isCarriedSecret);
  return showsSecrets || (isExampleSecret(secret) && !hasOther) ? 'reveal' : 'mask';
}

/** Creates facts. Omitted members are unknown or absent. */
function factsOf(known: Pick<WalkFacts, 'trace' | 'url' | 'body'> & Partial<WalkFacts>): WalkFacts {
  return {
    destination: { signedFor: '', goesTo: 'network', connectsTo: '' },
    checks: [],
    publisher: null,
    vectors: { passed: 0, total: 0 },
    disagreements: [],
    opinion: null,
    delivery: 'ready',
    exchange: null,
    verification: null,
    diagnosis: null,
    breaks: [],
    arrives: [],
    replay: null,
    ...known,
  };
}

/**
 * Collects the facts for a trace that was not signed here and cannot be sent. `request` is `null` if the request is
 * unknown.
 */
export function factsOfTrace(
  trace: RedactedTrace,
  request: SentRequest | null,
  found: Partial<Pick<WalkFacts, 'verification' | 'diagnosis' | 'replay'>>,
  secrets: readonly Octets[],
): WalkFacts {
  const octets = request?.body ?? EMPTY;
  const target = maskOf(secrets)(request?.head.target.octets ?? EMPTY);
  const body = {
    beginning: sliceOctets(octets, 0, BEGINNING_LIMIT),
    length: octets.length,
    stored: storedOctets(octets),
  };
  return factsOf({
    trace,
    url: asText(target),
    body: maskedBody(body, secrets),
    ...found,
  });
}

/** A trace that has not been redacted, so its secret can be used. */
interface WholeTrace extends Trace {
  readonly values: readonly (Value & { readonly masked?: never })[];
}

/** Returns the input that the other signer needs, or `null` if that signer cannot sign such a request. */
export function secondOpinionInput(trace: WholeTrace): SecondOpinionInput | null {
  const octets = ({ id }: ValueDefinition): Octets => findValue(trace, id)?.bytes.octets ?? EMPTY;
  const head = readRequestHead(copyOf(SIGNED_REQUEST.id, octets(SIGNED_REQUEST)));
  // The other signer follows the same rules only for AWS's HMAC-SHA256 with the signature in a header.
  const isHmacOfAws = trace.algorithm === AWS4_HMAC_SHA256.names.request.octets;
  const isComparable = isHmacOfAws && trace.scheme === 'header' && findValue(trace, SIGNING_KEY.id) !== undefined;
  if (trace.outcome.kind !== 'signed' || !isComparable || isProblem(head)) return null;
  const { path, query } = splitTarget(head.target);
  const { pathEncoding, pathSegments, plusInQuery } = trace.rules;
  return {
    method: head.method.octets,
    path: path.octets,
    query: query?.octets ?? null,
    headers: head.headers.map(({ name, value }) => [name.octets, value.octets]),
    signedHeaders: octets(SIGNED_HEADERS).split(';') as Octets[],
    hashedPayload: octets(HASHED_PAYLOAD),
    accessKeyId: octets(ACCESS_KEY_ID),
    secretAccessKey: octets(SECRET_ACCESS_KEY),
    timestamp: octets(TIMESTAMP),
    region: octets(REGION),
    service: octets(SERVICE),
    rules: {
      pathEncoding: pathEncoding === 'twice' ? 'twice' : 'once',
      pathSegments: pathSegments === 'normalised' ? 'normalised' : 'kept',
      plusInQuery: plusInQuery === 'space' ? 'space' : 'literal',
    },
    ours: {
      canonicalUri: octets(CANONICAL_URI),
      canonicalRequest: octets(CANONICAL_REQUEST),
      stringToSign: octets(STRING_TO_SIGN),
      signature: octets(SIGNATURE),
    },
  };
}
