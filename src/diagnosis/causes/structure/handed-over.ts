/**
 * Causes that involve the data that a program passes to its signer or gets from its tools. These causes leave no bytes
 * that can be reproduced. They appear only in code, in error messages, or in logs.
 */
import type { ServerAnswer } from '../../../evidence/evidence.ts';
import {
  AUTHENTICATING_REQUESTS,
  HEADER_CALCULATION,
  POST_FORM,
  QUERY_STRING,
  SIGNATURE_ELEMENTS,
  SIGNED_REQUEST,
  STREAMING,
} from '../../../sigv4/documentation.ts';
import { wordsOf } from '../../answers/answers.ts';
import type { Cause, Statement } from '../../cause.ts';
import { github } from '../../cause.ts';

/** Describes an Authorization header with a scheme that AWS does not use, such as Basic. */
export const foreignAuthorizationScheme: Cause = {
  id: 'foreign-authorization-scheme',
  stage: 'authorization',
  says: 'The Authorization header that arrived has another scheme, such as Basic or Bearer, and is not a signature.',
  sign: 'The message quotes an Authorization header that begins with Basic, Bearer, Digest, or Negotiate.',
  fix: 'Do not pass on the Authorization header of a browser or an application. In a proxy, remove it before the request is signed.',
  see: AUTHENTICATING_REQUESTS,
  threads: github('digitalepidemiologylab/crowdbreaks/issues/3'),
  mutations: [],
  states: stateForeignScheme,
};

function stateForeignScheme(answer: ServerAnswer): Statement | null {
  const [, scheme] = /\bAuthorization=(Basic|Bearer|Digest|Negotiate)\b/.exec(wordsOf(answer)) ?? [];
  return scheme === undefined
    ? null
    : { says: `The server received an Authorization header of the scheme ${scheme}, which is not a signature.` };
}

/** Describes a list of signed headers without Host. */
export const hostNotSigned: Cause = {
  id: 'host-not-signed',
  stage: 'signed-headers',
  says: 'Host is not among the signed headers.',
  sign: 'The list of signed headers does not contain host, and the message says that Host must be a signed header.',
  fix: 'Sign Host. If the endpoint in the configuration has no https:// in front, add it: otherwise the host is read as a path.',
  see: HEADER_CALCULATION,
  threads: github('aws/aws-sdk-php/issues/2469'),
  mutations: [],
  states: (answer) =>
    /'Host' or ':authority' must be a 'SignedHeader'/.test(wordsOf(answer))
      ? { says: 'The server says that Host is not among the signed headers.' }
      : null,
};

/** Describes options that the HTTP client supports but the signer does not. */
export const signedOptionsNotTheSentRequest: Cause = {
  id: 'signed-options-not-the-sent-request',
  stage: 'transport',
  says: 'The signer does not read the option names of the HTTP client, such as url and data, so it signed another path and an empty body.',
  sign: 'The signed path is / or the signed body is empty, and the request that was sent has another path or a body.',
  fix: "Give the signer the path and the body under its own names, and send exactly those, with the signer's headers.",
  see: SIGNED_REQUEST,
  threads: github('mhart/aws4/issues/29'),
  mutations: [],
};

/** Describes a bucket setting that also contains a prefix. */
export const slashInBucketName: Cause = {
  id: 'slash-in-bucket-name',
  stage: 'canonical-uri',
  says: 'The bucket name contains a slash, because it also contains the beginning of the key.',
  sign: 'The bucket in the configuration of the client contains a slash, and the key in the message has a part twice or lacks one.',
  fix: 'Set only the name of the bucket, and put the rest in front of the key or into the prefix.',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  threads: github('aws/aws-sdk-ruby/issues/1209'),
  mutations: [],
};

/** Describes a path that was sent in its canonical form, which the server then encodes again. */
export const pathOverEncodedOnWire: Cause = {
  id: 'path-over-encoded-on-wire',
  stage: 'canonical-uri',
  says: 'The path was sent in its canonical form, which is already encoded, so the server encodes it again.',
  sign: "The request line contains %25 where the key contains a percent-encoded character, and the server's canonical request has %2525.",
  fix: 'Send the path encoded once, such as %3A for a colon. Only the signed path of services other than S3 is encoded twice.',
  see: SIGNED_REQUEST,
  threads: github('higress-group/higress/issues/2396'),
  mutations: [],
};

/** Describes a query that was signed but is missing from the URL that was sent. */
export const querySignedButNotSent: Cause = {
  id: 'query-signed-but-not-sent',
  stage: 'canonical-query-string',
  says: 'The query was signed, but the URL was sent without it.',
  sign: "The client's canonical request has a query, and the request line has none.",
  fix: 'Build the URL from the host, the path, and the query of the signed request.',
  see: SIGNED_REQUEST,
  threads: github('nulib/dc-api-v2/pull/389'),
  mutations: [],
};

/** Describes a command-line tool that failed while computing an HMAC. */
export const hmacToolFailed: Cause = {
  id: 'hmac-tool-failed',
  stage: 'signing-key',
  says: 'The tool that computes the HMAC failed, so the key or the signature is empty.',
  sign: 'The signature is empty, or the output of the script contains an error of openssl or of another tool.',
  fix: 'Fix what the tool complains about. Old versions of openssl do not know -mac HMAC -macopt: install a newer one.',
  see: SIGNATURE_ELEMENTS,
  threads: github('acmesh-official/acme.sh/issues/65'),
  mutations: [],
};

/** Describes a chunk that differs from the signed chunk, in a request whose head was accepted. */
export const chunkDataChanged: Cause = {
  id: 'chunk-data-changed',
  stage: 'hashed-payload',
  says: 'The head of the request was accepted, but the signature of a chunk does not match: its data or the order of the chunks changed.',
  sign: 'The string to sign in the message begins with AWS4-HMAC-SHA256-PAYLOAD: the server refused a chunk, not the head.',
  fix: 'Do not share a stream or a buffer between uploads, and do not change the data while they are sent.',
  see: STREAMING,
  threads: github('aws-amplify/aws-sdk-ios/issues/602'),
  mutations: [],
};

/** Describes a presigned URL that contains the checksum of no data. */
export const presignedChecksumOfEmptyBody: Cause = {
  id: 'presigned-checksum-of-empty-body',
  stage: 'hashed-payload',
  says: 'The presigned URL has the checksum of an empty body, which an SDK added when it signed without the data.',
  sign: 'The presigned URL contains x-amz-checksum-crc32=AAAAAA%3D%3D, the checksum of no data, and the request has a body.',
  fix: 'In the client that presigns, set requestChecksumCalculation to WHEN_REQUIRED.',
  see: QUERY_STRING,
  threads: github('seaweedfs/seaweedfs/issues/10216'),
  mutations: [],
};

/**
 * Describes requests to a function through CloudFront's origin access control for which the viewer did not send a hash
 * of the body.
 */
export const oacBodyHashMissing: Cause = {
  id: 'oac-body-hash-missing',
  stage: 'hashed-payload',
  says: 'CloudFront signs for the origin but does not hash the body: the viewer must send x-amz-content-sha256 with it.',
  sign: 'The request passes through CloudFront to a function, GET works, and a request with a body is refused.',
  fix: 'Send the SHA-256 of the body as x-amz-content-sha256 with every request that has a body.',
  see: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
  threads: github('aws-amplify/amplify-backend/pull/3194'),
  mutations: [],
};

/** Describes a form that has a Version 4 signature in the fields for Version 2. */
export const postFormVersion2Fields: Cause = {
  id: 'post-form-v2-fields-v4-signature',
  stage: 'authorization',
  says: 'The form has a Version 4 signature in Version 2 fields, so S3 checks it as Version 2.',
  sign: 'The form has the fields AWSAccessKeyId and signature, and the signature has 64 hexadecimal digits.',
  fix: 'Use the fields x-amz-algorithm, x-amz-credential, x-amz-date, and x-amz-signature in place of AWSAccessKeyId and signature.',
  see: POST_FORM,
  threads: github('SwingDev/s3-browser-direct-upload/issues/4'),
  mutations: [],
};
