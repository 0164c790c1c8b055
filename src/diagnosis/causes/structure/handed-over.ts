/**
 * Causes that involve the data that a program passes to its signer or gets from its tools. These causes leave no bytes
 * that can be reproduced. They appear only in code, in error messages, or in logs.
 */
import { POST_FORM, QUERY_STRING, SIGNED_REQUEST, STREAMING } from '../../../sigv4/documentation.ts';
import { wordsOf } from '../../answers/answers.ts';
import { cause } from '../catalogue.ts';

export const foreignAuthorizationScheme = cause('foreign-authorization-scheme', 'authorization', {
  says: 'The Authorization header that arrived has another scheme, such as Basic or Bearer, and is not a signature.',
  sign: 'The message quotes an Authorization header that begins with Basic, Bearer, Digest, or Negotiate.',
  fix: 'Do not pass on the Authorization header of a browser or an application. In a proxy, remove it before the request is signed.',
  threads: 'digitalepidemiologylab/crowdbreaks/issues/3',
  states(answer) {
    const [, scheme] = /\bAuthorization=(Basic|Bearer|Digest|Negotiate)\b/.exec(wordsOf(answer)) ?? [];
    return scheme === undefined
      ? null
      : { says: `The server received an Authorization header of the scheme ${scheme}, which is not a signature.` };
  },
});

export const hostNotSigned = cause('host-not-signed', 'signed-headers', {
  says: 'Host is not among the signed headers.',
  sign: 'The list of signed headers does not contain host, and the message says that Host must be a signed header.',
  fix: 'Sign Host. If the endpoint in the configuration has no https:// in front, add it: otherwise the host is read as a path.',
  threads: 'aws/aws-sdk-php/issues/2469',
  states: (answer) =>
    /'Host' or ':authority' must be a 'SignedHeader'/.test(wordsOf(answer))
      ? { says: 'The server says that Host is not among the signed headers.' }
      : null,
});

export const signedOptionsNotTheSentRequest = cause('signed-options-not-the-sent-request', 'transport', {
  says: 'The signer does not read the option names of the HTTP client, such as url and data, so it signed another path and an empty body.',
  sign: 'The signed path is / or the signed body is empty, and the request that was sent has another path or a body.',
  fix: "Give the signer the path and the body under its own names, and send exactly those, with the signer's headers.",
  see: SIGNED_REQUEST,
  threads: 'mhart/aws4/issues/29',
});

export const slashInBucketName = cause('slash-in-bucket-name', 'canonical-uri', {
  says: 'The bucket name contains a slash, because it also contains the beginning of the key.',
  sign: 'The bucket in the configuration of the client contains a slash, and the key in the message has a part twice or lacks one.',
  fix: 'Set only the name of the bucket, and put the rest in front of the key or into the prefix.',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html',
  threads: 'aws/aws-sdk-ruby/issues/1209',
});

export const pathOverEncodedOnWire = cause('path-over-encoded-on-wire', 'canonical-uri', {
  says: 'The path was sent in its canonical form, which is already encoded, so the server encodes it again.',
  sign: "The request line contains %25 where the key contains a percent-encoded character, and the server's canonical request has %2525.",
  fix: 'Send the path encoded once, such as %3A for a colon. Only the signed path of services other than S3 is encoded twice.',
  see: SIGNED_REQUEST,
  threads: 'higress-group/higress/issues/2396',
});

export const querySignedButNotSent = cause('query-signed-but-not-sent', 'canonical-query-string', {
  says: 'The query was signed, but the URL was sent without it.',
  sign: "The client's canonical request has a query, and the request line has none.",
  fix: 'Build the URL from the host, the path, and the query of the signed request.',
  see: SIGNED_REQUEST,
  threads: 'nulib/dc-api-v2/pull/389',
});

export const hmacToolFailed = cause('hmac-tool-failed', 'signing-key', {
  says: 'The tool that computes the HMAC failed, so the key or the signature is empty.',
  sign: 'The signature is empty, or the output of the script contains an error of openssl or of another tool.',
  fix: 'Fix what the tool complains about. Old versions of openssl do not know -mac HMAC -macopt: install a newer one.',
  threads: 'acmesh-official/acme.sh/issues/65',
});

export const chunkDataChanged = cause('chunk-data-changed', 'hashed-payload', {
  says: 'The head of the request was accepted, but the signature of a chunk does not match: its data or the order of the chunks changed.',
  sign: 'The string to sign in the message begins with AWS4-HMAC-SHA256-PAYLOAD: the server refused a chunk, not the head.',
  fix: 'Do not share a stream or a buffer between uploads, and do not change the data while they are sent.',
  see: STREAMING,
  threads: 'aws-amplify/aws-sdk-ios/issues/602',
});

export const presignedChecksumOfEmptyBody = cause('presigned-checksum-of-empty-body', 'hashed-payload', {
  says: 'The presigned URL has the checksum of an empty body, which an SDK added when it signed without the data.',
  sign: 'The presigned URL contains x-amz-checksum-crc32=AAAAAA%3D%3D, the checksum of no data, and the request has a body.',
  fix: 'In the client that presigns, set requestChecksumCalculation to WHEN_REQUIRED.',
  see: QUERY_STRING,
  threads: 'seaweedfs/seaweedfs/issues/10216',
});

export const oacBodyHashMissing = cause('oac-body-hash-missing', 'hashed-payload', {
  says: 'CloudFront signs for the origin but does not hash the body: the viewer must send x-amz-content-sha256 with it.',
  sign: 'The request passes through CloudFront to a function, GET works, and a request with a body is refused.',
  fix: 'Send the SHA-256 of the body as x-amz-content-sha256 with every request that has a body.',
  see: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html',
  threads: 'aws-amplify/amplify-backend/pull/3194',
});

export const postFormVersion2Fields = cause('post-form-v2-fields-v4-signature', 'authorization', {
  says: 'The form has a Version 4 signature in Version 2 fields, so S3 checks it as Version 2.',
  sign: 'The form has the fields AWSAccessKeyId and signature, and the signature has 64 hexadecimal digits.',
  fix: 'Use the fields x-amz-algorithm, x-amz-credential, x-amz-date, and x-amz-signature in place of AWSAccessKeyId and signature.',
  see: POST_FORM,
  threads: 'SwingDev/s3-browser-direct-upload/issues/4',
});
