/**
 * Describes a wrong set of unreserved characters. The right one is A-Z a-z 0-9 - . _ ~, but libraries that predate RFC
 * 3986 use other sets.
 */
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { linesOf } from '../draft/draft.ts';
import { inBoth, inPath, inQuery, type Rewriting } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { decoded, replacing, withEscaped, withRawOf } from '../spellings/percent.ts';

/** Leaves the marks of RFC 2396 unencoded, as encodeURIComponent does. */
const leaveMarks: Rewriting = (bytes) => withRawOf(bytes, "!'()*");
const encodeTilde: Rewriting = (bytes) => withEscaped(bytes, '~');
const leaveStar: Rewriting = (bytes) => withRawOf(bytes, '*');
/** Writes application/x-www-form-urlencoded, as Java's URLEncoder and URLSearchParams do. */
const encodeForm: Rewriting = (bytes) => replacing('%20', '+')(encodeTilde(leaveStar(bytes)));

const MUTATIONS: readonly Mutation[] = [
  signing(
    'encode-uri-component',
    "! ' ( ) * were signed unencoded, as encodeURIComponent writes them.",
    inBoth(leaveMarks),
  ),
  signing(
    'encode-uri-component-in-path',
    "! ' ( ) * were signed unencoded in the path, as encodeURIComponent writes them.",
    inPath(leaveMarks),
  ),
  signing(
    'encode-uri-component-in-query',
    "! ' ( ) * were signed unencoded in the query, as encodeURIComponent writes them.",
    inQuery(leaveMarks),
  ),
  signing('tilde-encoded', '~ was signed as %7E, as libraries older than RFC 3986 write it.', inBoth(encodeTilde)),
  signing('star-raw', '* was signed unencoded.', inBoth(leaveStar)),
  signing(
    'form-encoding',
    "The path and the query were signed as Java's URLEncoder writes a form: * unencoded, ~ as %7E, and the space as +.",
    inBoth(encodeForm),
  ),
  signing(
    'form-encoding-without-plus',
    "The path and the query were signed as Java's URLEncoder writes them, except for the +: * unencoded, ~ as %7E.",
    inBoth((bytes) => encodeTilde(leaveStar(bytes))),
  ),
];

/** Matches the escapes that a server writes for these marks. */
const MARKS = /%2[1789A]/;

function suspicionOf({ answer, client }: Sides): Suspicion | null {
  if (!answer?.canonicalRequest || client.known === 'quoted') return null;
  const [, path = '', query = ''] = linesOf(answer.canonicalRequest.octets);
  const found = MARKS.exec(`${path}?${query}`)?.[0];
  if (found === undefined) return null;
  return {
    standing: 'possible',
    says: `The server computes with ${found} for "${decoded(found as Octets)}", which encodeURIComponent and older libraries do not encode.`,
  };
}

export const unreservedSetTooWide: Cause = {
  id: 'unreserved-set-too-wide',
  stage: 'canonical-uri',
  says: "The signer uses a different set of unreserved characters: it did not encode ! ' ( ) *, or it encoded ~.",
  fix: "Also encode ! ' ( ) *, as in encodeURIComponent(x).replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase()). Do not encode ~.",
  see: HEADER_CALCULATION,
  threads: [
    'https://github.com/kndt84/aws-api-gateway-client/pull/129',
    'https://github.com/agilord/aws_client/pull/399',
    'https://github.com/aws-beam/aws-erlang/pull/73',
    'https://github.com/curl/curl/issues/7559',
  ],
  mutations: MUTATIONS,
  suspects: (sides) => suspicionOfSeenPath(MUTATIONS, sides) ?? suspicionOf(sides),
  example: { kind: 'mutation', base: 'get-range', variant: 'encode-uri-component' },
};
