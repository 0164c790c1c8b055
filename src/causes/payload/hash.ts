/** Causes that involve the last line of the canonical request, or x-amz-content-sha256. */
import { isLikeS3 } from '../../aws/services.ts';
import { base64FromOctets } from '../../bytes/base64.ts';
import { EMPTY, type Octets, octetsFromHex, octetsFromText } from '../../bytes/octets.ts';
import { HASH_OF_NOTHING, sha256Hex } from '../../crypto/digests.ts';
import { type Draft, headerOf, withoutHeader } from '../../drafts/draft.ts';
import type { MutationContext } from '../../drafts/mutation.ts';
import { HASH, reportedHash, withHashes } from '../../drafts/payload-changes.ts';
import { mayBeSignersMistake } from '../../sides/answers/mismatch.ts';
import { isSent, signedNames } from '../../sides/signs.ts';
import { AUTHORIZATION_HEADER, CREATING_SIGNED_REQUESTS, QUERY_STRING } from '../../sigv4/documentation.ts';
import { UNSIGNED_PAYLOAD } from '../../sigv4/payload-keywords.ts';
import { type Change, cause, possible, signing, traveling } from '../define-cause.ts';
import { feature, inText, rule } from '../features/feature.ts';
import { ofPayload } from '../features/payload.ts';
import { quoted } from '../words.ts';

const WORDS = UNSIGNED_PAYLOAD.octets;
const MISSPELT = [
  'UNSIGNED PAYLOAD',
  'UNSIGNED_PAYLOAD',
  'unsigned-payload',
  'Unsigned-Payload',
  'UNSIGNED-PAYLOAD ',
  '"UNSIGNED-PAYLOAD"',
  'UNSIGNEDPAYLOAD',
  'UNSIGNED',
];

/** Rewrites the last line if it is a hash. */
const rewriteHash = (write: (hash: string) => readonly string[]) => (draft: Draft) =>
  HASH.test(draft.hashedPayload) ? withHashes(draft, write(draft.hashedPayload)) : [];

/** Writes the hash of the body, or the hash that the other side has, on a last line that is UNSIGNED-PAYLOAD. */
const hashWords = (draft: Draft, around: MutationContext): Draft[] => {
  if (draft.hashedPayload !== WORDS) return [];
  const own = around.body === null ? [] : [sha256Hex(around.body)];
  return withHashes(draft, [...own, ...reportedHash(around)]);
};

const inBase64 = (hash: string) => base64FromOctets(octetsFromHex(hash));

export const payloadLiteralMisspelt = cause('payload-literal-misspelt', 'hashed-payload', {
  says: 'The payload hash was not signed in the form that S3 requires.',
  symptom:
    "The last line of the client's canonical request is neither 64 lowercase hexadecimal digits nor a documented value.",
  fix: 'Write the hash as 64 lowercase hexadecimal digits, or write the exact value UNSIGNED-PAYLOAD or STREAMING-AWS4-HMAC-SHA256-PAYLOAD. Use the same value in x-amz-content-sha256 and on the last line of the canonical request.',
  see: AUTHORIZATION_HEADER,
  threads: 'irods/irods_resource_plugin_s3/issues/1833 arnemolland/sigv4/issues/8 aws/aws-sdk-php/pull/995',
  needs: ['s3'],
  mutations: {
    'unsigned-though-hashed': signing(
      'The last line of the canonical request is UNSIGNED-PAYLOAD, but x-amz-content-sha256 has a hash.',
      rewriteHash(() => [WORDS]),
    ),
    'hashed-though-unsigned': signing(
      'x-amz-content-sha256 is UNSIGNED-PAYLOAD, but the last line of the canonical request is the hash of the body.',
      (draft, around) => (around.scheme === 'header' ? hashWords(draft, around) : []),
    ),
    'empty-line': signing(
      'The last line of the canonical request is empty instead of the hash of the payload.',
      (draft) => withHashes(draft, ['']),
    ),
    capitals: signing(
      'The hash of the payload was signed in uppercase.',
      rewriteHash((hash) => [hash.toUpperCase()]),
    ),
    base64: signing(
      'The hash of the payload was signed in base64, not as hexadecimal digits.',
      rewriteHash((hash) => [inBase64(hash)]),
    ),
    double: signing(
      'The hash of the payload was hashed again before it was signed.',
      rewriteHash((hash) => [sha256Hex(hash as Octets), sha256Hex(octetsFromHex(hash))]),
    ),
    raw: signing(
      'The hash of the payload was signed as 32 raw bytes, not as hexadecimal digits.',
      rewriteHash((hash) => [octetsFromHex(hash), octetsFromText(octetsFromHex(hash))]),
    ),
    'misspelt-words': signing('UNSIGNED-PAYLOAD was signed with different spelling.', (draft) =>
      draft.hashedPayload === WORDS ? withHashes(draft, MISSPELT) : [],
    ),
    'words-hashed': signing('UNSIGNED-PAYLOAD was hashed, and the hash was signed instead.', (draft) =>
      draft.hashedPayload === WORDS ? withHashes(draft, [sha256Hex(WORDS)]) : [],
    ),
  },
  states({ message, details }) {
    const isNamed = details.get('ArgumentName')?.toLowerCase() === 'x-amz-content-sha256';
    if (!isNamed && !/x-amz-content-sha256 must be /i.test(message ?? '')) return null;
    const value = details.get('ArgumentValue');
    if (value === undefined)
      return { says: 'x-amz-content-sha256 has neither a hash nor a value that the server supports.' };
    // The value is right, but this server does not support it.
    if (value.startsWith('STREAMING-') && value.endsWith('-TRAILER')) return null;
    return {
      says: `x-amz-content-sha256 is ${quoted(value)}, which is neither a hash nor a value that the server supports.`,
    };
  },
});

/** The last line must be UNSIGNED-PAYLOAD, because the body is not known when the URL is created. */
export const presignNeedsUnsignedPayload = cause('presign-needs-unsigned-payload', 'hashed-payload', {
  says: 'The URL was presigned with a hash of the payload, but S3 requires UNSIGNED-PAYLOAD.',
  symptom:
    "The client's canonical request of a presigned URL ends with a hash, and the server's ends with UNSIGNED-PAYLOAD.",
  fix: 'Put UNSIGNED-PAYLOAD on the last line of the canonical request when you presign a URL for S3.',
  see: QUERY_STRING,
  threads: `
    brendanhay/amazonka/issues/36 brendanhay/amazonka/issues/766 iksteen/aws-request-signer/pull/13
    aws/aws-sdk-php/issues/954
  `,
  features: [ofPayload.hashInPresigned],
  lesson: 'in-the-url',
  needs: ['presigned-url', 's3'],
  twins: [
    {
      variant: 'hash-of-nothing',
      twin: 'hash-of-body',
      apart: 'rarely',
      says: 'A URL is rarely presigned with a body, and without a body both hashes are the hash of an empty payload.',
    },
  ],
  mutations: {
    'hash-of-nothing': signing(
      'The URL was presigned with the hash of an empty payload, but S3 requires UNSIGNED-PAYLOAD.',
      (draft, { scheme }) =>
        scheme === 'query' && draft.hashedPayload === WORDS ? withHashes(draft, [HASH_OF_NOTHING]) : [],
    ),
    'hash-of-body': signing(
      'The URL was presigned with the hash of the body, but S3 requires UNSIGNED-PAYLOAD.',
      (draft, around) => (around.scheme === 'query' ? hashWords(draft, around) : []),
    ),
  },
  suspects(sides) {
    const { client, scheme } = sides;
    const isHashed =
      client.known === 'quoted' && client.draft !== null && isS3(client.draft) && HASH.test(client.draft.hashedPayload);
    if (scheme !== 'query' || !isHashed || !mayBeSignersMistake(sides)) return null;
    return possible('The client presigned the URL with a hash on the last line of its canonical request.');
  },
});

const isS3 = ({ scope }: Draft) => isLikeS3(scope.service);

const hashBody: Change = (draft, around) =>
  isS3(draft) || draft.hashedPayload !== WORDS
    ? []
    : withHashes(draft, [sha256Hex(around.body ?? EMPTY), ...reportedHash(around)]);

/** Other services always compute the hash of the body. */
export const unsignedPayloadNotForThisService = cause('unsigned-payload-not-for-this-service', 'hashed-payload', {
  says: 'UNSIGNED-PAYLOAD was signed for a service that requires the hash of the body.',
  symptom: "The service is not S3, and the client's canonical request ends with UNSIGNED-PAYLOAD.",
  fix: 'Sign the SHA-256 hash of the body. Only S3 accepts UNSIGNED-PAYLOAD.',
  see: CREATING_SIGNED_REQUESTS,
  threads: `
    apache/opendal-reqsign/issues/346 FantasticFiasco/aws-signature-version-4/issues/1067 brendanhay/amazonka/pull/767
  `,
  features: [
    rule(
      'unsigned-payload-of-other-service',
      'The body is signed as UNSIGNED-PAYLOAD, which only S3 accepts.',
      (seen) =>
        seen.serviceKind !== 's3' &&
        /UNSIGNED-PAYLOAD/.test(seen.text + seen.headers.map(({ value }) => value).join('\n'))
          ? 'UNSIGNED-PAYLOAD'
          : null,
    ),
  ],
  needs: ['not-s3'],
  mutations: {
    'words-signed': signing(
      'The client signed UNSIGNED-PAYLOAD, but the service computes the hash of the body.',
      (draft) => (!isS3(draft) && HASH.test(draft.hashedPayload) ? withHashes(draft, [WORDS]) : []),
    ),
    'words-sent': traveling('UNSIGNED-PAYLOAD was signed, but the service computes the hash of the body.', hashBody),
  },
  suspects(sides) {
    const { client } = sides;
    if (!client.draft || isS3(client.draft) || client.draft.hashedPayload !== WORDS || !mayBeSignersMistake(sides))
      return null;
    return possible(`UNSIGNED-PAYLOAD was signed for the service "${client.draft.scope.service}", which is not S3.`);
  },
});

const NAME = 'x-amz-content-sha256';
const SAYS = `The request has no ${NAME}, which S3 requires.`;

export const contentSha256HeaderMissing = cause('content-sha256-header-missing', 'hashed-payload', {
  says: SAYS,
  symptom: 'The request to S3 has no x-amz-content-sha256.',
  fix: `Send and sign ${NAME}, with the same value as the last line of the canonical request: the hash of the body, or UNSIGNED-PAYLOAD.`,
  threads: 'DavidMuller/aws-requests-auth/pull/37 aws/aws-sdk-js-v3/issues/7740',
  needs: ['header', 'answer-before-signature'],
  answers: { removed: ['InvalidRequest'] },
  mutations: {
    removed: traveling(`${NAME} was signed but did not arrive.`, (draft) =>
      headerOf(draft, NAME) === null ? [] : [withoutHeader(draft, NAME)],
    ),
  },
  states({ message }, sides) {
    if (!/missing required header[^\n]{0,100}x-amz-content-sha256/i.test(message ?? '')) return null;
    if (signedNames(sides).includes(NAME))
      return { says: `${NAME} is among the signed headers but did not arrive.`, variant: 'removed' };
    return { says: SAYS };
  },
  suspects(sides) {
    const { claim, scheme } = sides;
    if (scheme === 'query' || claim === null || !isLikeS3(claim.scope.service.octets)) return null;
    if (isSent(sides, NAME) !== false) return null;
    return mayBeSignersMistake(sides) ? possible(SAYS) : null;
  },
});

export const oacBodyHashMissing = cause('oac-body-hash-missing', 'hashed-payload', {
  says: 'CloudFront signs for the origin but does not hash the body: the viewer must send x-amz-content-sha256 with it.',
  symptom: 'The request passes through CloudFront to a function, GET works, and a request with a body is refused.',
  fix: 'Send the SHA-256 of the body as x-amz-content-sha256 with every request that has a body.',
  see: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
  threads: 'aws-amplify/amplify-backend/pull/3194',
  features: [
    feature(
      'origin-access-control',
      'CloudFront signs for the origin, which is a function.',
      inText(/\bOAC\b|origin access control|lambda-url\.[\w-]+\.on\.aws/i),
    ),
  ],
  needs: ['not-s3'],
});
