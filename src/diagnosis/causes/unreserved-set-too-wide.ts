/** The unreserved characters are A-Z a-z 0-9 - . _ ~ and no others; libraries older than RFC 3986 have other lists. */
import type { Octets } from '../../bytes/octets.ts';
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import { suspicionOfSeenPath } from '../answers/seen-path.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { linesOf } from '../draft/draft.ts';
import { inBoth, inPath, inQuery, type Rewriting } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { decoded, replacing, withEscaped, withRawOf } from '../spellings/percent.ts';

/** The marks of RFC 2396, which encodeURIComponent keeps to. */
const component: Rewriting = (bytes) => withRawOf(bytes, "!'()*");
const tildeEncoded: Rewriting = (bytes) => withEscaped(bytes, '~');
const starRaw: Rewriting = (bytes) => withRawOf(bytes, '*');
/** As application/x-www-form-urlencoded is written by URLEncoder of Java and by URLSearchParams. */
const form: Rewriting = (bytes) => replacing('%20', '+')(tildeEncoded(starRaw(bytes)));

const MUTATIONS: readonly Mutation[] = [
  signing(
    'encode-uri-component',
    "! ' ( ) * were signed as they are, as encodeURIComponent writes them.",
    inBoth(component),
  ),
  signing(
    'encode-uri-component-in-path',
    "! ' ( ) * were signed as they are in the path, as encodeURIComponent writes them.",
    inPath(component),
  ),
  signing(
    'encode-uri-component-in-query',
    "! ' ( ) * were signed as they are in the query, as encodeURIComponent writes them.",
    inQuery(component),
  ),
  signing('tilde-encoded', '~ was signed as %7E, as libraries older than RFC 3986 write it.', inBoth(tildeEncoded)),
  signing('star-raw', '* was signed as it is.', inBoth(starRaw)),
  signing(
    'form-encoding',
    'Path and query were signed as URLEncoder of Java writes a form: * as it is, ~ as %7E, the space as +.',
    inBoth(form),
  ),
  signing(
    'form-encoding-without-plus',
    'Path and query were signed as URLEncoder of Java writes them, only its + mended: * as it is, ~ as %7E.',
    inBoth((bytes) => tildeEncoded(starRaw(bytes))),
  ),
];

/** What a server writes of them. */
const MARKS = /%2[1789A]/;

function suspicionOf({ answer, client }: Sides): Suspicion | null {
  if (!answer?.canonicalRequest || client.known === 'quoted') return null;
  const [, path = '', query = ''] = linesOf(answer.canonicalRequest.octets);
  const found = MARKS.exec(`${path}?${query}`)?.[0];
  if (found === undefined) return null;
  return {
    standing: 'possible',
    says: `The server signs ${found} where the request has "${decoded(found as Octets)}", which encodeURIComponent and older libraries leave as it is.`,
  };
}

export const unreservedSetTooWide: Cause = {
  id: 'unreserved-set-too-wide',
  stage: 'canonical-uri',
  says: "The signer has another list of unreserved characters: ! ' ( ) * were left as they are, or ~ was encoded.",
  fix: "Encode ! ' ( ) * too, as in encodeURIComponent(x).replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase()), and leave ~ as it is.",
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
