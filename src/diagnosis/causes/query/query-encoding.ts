/** Causes that involve the spelling of the query parameters. */
import { EMPTY, type Octets } from '../../../bytes/octets.ts';
import { percentDecode } from '../../../bytes/text-operations.ts';
import { HEADER_CALCULATION } from '../../../sigv4/documentation.ts';
import { targetOfMute } from '../../answers/seen-path.ts';
import { type Cause, github, possible } from '../../cause.ts';
import { eachOf, inQuery, withQuery } from '../../draft/parts.ts';
import { type Mutation, signing, travelling } from '../../mutation.ts';
import { decoded, decodedOnce, encoded, encodedAgain, withRawOf } from '../../spellings/percent.ts';
import {
  byOctets,
  canonicalQuery,
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
} from '../../spellings/query-pairs.ts';

const encodeWhere =
  (isEncoded: (pair: Octets) => boolean): Mutation['change'] =>
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
const encodeAsWritten: Mutation['change'] = (draft, around) => {
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
const arriveTwice: Mutation['change'] = (draft, around) =>
  encodeWhere((pair) => !isOfSignature(pair))(draft, around)
    .filter((made) => made.canonicalQueryString !== draft.canonicalQueryString)
    .map((made) => ordered(made, inRightOrder));

/** Describes a query whose names and values were percent-encoded twice instead of once. */
export const queryDoubleEncoded: Cause = {
  id: 'query-double-encoded',
  stage: 'canonical-query-string',
  says: 'The query was percent-encoded twice on one side.',
  sign: 'One side has %25 before two hexadecimal digits in its query, such as %252F for %2F.',
  fix: 'Decode the query of the URL before you encode it for signing, so that %2F stays %2F and does not become %252F.',
  see: HEADER_CALCULATION,
  threads: github(`
    okigan/awscurl/issues/216 curl/curl/issues/16927 curl/curl/issues/11794
    inreachventures/aws-signing-request-interceptor/issues/44 localstack/localstack/issues/10844
  `),
  mutations: [
    signing(
      'signed-twice',
      'The query was signed percent-encoded twice.',
      eachOf(inQuery(encodedAgain), encodeAsWritten),
    ),
    signing(
      'credential-twice',
      'The value of X-Amz-Credential was signed percent-encoded twice.',
      encodeWhere((pair) => nameIn(pair) === 'X-Amz-Credential'),
    ),
    travelling(
      'arrived-twice',
      'The query was signed percent-encoded once but arrived percent-encoded twice.',
      arriveTwice,
    ),
    signing(
      'signed-once',
      'The query was sent percent-encoded twice but signed percent-encoded once.',
      inQuery(decodedOnce),
    ),
  ],
};

/**
 * Uses the spelling in the request or in the client's text, if it has the same meaning as the parameters that the
 * server signs.
 */
const asWritten: Mutation['change'] = (draft, around) => {
  const sent = sentPairs(around);
  const texts = [sent.join('&'), [...sent].sort(byOctets).join('&'), around.other?.canonicalQueryString ?? ''];
  return texts.flatMap((text) =>
    text !== '' && canonicalQuery(text as Octets) === draft.canonicalQueryString ? [withQuery(draft, text)] : [],
  );
};

/** Keeps only the first or the last value for each name, like a map. */
const keepOneOfEachName =
  (kept: 'first' | 'last'): Mutation['change'] =>
  (draft) => {
    const pairs = pairsOf(draft.canonicalQueryString);
    const isKept = (pair: Octets, index: number) =>
      pairs.every((other, at) => nameIn(other) !== nameIn(pair) || (kept === 'first' ? at >= index : at <= index));
    return [withPairs(draft, pairs.filter(isKept))];
  };

/** Describes a query that was signed in its original spelling instead of being decoded, encoded, and sorted first. */
export const queryNotCanonicalised: Cause = {
  id: 'query-not-canonicalised',
  stage: 'canonical-query-string',
  says: 'The query was signed as it was written, not in its canonical form.',
  sign: "The client's query is the text of the URL, and the server's is that text decoded, encoded again, and sorted.",
  fix: 'Decode each name and value of the query, encode all characters except A-Z a-z 0-9 - . _ ~, and sort the parameters. Sign the result, regardless of how the URL is written.',
  see: HEADER_CALCULATION,
  threads: github(`aws/aws-sdk-js/pull/530 basho/riak_cs/issues/1292 minio/minio/pull/4034`),
  mutations: [
    signing(
      'as-written',
      'The query was signed as it was written, with different percent-encoding or in a different order than the canonical form.',
      asWritten,
    ),
    signing('left-out', 'The request has a query, but the query was not signed.', (draft) => [withQuery(draft, '')]),
    signing(
      'one-of-each-name',
      'Only one of several parameters with the same name was signed.',
      eachOf(keepOneOfEachName('last'), keepOneOfEachName('first')),
    ),
    signing('question-mark', 'The query was signed with its question mark.', (draft) =>
      draft.canonicalQueryString === '' ? [] : [withQuery(draft, `?${draft.canonicalQueryString}`)],
    ),
  ],
};

const leaveRaw =
  (characters: string): Mutation['change'] =>
  (draft, around) =>
    inQuery((query) => withRawOf(query, characters))(draft, around);

const SINGLE = '/:,;@=+()\'!$*?[]{}|" #';

/**
 * Describes reserved characters in the query. In names and values, all characters except A-Z a-z 0-9 - . _ ~ must be
 * encoded, even /.
 */
export const queryReservedNotEncoded: Cause = {
  id: 'query-reserved-not-encoded',
  stage: 'canonical-query-string',
  says: 'Reserved characters in the query were signed unencoded, not percent-encoded.',
  sign: "The client's query has / : , ( ) or another reserved character where the server's has %2F, %3A, %2C, and so on.",
  fix: 'Percent-encode every byte of names and values except A-Z a-z 0-9 - . _ ~ before signing: / is %2F, : is %3A, and the comma is %2C.',
  see: HEADER_CALCULATION,
  threads: github(`awslabs/aws-sdk-rust/issues/330 curl/curl/issues/11794 agilord/aws_client/pull/399`),
  mutations: [
    signing('slash', 'The slashes in the query were signed unencoded, not as %2F.', leaveRaw('/')),
    signing(
      'query-characters',
      "The query was signed with ! $ ' ( ) * , ; : @ / ? unencoded, which a URL allows but a signature does not.",
      leaveRaw("!$'()*,;:@/?"),
    ),
    signing(
      'encode-uri',
      "The query was signed with ! $ & ' ( ) * + , ; : @ / ? # = unencoded, as JavaScript's encodeURI writes it.",
      leaveRaw("!$&'()*+,;:@/?#="),
    ),
    signing(
      'raw',
      'The query was signed without any percent-encoding.',
      eachOf(inQuery(percentDecode), (draft) => [
        withPairs(draft, pairsOf(draft.canonicalQueryString).map(decoded).sort(inRightOrder)),
      ]),
    ),
    signing(
      'some-of-them',
      'The query was signed with a reserved character unencoded.',
      eachOf(...[...SINGLE].map((character) => leaveRaw(character))),
    ),
  ],
};

const isValueless = (pair: Octets): boolean => valueIn(pair) === '';

/** Rewrites each parameter that has no value, or removes the parameter if the callback returns `null`. */
const writeValueless =
  (write: (name: Octets) => string | null): Mutation['change'] =>
  (draft) => {
    const pairs = pairsOf(draft.canonicalQueryString);
    const written = pairs.map((pair) => (isValueless(pair) ? write(nameIn(pair)) : pair));
    return [
      withPairs(
        draft,
        written.filter((pair) => pair !== null),
      ),
    ];
  };

const AS_TEXT = ['null', 'undefined', 'None', 'true'];

/** Describes a parameter that has no value, such as ?acl. Its name must be signed with an equals sign after it. */
export const queryValuelessParam: Cause = {
  id: 'query-valueless-param',
  stage: 'canonical-query-string',
  says: 'A parameter without a value was not signed as NAME=.',
  sign: 'One side has "acl=" or "uploads=" where the other has "acl" or "uploads", or no such parameter.',
  fix: 'Sign each parameter with an equals sign after its name, even if it has no value: acl=, uploads=.',
  see: HEADER_CALCULATION,
  threads: github(`
    xcir/libvmod-awsrest/issues/24 curl/curl/issues/8107 aws/aws-sdk-php/pull/2924 aws/aws-sdk-js-v3/pull/754
    minio/minio-py/pull/79
  `),
  mutations: [
    signing(
      'without-equals',
      'A parameter without a value was signed without its equals sign.',
      writeValueless((name) => name),
    ),
    signing(
      'left-out',
      'A parameter without a value was not signed.',
      writeValueless(() => null),
    ),
    travelling(
      'lost',
      'A parameter without a value was signed but lost in transit.',
      writeValueless(() => null),
    ),
    signing(
      'as-text',
      'A parameter without a value was signed with the word that the programming language uses for no value.',
      (draft, around) => AS_TEXT.flatMap((text) => writeValueless((name) => `${name}=${text}`)(draft, around)),
    ),
  ],
  suspects: (sides) => {
    const found = pairsOf(targetOfMute(sides)?.query?.octets ?? EMPTY).find((pair) => !pair.includes('='));
    if (found === undefined) return null;
    return possible(`The parameter '${found}' has no value. It must be signed as '${found}='.`);
  },
};
