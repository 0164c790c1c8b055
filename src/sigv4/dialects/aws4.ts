/**
 * The record of AWS: the words of its signatures, and how it writes what is signed. Everything that signs, verifies,
 * or reads a signature takes them from the record of a dialect; the rules beside it say what the specification leaves
 * open. The siblings are beside it.
 */

import {
  AUTHENTICATING_REQUESTS,
  AUTHORIZATION_HEADER,
  HEADER_CALCULATION,
  QUERY_STRING,
  SIGNATURE_ELEMENTS,
} from '../documentation.ts';
import { signatureParameters } from './dialect.ts';

export const AWS4 = {
  words: { vendor: 'AWS', server: 'S3', signature: 'Signature Version 4' },
  see: {
    calculation: HEADER_CALCULATION,
    header: AUTHORIZATION_HEADER,
    authenticating: AUTHENTICATING_REQUESTS,
    elements: SIGNATURE_ELEMENTS,
    query: QUERY_STRING,
  },
  signsWith: [
    { id: 'sigv4', name: 'AWS4-HMAC-SHA256', says: 'Signature Version 4 with HMAC-SHA256', keyKind: 'hmac' },
    {
      id: 'sigv4a',
      name: 'AWS4-ECDSA-P256-SHA256',
      says: 'Signature Version 4A, with ECDSA on the curve P-256',
      keyKind: 'ecdsa',
    },
  ],
  /** The beginning of the secret when a signing key is derived from it, for each kind of algorithm. */
  keyPrefix: { hmac: 'AWS4', ecdsa: 'AWS4A' },
  /** The last part of every scope, and the last message in the derivation of the signing key. */
  terminator: 'aws4_request',
  keyChain: ['date', 'region', 'service', 'terminator'],
  scope: ['date', 'region', 'service', 'terminator'],
  time: 'compact',
  date: 'compact',
  canonicalRequest: ['method', 'uri', 'query', 'headers', 'list', 'payload'],
  stringToSign: ['algorithm', 'time', 'scope', 'hash'],
  path: { base: 'sent', lastSlash: 'as-sent' },
  bucketInHost: null,
  regionInHost: null,
  query: { withoutValue: 'equals', names: 'as-sent' },
  headerValues: { spaces: 'collapsed', letters: 'as-sent', repeated: 'joined' },
  hostPort: 'kept',
  list: 'all',
  signedByDefault: ['*'],
  leftOutByDefault: [],
  mustBeSigned: ['host', 'x-amz-*'],
  authorization: { credential: 'Credential', list: 'SignedHeaders', signature: 'Signature' },
  refusedPrefixes: [],
  requiresContentSha256: true,
  unstatedPayload: 'hashed',
  parameterLetters: 'exact',
  rules: null,
  usual: { service: 's3', region: 'us-east-1' },
  algorithmPrefix: 'AWS4-',
  /** The beginning of the names of the vendor's own headers, which must be signed. */
  headerPrefix: 'x-amz-',
  /** The headers of a signature, in lowercase. */
  headers: {
    date: 'x-amz-date',
    contentSha256: 'x-amz-content-sha256',
    securityToken: 'x-amz-security-token',
    regionSet: 'x-amz-region-set',
    decodedContentLength: 'x-amz-decoded-content-length',
    trailer: 'x-amz-trailer',
    checksumPrefix: 'x-amz-checksum-',
  },
  /** The query parameters of a presigned URL. */
  parameters: {
    algorithm: 'X-Amz-Algorithm',
    credential: 'X-Amz-Credential',
    date: 'X-Amz-Date',
    expires: 'X-Amz-Expires',
    signedHeaders: 'X-Amz-SignedHeaders',
    signature: 'X-Amz-Signature',
    securityToken: 'X-Amz-Security-Token',
    contentSha256: 'X-Amz-Content-Sha256',
    regionSet: 'X-Amz-Region-Set',
  },
  /** The fields of a form whose policy is signed. */
  fields: {
    algorithm: 'x-amz-algorithm',
    credential: 'x-amz-credential',
    date: 'x-amz-date',
    signature: 'x-amz-signature',
    securityToken: 'x-amz-security-token',
    regionSet: 'x-amz-region-set',
  },
} as const;

/** The query parameters of a presigned URL, in lowercase. They do not describe the object. */
export const SIGNATURE_PARAMETERS = signatureParameters(AWS4);
