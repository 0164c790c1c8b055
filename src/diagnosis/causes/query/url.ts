/** Causes that involve a change to the whole URL after signing. */
import { type Bytes, join, plain } from '../../../bytes/bytes.ts';
import type { Octets } from '../../../bytes/octets.ts';
import type { ServerAnswer } from '../../../evidence/evidence.ts';
import { damageOf } from '../../../intake/pasted/mangled-url.ts';
import { HEADER_CALCULATION, QUERY_STRING } from '../../../sigv4/documentation.ts';
import { ofSeenPath } from '../../answers/seen-path.ts';
import { headersNotSigned, isListEncodedTwice } from '../../answers/unsigned-headers.ts';
import { type Cause, explains, github, possible, type Suspicion } from '../../cause.ts';
import type { Draft } from '../../draft/draft.ts';
import { inBoth, inPath, inQuery, withQuery, withUri } from '../../draft/parts.ts';
import { type Mutation, signing, travelling } from '../../mutation.ts';
import type { Sides } from '../../sides.ts';
import { decoded, decodedOnce, encodedPath, withRawOf } from '../../spellings/percent.ts';
import {
  canonicalQuery,
  inRightOrder,
  isOfSignature,
  ordered,
  pairsOf,
  withPairs,
} from '../../spellings/query-pairs.ts';

const AMP = 'amp%3B';

/** Rewrites parameters and sorts them like a server. Returns no draft if no parameter changes. */
const rewriteParameters =
  (rewrite: (pair: Octets) => string): Mutation['change'] =>
  (draft) => {
    const pairs = pairsOf(draft.canonicalQueryString);
    const isSame = pairs.every((pair) => rewrite(pair) === pair);
    return isSame ? [] : [ordered(withPairs(draft, pairs.map(rewrite)), inRightOrder)];
  };

/**
 * Escapes all parameters except those of the signature. In &amp;versionId=1, the name becomes `amp;versionId`, and
 * under such a name a server would not find the signature.
 */
const escapedForHtml = rewriteParameters((pair) => (isOfSignature(pair) ? pair : `${AMP}${pair}`));
const unescaped = rewriteParameters((pair) => (pair.startsWith(AMP) ? pair.slice(AMP.length) : pair));

/** Matches the AWS message, which names all six parameters. */
const PARAMETERS_MISSING = /requires the X-Amz-Algorithm, X-Amz-Credential/;

function suspectPresignedUrlMangled({ answer, request }: Sides): Suspicion | null {
  if (!answer || !isRefusal(answer)) return null;
  return (request && suspicionOfTarget(request.head.target)) ?? suspicionOfMessage(answer);
}

/** Returns whether the server refused the signature. A server that responds with 404 has accepted it. */
const isRefusal = ({ status }: ServerAnswer): boolean => status === null || status === 400 || status === 403;

function suspicionOfTarget(target: Bytes): Suspicion | null {
  const damage = damageOf(join([plain('https://host' as Octets), target]));
  if (damage) return explains(damage.says, { fix: damage.fix });
  const signature = /[?&]X-Amz-Signature=([^&]*)/.exec(target.octets)?.[1];
  return signature === undefined ? null : suspicionOfSignature(signature);
}

function suspicionOfMessage({ message }: ServerAnswer): Suspicion | null {
  if (message === null || !PARAMETERS_MISSING.test(message)) return null;
  return possible(
    'The server did not find all parameters of the signature: a shell may have cut the URL at its first &, or it has &amp; instead of &.',
    { variant: 'cut', fix: 'Put the URL in quotation marks in the shell, and copy it from plain text, not from HTML.' },
  );
}

/**
 * Suspects a signature that is not 64 lowercase hexadecimal digits. SigV4A signatures, which are longer, are also
 * accepted.
 */
function suspicionOfSignature(signature: string): Suspicion | null {
  const [digits = ''] = /^[0-9a-f]*/.exec(signature) ?? [];
  if (digits.length === 64 && signature.length > 64) {
    return explains(`X-Amz-Signature has ${signature.length - 64} extra characters after its 64 digits.`, {
      variant: 'signature-with-more',
      fix: 'Remove what follows the signature in the URL. It is usually a quotation mark, a bracket, a period, or a second "?".',
    });
  }
  if (digits.length >= 64 || digits !== signature) return null;
  return explains(`X-Amz-Signature has only ${signature.length} of its 64 digits: the URL was cut off.`, {
    variant: 'signature-cut',
    fix: 'Copy the whole URL. If you store it, use a field with room for at least 2,000 characters.',
  });
}

/**
 * Describes a presigned URL that was damaged by HTML, a shell, or an address bar when it was copied, quoted, or sent.
 */
export const presignedUrlMangled: Cause = {
  id: 'presigned-url-mangled',
  stage: 'transport',
  says: 'The presigned URL was changed when it was copied or sent.',
  sign: 'The URL contains &amp;, %252F in X-Amz-Credential, or a signature that does not have 64 digits.',
  fix: 'Use the URL exactly as it was created: in quotation marks in a shell, unescaped from HTML or JSON, and not encoded again.',
  lines: { curl: 'curl "URL"' },
  see: QUERY_STRING,
  threads: github(`
    localstack/localstack/issues/10844 s3tools/s3cmd/issues/983 minio/minio-dotnet/pull/221 fog/fog-aws/pull/463
    Automattic/knox/pull/29
  `),
  mutations: [
    travelling(
      'html-escaped',
      'The URL arrived with &amp; instead of &: it was copied from HTML or XML.',
      escapedForHtml,
    ),
    signing('html-escaped-sent', 'The URL was sent with &amp; instead of & but signed with &.', unescaped),
  ],
  states: (answer, sides) =>
    headersNotSigned(answer) !== null && isListEncodedTwice(sides)
      ? {
          says: 'The URL was percent-encoded once more as a whole, so the server reads its signed headers as one name.',
        }
      : null,
  suspects: suspectPresignedUrlMangled,
};

/** Returns the draft that a server computes from a target. Anything after a # is never sent. */
function arriveAs(draft: Draft, target: string): Draft {
  const [sent = ''] = target.split('#', 1);
  const mark = sent.indexOf('?');
  const path = (mark < 0 ? sent : sent.slice(0, mark)) as Octets;
  const query = (mark < 0 ? '' : sent.slice(mark + 1)) as Octets;
  return withQuery(withUri(draft, encodedPath(decoded(path))), canonicalQuery(query));
}

/** Leaves these characters unencoded. In a presigned URL, a # or ? would cut off the signature. */
const leaveDelimiters =
  (inThePath: string, inTheQuery: string): Mutation['change'] =>
  (draft, { scheme }) => {
    const path = withRawOf(plain(draft.canonicalUri), scheme === 'query' ? '' : inThePath).octets;
    const raw = inTheQuery.replace(scheme === 'query' ? '#' : '', '');
    const query = withRawOf(plain(draft.canonicalQueryString), raw).octets;
    if (path === draft.canonicalUri && query === draft.canonicalQueryString) return [];
    return [arriveAs(draft, query === '' ? path : `${path}?${query}`)];
  };

const canonicalize = (draft: Draft): Draft =>
  withQuery(withUri(draft, encodedPath(decoded(draft.canonicalUri))), canonicalQuery(draft.canonicalQueryString));

const isSameUrl = (one: Draft, other: Draft): boolean =>
  one.canonicalUri === other.canonicalUri && one.canonicalQueryString === other.canonicalQueryString;

/**
 * Uses the other side's percent-encoding if the signed encoding was right. This mistake is visible with servers that
 * quote the URL as it arrives.
 */
const reencode: Mutation['change'] = (draft, { other }) =>
  other && isSameUrl(draft, canonicalize(draft)) && isSameUrl(draft, canonicalize(other))
    ? [withQuery(withUri(draft, other.canonicalUri), other.canonicalQueryString)]
    : [];

/** Describes an HTTP client, a proxy, or a framework that decodes a signed URL and encodes it again. */
export const urlReencodedByHttpClient: Cause = ofSeenPath({
  id: 'url-reencoded-by-http-client',
  stage: 'transport',
  says: 'Something decoded and re-encoded the URL after it was signed.',
  sign: "The server's URL is the signed one with some escapes decoded or encoded again, such as @ for %40.",
  fix: 'Pass the signed URL on unchanged: yarl.URL(url, encoded=True) in aiohttp, URI.create in Java, RawPath or Opaque in Go, or proxy_pass without a path in nginx.',
  lines: {
    nginx: 'proxy_pass http://UPSTREAM;',
    apache: 'ProxyPass "/" "http://UPSTREAM/" nocanon',
    aiohttp: 'yarl.URL(url, encoded=True)',
    java: 'URI.create(url)',
  },
  see: HEADER_CALCULATION,
  threads: github(`jumpstarter-dev/jumpstarter/pull/662 s3tools/s3cmd/issues/983`),
  mutations: [
    travelling(
      'path-decoded',
      'The path arrived decoded once more than it was signed: %2520 as %20.',
      inPath(decodedOnce),
    ),
    travelling(
      'query-decoded',
      'The query arrived decoded once more than it was signed: %2520 as %20.',
      inQuery(decodedOnce),
    ),
    travelling('decoded', 'The URL arrived decoded once more than it was signed: %2520 as %20.', inBoth(decodedOnce)),
    travelling(
      'ampersand-decoded',
      'A %26 in the query was decoded to &, which ends the value.',
      leaveDelimiters('', '&'),
    ),
    travelling(
      'question-mark-decoded',
      'A %3F in the path was decoded to ?, which ends the path.',
      leaveDelimiters('?', ''),
    ),
    travelling('hash-decoded', 'A %23 was decoded to #, and nothing after it arrived.', leaveDelimiters('#', '#')),
    travelling(
      'hash-decoded-in-query',
      'A %23 in the query was decoded to #, and nothing after it arrived.',
      leaveDelimiters('', '#'),
    ),
    travelling('written-anew', 'The URL arrived with different percent-encoding than it was signed with.', reencode),
  ],
});
