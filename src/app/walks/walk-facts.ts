/** Adds to the facts of a trace what other sources have: the published values, and the second opinion. */
import { copyOf } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { splitTarget } from '../../http/target.ts';
import { AWS4_HMAC_SHA256 } from '../../sigv4/algorithms/hmac-sha256.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import {
  CANONICAL_REQUEST,
  CANONICAL_URI,
  HASHED_PAYLOAD,
  SIGNED_HEADERS,
} from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { ACCESS_KEY_ID, REGION, SECRET_ACCESS_KEY, SERVICE, TIMESTAMP } from '../../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { findValue, type Trace, type Value, type ValueDefinition } from '../../trace/trace.ts';
import { checkTrace } from '../../vectors/expectations.ts';
import { publishedFor } from '../../vectors/record.ts';
import type { WalkFacts } from '../../views/facts.ts';
import type { SecondOpinionInput } from '../../views/second-opinion/second-opinion.ts';
import type { Programs } from '../world/programs.ts';
import type { World } from '../world/world.ts';
import { firstFacts, type WalkSubject } from './facts-of-trace.ts';
import type { FactsCompleter } from './shown-walk.ts';

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
