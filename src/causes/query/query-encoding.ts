/** Causes that involve the spelling of the query parameters. */

import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { percentDecode } from '../../bytes/text-operations.ts';
import type { Draft } from '../../drafts/draft.ts';
import { eachOf, inQuery, withQuery } from '../../drafts/parts.ts';
import {
  decoded,
  decodedOnce,
  encoded,
  encodedAgain,
  leftUnencoded,
  withRawOf,
} from '../../drafts/spellings/percent.ts';
import {
  byOctets,
  canonicalQuery,
  inPairs,
  inRightOrder,
  isOfSignature,
  nameIn,
  ordered,
  pairBytes,
  pairsOf,
  sentPairs,
  valueIn,
  withPairBytes,
  withPairs,
} from '../../drafts/spellings/query-pairs.ts';
import type { SeenRequest } from '../../sides/seen/seen-request.ts';
import { AMZ_PARAMETERS } from '../../sigv4/names.ts';
import {
  type Change,
  cause,
  copied,
  type Mistake,
  plainDifference,
  possible,
  signing,
  traveling,
} from '../define-cause.ts';
import { feature, inText } from '../features/feature.ts';
import { ofQuery } from '../features/query.ts';
import { targetOfMute } from '../seen-path.ts';

const encodeWhere =
  (isEncoded: (pair: Octets) => boolean): Change =>
  (draft) => [
    withPairBytes(
      draft,
      pairBytes(draft).map((pair) => (isEncoded(pair.octets) ? encodedAgain(pair) : pair)),
    ),
  ];

/**
 * Encodes names and values exactly as the request or the client wrote them, so that existing escapes are encoded twice
 * and other characters once.
 */
const encodeAsWritten: Change = (draft, around) => {
  const queries = [sentPairs(around), pairsOf(around.other?.canonicalQueryString ?? EMPTY).map(decoded)];
  return queries
    .filter((pairs) => pairs.length > 0 && canonicalQuery(pairs.join('&') as Octets) === draft.canonicalQueryString)
    .map((pairs) => pairs.map((pair) => `${encoded(nameIn(pair))}=${encoded(valueIn(pair))}` as Octets))
    .map((pairs) => withPairs(draft, pairs.sort(inRightOrder)));
};

/**
 * Encodes parameters twice in transit. Skips the signature's own parameters, because a server would not find them under
 * encoded names, and skips drafts in which only the order changes.
 */
const arriveTwice: Change = (draft, around) =>
  encodeWhere((pair) => !isOfSignature(pair))(draft, around)
    .filter((made) => made.canonicalQueryString !== draft.canonicalQueryString)
    .map((made) => ordered(made, inRightOrder));

export const queryDoubleEncoded = cause('query-double-encoded', 'canonical-query-string', {
  says: 'The query was percent-encoded twice on one side.',
  symptom: 'One side has %25 before two hexadecimal digits in its query, such as %252F for %2F.',
  fix: 'Decode the query of the URL before you encode it for signing, so that %2F stays %2F and does not become %252F.',
  threads: `
    okigan/awscurl/issues/216 curl/curl/issues/16927 curl/curl/issues/11794
    inreachventures/aws-signing-request-interceptor/issues/44 localstack/localstack/issues/10844
  `,
  features: [ofQuery.queryEncodedTwice],
  mutations: {
    'signed-twice': signing(
      'The query was signed percent-encoded twice.',
      eachOf(inQuery(encodedAgain), encodeAsWritten),
    ),
    'credential-twice': signing('The value of X-Amz-Credential was signed percent-encoded twice.', (draft, around) =>
      encodeWhere((pair) => nameIn(pair) === AMZ_PARAMETERS.credential)(draft, around),
    ),
    'arrived-twice': traveling(
      'The query was signed percent-encoded once but arrived percent-encoded twice.',
      arriveTwice,
    ),
    'signed-once': signing(
      'The query was sent percent-encoded twice but signed percent-encoded once.',
      inQuery(decodedOnce),
    ),
  },
});

/**
 * Uses the spelling in the request or in the client's text, if it has the same meaning as the parameters that the
 * server signs.
 */
const asWritten: Change = (draft, around) => {
  const sent = sentPairs(around);
  const texts = [sent.join('&'), [...sent].sort(byOctets).join('&'), around.other?.canonicalQueryString ?? ''];
  return texts.flatMap((text) =>
    text !== '' && canonicalQuery(text as Octets) === draft.canonicalQueryString ? [withQuery(draft, text)] : [],
  );
};

/** Keeps only the first or the last value for each name, like a map. */
const keepOneOfEachName = (kept: 'first' | 'last'): Change =>
  inPairs((pairs) =>
    pairs.filter((pair, index) =>
      pairs.every((other, at) => nameIn(other) !== nameIn(pair) || (kept === 'first' ? at >= index : at <= index)),
    ),
  );

const SUBRESOURCE = /[?&](partNumber|uploadId|response-[\w-]+|acl|versionId)\b/;

/** Returns whether the signed URL, if it is known, has an escape that a server may decode. */
function mayBeDecoded({ queries }: SeenRequest): boolean {
  const urls = queries.filter((query) => /(?:^|&)Signature=/.test(query));
  return urls.length === 0 || urls.some((query) => query.split('&').some((pair) => /^(?!Signature=).*%/.test(pair)));
}

export const queryNotCanonicalised = cause('query-not-canonicalised', 'canonical-query-string', {
  says: 'The query was signed as it was written, not in its canonical form.',
  symptom:
    "The client's query is the text of the URL, and the server's is that text decoded, encoded again, and sorted.",
  fix: 'Decode each name and value of the query, encode all characters except A-Z a-z 0-9 - . _ ~, and sort the parameters. Sign the result, regardless of how the URL is written.',
  threads: 'aws/aws-sdk-js/pull/530 basho/riak_cs/issues/1292 minio/minio/pull/4034 nulib/dc-api-v2/pull/389',
  breaks: {
    'query-plain': (mark) => `The client signed ${mark} in the query, which is an ampersand escaped for HTML.`,
  },
  features: [
    ofQuery.reservedInQueryValue,
    feature(
      'subresource-in-version-2',
      (quote) => `Signature Version 2 signs ${quote} decoded and in its own order.`,
      (seen) => (seen.form === 'version-2' && mayBeDecoded(seen) ? inText(SUBRESOURCE)(seen) : null),
    ),
  ],
  inVersion2: true,
  mutations: {
    'as-written': signing(
      'The query was signed as it was written, with different percent-encoding or in a different order than the canonical form.',
      asWritten,
    ),
    lost: traveling(
      'The query was signed, but it did not arrive.',
      (draft, { scheme }) => (scheme === 'query' || draft.canonicalQueryString === '' ? [] : [withQuery(draft, '')]),
      {
        fix: 'Build the URL from the host, the path, and the query of the signed request, and let a proxy pass on the query (nginx: proxy_pass with $request_uri).',
      },
    ),
    'left-out': signing('The request has a query, but the query was not signed.', (draft) => [withQuery(draft, '')]),
    'one-of-each-name': signing(
      'Only one of several parameters with the same name was signed.',
      eachOf(keepOneOfEachName('last'), keepOneOfEachName('first')),
    ),
    'question-mark': signing('The query was signed with its question mark.', (draft) =>
      draft.canonicalQueryString === '' ? [] : [withQuery(draft, `?${draft.canonicalQueryString}`)],
    ),
    ...plainDifference('query', {
      signed: 'The query that was signed is not the query that the server computed with.',
      arrived: 'The query changed, or was lost, between signing and the server.',
      fix: 'Compare the query of the URL with the one that was signed, and find what changes it: the HTTP client, or a proxy that rewrites the URL (nginx: proxy_pass with $request_uri keeps it).',
      change: copied('canonicalQueryString'),
    }),
  },
});

const leaveRaw = (characters: string): Change => inQuery(withRawOf(characters));

const unencodedInQuery = (base: Draft, made: Draft): string =>
  leftUnencoded(base.canonicalQueryString, made.canonicalQueryString)
    .map((character) => (character === ' ' ? 'spaces' : character))
    .join(' ');

/** Signs the query with these characters unencoded. `how` ends the sentence about those of them that the query has. */
const leftRaw = (characters: string, how: string): Mistake =>
  signing(`The query was signed with ${[...characters].join(' ')} unencoded, ${how}.`, leaveRaw(characters), {
    saysOf: (base, made) => `The query was signed with ${unencodedInQuery(base, made)} unencoded, ${how}.`,
  });

const SINGLE = '/:,;@=+()\'!$*?[]{}|" #';

export const queryReservedNotEncoded = cause('query-reserved-not-encoded', 'canonical-query-string', {
  says: 'Reserved characters in the query were signed unencoded, not percent-encoded.',
  symptom:
    "The client's query has / : , ( ) or another reserved character where the server's has %2F, %3A, %2C, and so on.",
  fix: 'Percent-encode every byte of names and values except A-Z a-z 0-9 - . _ ~ before signing: / is %2F, : is %3A, and the comma is %2C.',
  threads: 'awslabs/aws-sdk-rust/issues/330 curl/curl/issues/11794 agilord/aws_client/pull/399',
  features: [
    ofQuery.spaceInQueryValue,
    ofQuery.slashInQueryValue,
    ofQuery.marksInQueryValue,
    ofQuery.reservedInQueryValue,
  ],
  inVersion2: true,
  yes: { slashes: 0.5 },
  twins: [
    {
      variant: 'slash',
      twin: 'some-of-them',
      apart: 'never',
      says: 'The slash is one of the characters that may have been left unencoded.',
    },
  ],
  mutations: {
    slash: signing('The slashes in the query were signed unencoded, not as %2F.', leaveRaw('/')),
    'query-characters': leftRaw("!$'()*,;:@/?", 'which a URL allows but a signature does not'),
    'encode-uri': leftRaw("!$&'()*+,;:@/?#=", "as JavaScript's encodeURI writes it"),
    raw: signing(
      'The query was signed without any percent-encoding.',
      eachOf(
        inQuery(percentDecode),
        inPairs((pairs) => pairs.map(decoded).sort(inRightOrder)),
      ),
    ),
    'some-of-them': signing(
      'The query was signed with a reserved character unencoded.',
      eachOf(...[...SINGLE].map(leaveRaw)),
      { saysOf: (base, made) => `The query was signed with ${unencodedInQuery(base, made)} unencoded.` },
    ),
  },
});

const isValueless = (pair: Octets): boolean => valueIn(pair) === '';

/** Rewrites each parameter that has no value, or removes the parameter if the callback returns `null`. */
const writeValueless = (write: (name: Octets) => string | null): Change =>
  inPairs((pairs) =>
    pairs.map((pair) => (isValueless(pair) ? write(nameIn(pair)) : pair)).filter((pair) => pair !== null),
  );

const AS_TEXT = ['null', 'undefined', 'None', 'true'];

export const queryValuelessParam = cause('query-valueless-param', 'canonical-query-string', {
  says: 'A parameter without a value was not signed as NAME=.',
  symptom: 'One side has "acl=" or "uploads=" where the other has "acl" or "uploads", or no such parameter.',
  fix: 'Sign each parameter with an equals sign after its name, even if it has no value: acl=, uploads=.',
  threads: `
    xcir/libvmod-awsrest/issues/24 curl/curl/issues/8107 aws/aws-sdk-php/pull/2924 aws/aws-sdk-js-v3/pull/754
    minio/minio-py/pull/79
  `,
  features: [ofQuery.parameterWithoutValue],
  breaks: {
    'query-pairs': (name) => `The client signed the parameter ${name} without an equals sign.`,
  },
  mutations: {
    'without-equals': signing(
      'A parameter without a value was signed without its equals sign.',
      writeValueless((name) => name),
    ),
    'left-out': signing(
      'A parameter without a value was not signed.',
      writeValueless(() => null),
    ),
    lost: traveling('A parameter without a value was signed but lost in transit.', (draft, around) =>
      writeValueless(() => null)(draft, around).filter(({ canonicalQueryString: rest }) => rest !== EMPTY),
    ),
    'as-text': signing(
      'A parameter without a value was signed with the word that the programming language uses for no value.',
      eachOf(...AS_TEXT.map((text) => writeValueless((name) => `${name}=${text}`))),
    ),
  },
  suspects: (sides) => {
    const found = pairsOf(targetOfMute(sides)?.query?.octets ?? EMPTY).find((pair) => !pair.includes('='));
    if (found === undefined) return null;
    return possible(`The parameter '${found}' has no value. It must be signed as '${found}='.`);
  },
});
