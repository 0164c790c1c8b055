/** Describes a URL whose path was changed after signing, although the path is signed. */
import { HEADER_CALCULATION } from '../../sigv4/documentation.ts';
import type { Cause } from '../cause.ts';
import { copied, plainDifference } from './plain-differences.ts';

export const urlPathChanged: Cause = {
  id: 'url-path-changed',
  stage: 'canonical-uri',
  says: 'The request has another path than the one that was signed.',
  fix: 'Use the path that was signed, or sign again for the new path: a signature holds for one path only.',
  see: HEADER_CALCULATION,
  threads: [],
  mutations: plainDifference({
    variant: 'path',
    signed: 'The path that was signed is not the path that the server computed with.',
    arrived: 'The path changed between signing and the server.',
    change: copied('canonicalUri'),
  }),
  example: {
    kind: 'answer',
    text: '<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>GET\n/examplebucket/renamed.txt\n\nhost:s3.example.com\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:20130524T000000Z\n\nhost;x-amz-content-sha256;x-amz-date\nUNSIGNED-PAYLOAD</CanonicalRequest></Error>',
    request:
      'GET /examplebucket/test.txt HTTP/1.1\nHost: s3.example.com\nx-amz-content-sha256: UNSIGNED-PAYLOAD\nx-amz-date: 20130524T000000Z\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=0123456789012345678901234567890123456789012345678901234567890123\n',
  },
};
