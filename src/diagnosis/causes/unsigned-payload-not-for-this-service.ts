/** Describes UNSIGNED-PAYLOAD in a request to a service other than S3. Such a service computes the hash of the body. */
import { EMPTY } from '../../bytes/octets.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { SIGNED_REQUEST } from '../../sigv4/documentation.ts';
import { UNSIGNED_PAYLOAD } from '../../sigv4/payload-words.ts';
import { mayBeSignersMistake } from '../answers/mismatch.ts';
import type { Cause } from '../cause.ts';
import type { Draft } from '../draft/draft.ts';
import { withHashes, withOtherHash } from '../draft/payload-hashes.ts';
import { signing, travelling } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import type { Surroundings } from '../surroundings.ts';

const WORDS = UNSIGNED_PAYLOAD.octets;
const HASH = /^[0-9a-f]{64}$/;
const OTHERS = /^(?!s3$|s3-outposts$|s3express$|s3-object-lambda$)./;

const isS3 = ({ scope }: Draft) => !OTHERS.test(scope.service);

const hashBody = (draft: Draft, around: Surroundings): Draft[] => {
  if (isS3(draft) || draft.hashedPayload !== WORDS) return [];
  const { body, other } = around;
  return [
    ...withHashes(draft, [sha256Hex(body ?? EMPTY)]),
    ...(other && HASH.test(other.hashedPayload) ? withHashes(draft, [other.hashedPayload]) : []),
    ...withOtherHash(draft, around),
  ];
};

export const unsignedPayloadNotForThisService: Cause = {
  id: 'unsigned-payload-not-for-this-service',
  stage: 'hashed-payload',
  says: 'UNSIGNED-PAYLOAD was signed for a service that requires the hash of the body.',
  fix: 'Sign the SHA-256 hash of the body. Only S3 accepts UNSIGNED-PAYLOAD.',
  see: SIGNED_REQUEST,
  threads: [
    'https://github.com/apache/opendal-reqsign/issues/346',
    'https://github.com/FantasticFiasco/aws-signature-version-4/issues/1067',
    'https://github.com/brendanhay/amazonka/pull/767',
  ],
  mutations: [
    signing(
      'words-signed',
      'The client signed UNSIGNED-PAYLOAD, but the service computes the hash of the body.',
      (draft) => (!isS3(draft) && HASH.test(draft.hashedPayload) ? withHashes(draft, [WORDS]) : []),
    ),
    travelling('words-sent', 'UNSIGNED-PAYLOAD was signed, but the service computes the hash of the body.', hashBody),
  ],
  suspects: suspicion,
  example: {
    kind: 'answer',
    text: [
      'HTTP/1.1 403 Forbidden',
      'x-amzn-ErrorType: InvalidSignatureException',
      '',
      '{"message":"The request signature we calculated does not match the signature you provided."}',
      '',
      'CanonicalRequest:',
      'GET',
      '/_search',
      '',
      'host:search.us-east-1.es.amazonaws.com',
      'x-amz-date:20130524T000000Z',
      '',
      'host;x-amz-date',
      'UNSIGNED-PAYLOAD',
      'StringToSign:',
      'AWS4-HMAC-SHA256',
      '20130524T000000Z',
      '20130524/us-east-1/es/aws4_request',
      '797f0960b06023b5e82a63736370e60d1f8fd725f9a97ecb7fe10458b634baeb',
    ].join('\n'),
  },
};

function suspicion(sides: Sides) {
  const { client } = sides;
  if (!client.draft || isS3(client.draft) || client.draft.hashedPayload !== WORDS || !mayBeSignersMistake(sides))
    return null;
  return {
    standing: 'possible',
    says: `UNSIGNED-PAYLOAD was signed for the service "${client.draft.scope.service}", which is not S3.`,
  } as const;
}
