/** Determines which questions make no sense for a request, because the request itself answers them. */

import type { QuestionId } from '../causes/questions.ts';
import { queryParameters, splitTarget } from '../http/target.ts';
import type { Sides } from '../sides/sides.ts';
import { AMZ_HEADERS, AMZ_PREFIX } from '../sigv4/names.ts';

/** The unreserved characters (RFC 3986, section 2.3), which no encoding changes, and the slash between names. */
const PLAIN_PATH = /^(?:\/[\w.~-]+)*\/?$/;
const PLAIN = /^[\w.~-]*$/;

/** Headers whose values are a name of a host, a time, or a hash. */
const ALWAYS_PLAIN: ReadonlySet<string> = new Set([
  'host',
  AMZ_HEADERS.date,
  'date',
  AMZ_HEADERS.contentSha256,
  'content-length',
]);

/** Returns the questions that make no sense. If no request is known, every question may be worth asking. */
export function unfitQuestions({ scheme, request, claim }: Sides): ReadonlySet<QuestionId> {
  // A presigned URL has its signature in its query, and does not work without it.
  const ofScheme: QuestionId[] = scheme === 'query' ? ['without-query'] : [];
  if (request === null || request.unsaid.includes('target')) return new Set(ofScheme);
  const { path, query } = splitTarget(request.head.target);
  const parameters = queryParameters(query).filter(({ name }) => !name.octets.toLowerCase().startsWith(AMZ_PREFIX));
  const isPlainPath = PLAIN_PATH.test(path.octets);
  const isPlain =
    isPlainPath && parameters.every(({ name, value }) => PLAIN.test(name.octets) && PLAIN.test(value?.octets ?? ''));
  const signed = claim?.signed.kind === 'request' ? claim.signed.signedHeaderNames.map(({ octets }) => octets) : null;
  const hasPlainHeaders = signed?.every((name) => ALWAYS_PLAIN.has(name.toLowerCase())) ?? false;
  return new Set<QuestionId>([
    ...ofScheme,
    ...(parameters.length === 0 ? (['without-query'] as const) : []),
    ...(isPlain ? (['space-or-plus'] as const) : []),
    ...(isPlain && hasPlainHeaders ? (['plain-name'] as const) : []),
    ...(isPlainPath && !/\/\.{1,2}(?:\/|$)|\/$/.test(path.octets) ? (['slashes'] as const) : []),
  ]);
}
