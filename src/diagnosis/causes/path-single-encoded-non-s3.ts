/**
 * Describes a path that was signed by the rules of S3, although every other service normalizes the path and encodes it
 * twice.
 */
import { rulesOf } from '../../aws/services.ts';
import type { Octets } from '../../bytes/octets.ts';
import { SIGNED_REQUEST } from '../../sigv4/documentation.ts';
import type { Cause, Suspicion } from '../cause.ts';
import { type Draft, linesOf } from '../draft/draft.ts';
import { inPath, type Rewriting, sentTarget, withUri } from '../draft/parts.ts';
import { type Mutation, signing } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { decoded, decodedOnce, encodedAgain, encodedPath } from '../spellings/percent.ts';

const isTwice = ({ scope }: Draft): boolean => scope.service !== '' && rulesOf(scope.service).pathEncoding === 'twice';

const outsideS3 =
  (rewrite: Rewriting): Mutation['change'] =>
  (draft, around) =>
    isTwice(draft) ? inPath(rewrite)(draft, around) : [];

/** Rewrites the path as it is written in the request. */
const fromSent =
  (rewrite: (path: Octets) => Octets): Mutation['change'] =>
  (draft, around) => {
    const path = sentTarget(around)?.path;
    return path !== undefined && isTwice(draft) ? [withUri(draft, rewrite(path))] : [];
  };

const ENCODED_TWICE = /%25[0-9A-F]{2}/;

function suspicionOf({ answer, client, server }: Sides): Suspicion | null {
  if (!answer?.canonicalRequest || client.known === 'quoted') return null;
  const service = (server.draft ?? client.draft)?.scope.service;
  const found = ENCODED_TWICE.exec(linesOf(answer.canonicalRequest.octets)[1] ?? '')?.[0];
  if (!service || rulesOf(service).pathEncoding === 'once' || found === undefined) return null;
  return {
    standing: 'possible',
    says: `The server computes with ${found} in the path: '${service}' requires the path to be percent-encoded twice.`,
  };
}

/** Quotes a response from OpenSearch to GET /caf%C3%A9/a%20b. */
const ANSWER =
  `{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'GET
/caf%25C3%25A9/a%2520b

host:search-example.us-east-1.es.amazonaws.com
x-amz-date:20130524T000000Z

host;x-amz-date
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

The String-to-Sign should have been
'AWS4-HMAC-SHA256
20130524T000000Z
20130524/us-east-1/es/aws4_request
203a6259b0e0af7aa2e4e43c6f84404127232473b97fc72e345fb1bb8dc6102b'
"}`.replaceAll('\n', '\\n');

/** Quotes the client's log for the same request. */
const LOG = `CanonicalRequest:
GET
/caf%C3%A9/a%20b

host:search-example.us-east-1.es.amazonaws.com
x-amz-date:20130524T000000Z

host;x-amz-date
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
StringToSign:
AWS4-HMAC-SHA256
20130524T000000Z
20130524/us-east-1/es/aws4_request
c75607606053eee935f6c9d63c5dece616a6c8e23fb438af936c3a082d81b8f8
Signature:
5509709307e1c4816b1f7940790cabe703d395fa44a31c20981cb14812e48c44`;

export const pathSingleEncodedNonS3: Cause = {
  id: 'path-single-encoded-non-s3',
  stage: 'canonical-uri',
  says: 'The path was signed as S3 requires, but this service requires it normalized and percent-encoded twice.',
  fix: 'Sign the path of the URL with each segment percent-encoded again (%20 becomes %2520), and without empty segments, "." and "..".',
  see: SIGNED_REQUEST,
  threads: [
    'https://github.com/furaiev/amazon-cognito-identity-dart-2/issues/57',
    'https://github.com/aws/aws-sdk-js/issues/853',
    'https://github.com/sharetribe/aws-sig4/issues/10',
    'https://github.com/jcberquist/aws-cfml/issues/18',
    'https://github.com/awslabs/aws-crt-python/pull/274',
  ],
  mutations: [
    signing('encoded-once', 'The path was signed percent-encoded once, as only S3 requires.', outsideS3(decodedOnce)),
    signing(
      'not-normalised',
      'The path was signed with its empty segments and dots, as only S3 requires.',
      fromSent(encodedPath),
    ),
    signing(
      'as-for-s3',
      'The path was signed as S3 requires, neither normalized nor encoded again.',
      fromSent((path) => encodedPath(decoded(path))),
    ),
    signing('encoded-three-times', 'The path was signed percent-encoded three times.', outsideS3(encodedAgain)),
  ],
  suspects: suspicionOf,
  example: { kind: 'answer', text: `${ANSWER}\n${LOG}` },
};
