/** Recognizes a program that signs in the header, even if the line asks for the query. */
import { EMPTY } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { type Draft, putBytes, withPart } from '../../drafts/draft.ts';
import { replay } from '../../drafts/replay.ts';
import { AMZ_PARAMETERS } from '../../sigv4/names.ts';
import type { CaseResult } from '../compare-answer.ts';
import { type Comparable, comparableOf } from './candidates.ts';

/**
 * Returns whether the program knows only the header form: some of its header cases are right, none of its query cases is,
 * and most answers to query cases are signed as in a header. Without any answer to a query case, it does not know that
 * form either. Cases that were not asked show nothing. If no request with a query is right in the header, the program gets
 * the query wrong, and not the form.
 */
export function isHeaderFormOnly(results: readonly CaseResult[]): boolean {
  const [header, query] = [results.filter((one) => !isInQuery(one)), results.filter(isInQuery)];
  if (!header.some(({ isRight }) => isRight) || query.length === 0 || query.some(isNotAsked)) return false;
  const withQuery = header.filter(hasQuery);
  if (withQuery.length > 0 && !withQuery.some(({ isRight }) => isRight)) return false;
  const shown = query.flatMap(formShownIn);
  if (shown.includes('query')) return false;
  return shown.filter((form) => form === 'header').length * 2 >= shown.length;
}

const hasQuery = ({ graded: { expected } }: CaseResult): boolean =>
  expected.kind === 'values' && expected.model.draft.canonicalQueryString !== '';

const isNotAsked = ({ answer }: CaseResult): boolean => answer.kind === 'none' && answer.why === 'not-asked';

export const isInQuery = ({ graded: { expected } }: CaseResult): boolean =>
  expected.kind === 'values' && expected.model.around.scheme === 'query';

/** A parameter that a presigned URL has, and that a request that is signed in the header does not have. */
const IN_QUERY = `${AMZ_PARAMETERS.algorithm}=`;

/** Returns the form that an answer shows. Nothing is shown if there is no answer. */
function formShownIn(result: CaseResult): ('header' | 'query' | 'neither')[] {
  return comparableOf(result).map((one) => (result.isRight ? 'query' : formOfAnswer(one)));
}

function formOfAnswer(one: Comparable): 'header' | 'query' | 'neither' {
  const { canonicalRequest } = one.given;
  if (canonicalRequest !== undefined) return canonicalRequest.includes(IN_QUERY) ? 'query' : 'header';
  return inHeader(one).some((draft) => replay(draft).signature() === one.given.signature) ? 'header' : 'neither';
}

const SIGNING_PARAMETERS = Object.values(AMZ_PARAMETERS);

/** Returns the ways to sign a request of the query form in its header: the hash of the body can be any of three. */
function inHeader({ model: { draft, around } }: Comparable): Draft[] {
  const own = draft.canonicalQueryString
    .split('&')
    .filter((parameter) => !SIGNING_PARAMETERS.some((name) => parameter.startsWith(`${name}=`)));
  const bare = withPart(draft, 'canonicalQueryString', putBytes(draft, own.join('&')));
  const hashes = new Set([draft.hashedPayload, sha256Hex(around.body ?? EMPTY), sha256Hex(EMPTY)]);
  return [...hashes].map((hash) => withPart(bare, 'hashedPayload', putBytes(bare, hash)));
}
