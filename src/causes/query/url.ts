/** Causes that involve a change to the whole URL after signing. */

import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import type { Draft } from '../../drafts/draft.ts';
import { inBoth, inPath, inQuery, withQuery, withUri } from '../../drafts/parts.ts';
import { decoded, decodedOnce, encodedPath, withRawOf } from '../../drafts/spellings/percent.ts';
import {
  canonicalQuery,
  inRightOrder,
  isOfSignature,
  nameIn,
  ordered,
  pairsOf,
  withPairs,
} from '../../drafts/spellings/query-pairs.ts';
import type { ServerAnswer } from '../../evidence/evidence.ts';
import { damageOf } from '../../intake/pasted/mangled-url.ts';
import { headersNotSigned, isListEncodedTwice } from '../../sides/answers/unsigned-headers.ts';
import { CREATING_SIGNED_REQUESTS, QUERY_STRING } from '../../sigv4/documentation.ts';
import { AMZ_PARAMETERS } from '../../sigv4/names.ts';
import type { Suspicion } from '../cause.ts';
import { type Change, cause, explains, forEach, possible, sending, signing, traveling, wide } from '../define-cause.ts';
import { inText, rule } from '../features/feature.ts';
import { ofPath } from '../features/path.ts';
import { ofPayload } from '../features/payload.ts';
import { ofQuery } from '../features/query.ts';
import { INVISIBLE } from '../structure/authorization.ts';
import { quoted } from '../words.ts';

const AMP = 'amp%3B';

/** Rewrites parameters and sorts them like a server. Returns no draft if no parameter changes. */
const rewriteParameters =
  (rewrite: (pair: Octets) => string): Change =>
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

/** Returns whether the server refused the signature. A server that responds with 404 has accepted it. */
const isRefusal = ({ status }: ServerAnswer): boolean => status === null || status === 400 || status === 403;

function suspicionOfTarget(target: Octets): Suspicion | null {
  const damage = damageOf(target);
  if (damage)
    return explains(`${damage.says} (byte ${damage.start} of the target).`, { fix: damage.fix, role: 'defect' });
  const signature = /[?&]X-Amz-Signature=([^&]*)/.exec(target)?.[1];
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
      role: 'defect',
      variant: 'signature-with-more',
      fix: 'Remove what follows the signature in the URL. It is usually a quotation mark, a bracket, a period, or a second "?".',
    });
  }
  if (digits.length >= 64 || digits !== signature) return null;
  return explains(`X-Amz-Signature has only ${signature.length} of its 64 digits: the URL was cut off.`, {
    role: 'defect',
    variant: 'signature-cut',
    fix: 'Copy the whole URL. If you store it, use a field with room for at least 2,000 characters.',
  });
}

/** Lifetimes in seconds, from one minute to seven days, which is the maximum that S3 accepts. */
const USUAL_EXPIRES = [
  1, 5, 10, 30, 60, 90, 100, 120, 180, 300, 360, 600, 900, 1000, 1200, 1500, 1800, 2400, 2700, 3000, 3600, 5400, 7200,
  10800, 14400, 18000, 21600, 28800, 36000, 43200, 64800, 86400, 86399, 129600, 172800, 259200, 345600, 432000, 518400,
  604799, 604800,
];

const otherExpires: Change = (draft) => {
  const pairs = pairsOf(draft.canonicalQueryString);
  const name = AMZ_PARAMETERS.expires;
  const at = pairs.findIndex((pair) => nameIn(pair) === name);
  if (at < 0) return [];
  return USUAL_EXPIRES.map((seconds) => `${name}=${seconds}`)
    .filter((pair) => pair !== pairs[at])
    .map((pair) => withPairs(draft, pairs.with(at, pair as Octets)));
};

const SIGN_AGAIN = 'Presign again with the values that are wanted: the parameters of the URL are signed too.';

/** Gives one parameter of the signature the value that the other side has. */
const parameterOfOther: Change = (draft, { other }) => {
  const pairs = pairsOf(draft.canonicalQueryString);
  const others = new Map(pairsOf(other?.canonicalQueryString ?? EMPTY).map((pair) => [nameIn(pair), pair]));
  return pairs.flatMap((pair, at) => {
    const arrived = isOfSignature(pair) ? (others.get(nameIn(pair)) ?? pair) : pair;
    return arrived === pair ? [] : [withPairs(draft, pairs.with(at, arrived))];
  });
};

function editedParameter(signed: Draft, arrived: Draft): string {
  const [before, after] = [signed, arrived].map(({ canonicalQueryString }) => pairsOf(canonicalQueryString));
  const at = before?.findIndex((pair, index) => pair !== after?.[index]) ?? -1;
  return `The URL was signed with ${quoted(before?.[at] ?? EMPTY)} but arrived with ${quoted(after?.[at] ?? EMPTY)}.`;
}

/**
 * Matches unescaped characters in the path. Escaped characters are no sign of damage, because a key may contain any
 * character.
 */
const UNESCAPED = /[\x80-\xff]/;

export const presignedUrlMangled = cause('presigned-url-mangled', 'transport', {
  places: ['canonicalUri', 'canonicalQueryString'],
  says: 'The presigned URL was changed when it was copied or sent.',
  symptom: 'The URL contains &amp;, %252F in X-Amz-Credential, or a signature that does not have 64 digits.',
  fix: 'Use the URL exactly as it was created: in quotation marks in a shell, unescaped from HTML or JSON, and not encoded again.',
  lines: { curl: 'curl "URL"' },
  see: QUERY_STRING,
  threads: `
    localstack/localstack/issues/10844 s3tools/s3cmd/issues/983 minio/minio-dotnet/pull/221 fog/fog-aws/pull/463
    Automattic/knox/pull/29
  `,
  features: [
    ofQuery.queryEncodedTwice,
    rule(
      'signed-list-encoded-twice',
      (quote) => `The URL has ${quote}: it was encoded again as a whole.`,
      inText(/SignedHeaders=[\w-]*%253B/i),
    ),
  ],
  lesson: 'in-the-url',
  inVersion2: true,
  needs: ['presigned-url'],
  yes: { 'plain-name': 0.75, 'used-elsewhere': 0.8, 'url-changed': 0.9 },
  mutations: {
    'html-escaped': traveling(
      'The URL arrived with &amp; instead of &: it was copied from HTML or XML.',
      escapedForHtml,
    ),
    'html-escaped-sent': signing('The URL was sent with &amp; instead of & but signed with &.', unescaped),
    'parameter-edited': sending(
      'A parameter of the signature in the URL was changed after signing.',
      parameterOfOther,
      { saysOf: editedParameter, fix: SIGN_AGAIN },
    ),
    'expires-edited': wide('The URL was presigned with a different value of X-Amz-Expires.', otherExpires, {
      fix: SIGN_AGAIN,
    }),
  },
  states: (answer, sides) =>
    headersNotSigned(answer) !== null && isListEncodedTwice(sides)
      ? {
          says: 'The URL was percent-encoded once more as a whole, so the server reads its signed headers as one name.',
        }
      : null,
  suspects({ answer, request }) {
    if (!answer || !isRefusal(answer)) return null;
    return (request && suspicionOfTarget(request.head.target.octets)) ?? suspicionOfMessage(answer);
  },
  visible({ request }) {
    const target = request?.head.target.octets ?? '';
    const found = target.split(/[?&]/).some((part) => {
      const [character] = INVISIBLE.exec(part) ?? [];
      return character !== undefined && (UNESCAPED.test(character) || /^X-Amz-/i.test(part));
    });
    if (!found) return null;
    return explains(
      'The URL contains a character that is not visible, such as a zero-width space: a document or a chat put it there.',
      {
        role: 'defect',
        variant: 'invisible-character',
        fix: 'Copy the URL as plain text, or type the part around the invisible character again.',
      },
    );
  },
});

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
  (inThePath: string, inTheQuery: string): Change =>
  (draft, { scheme }) => {
    const path = withRawOf(scheme === 'query' ? '' : inThePath)(plain(draft.canonicalUri)).octets;
    const raw = inTheQuery.replace(scheme === 'query' ? '#' : '', '');
    const query = withRawOf(raw)(plain(draft.canonicalQueryString)).octets;
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
const reencode: Change = (draft, { other }) =>
  other && isSameUrl(draft, canonicalize(draft)) && isSameUrl(draft, canonicalize(other))
    ? [withQuery(withUri(draft, other.canonicalUri), other.canonicalQueryString)]
    : [];

const PARTS = [
  ['path-decoded', 'path', inPath],
  ['query-decoded', 'query', inQuery],
  ['decoded', 'URL', inBoth],
] as const;

export const urlReencodedByHttpClient = cause('url-reencoded-by-http-client', 'transport', {
  places: ['canonicalUri', 'canonicalQueryString'],
  says: 'Something decoded and re-encoded the URL after it was signed.',
  symptom: "The server's URL is the signed one with some escapes decoded or encoded again, such as @ for %40.",
  fix: 'Pass the signed URL on unchanged: yarl.URL(url, encoded=True) in aiohttp, URI.create in Java, RawPath or Opaque in Go, or proxy_pass without a path in nginx.',
  lines: {
    nginx: 'proxy_pass http://UPSTREAM;',
    apache: 'ProxyPass "/" "http://UPSTREAM/" nocanon',
    aiohttp: 'yarl.URL(url, encoded=True)',
    java: 'URI.create(url)',
  },
  threads: 'jumpstarter-dev/jumpstarter/pull/662 s3tools/s3cmd/issues/983',
  features: [ofPath.reservedInPath, ofPath.encodedSlashInPath, ofQuery.reservedInQueryValue],
  inVersion2: true,
  yes: { 'plain-name': 0.75, slashes: 0.3, 'without-query': 0.6, 'used-elsewhere': 0.8, 'url-changed': 0.9 },
  seenInPath: 'explains',
  mutations: {
    ...forEach(PARTS, ([variant, part, inPart]) => [
      variant,
      traveling(`The ${part} arrived decoded once more than it was signed: %2520 as %20.`, inPart(decodedOnce)),
    ]),
    'ampersand-decoded': traveling(
      'A %26 in the query was decoded to &, which ends the value.',
      leaveDelimiters('', '&'),
    ),
    'question-mark-decoded': traveling(
      'A %3F in the path was decoded to ?, which ends the path.',
      leaveDelimiters('?', ''),
    ),
    'hash-decoded': traveling('A %23 was decoded to #, and nothing after it arrived.', leaveDelimiters('#', '#')),
    'hash-decoded-in-query': traveling(
      'A %23 in the query was decoded to #, and nothing after it arrived.',
      leaveDelimiters('', '#'),
    ),
    'written-anew': traveling('The URL arrived with different percent-encoding than it was signed with.', reencode),
  },
});

export const signedOptionsNotTheSentRequest = cause('signed-options-not-the-sent-request', 'transport', {
  places: ['canonicalUri', 'hashedPayload'],
  says: 'The signer does not read the option names of the HTTP client, such as url and data, so it signed a different path and an empty body.',
  symptom:
    'The signed path is / or the signed body is empty, and the request that was sent has a different path or a body.',
  fix: "Give the signer the path and the body under its own names, and send exactly those, with the signer's headers.",
  see: CREATING_SIGNED_REQUESTS,
  threads: 'mhart/aws4/issues/29',
  features: [ofPayload.bodyFromCode],
});
