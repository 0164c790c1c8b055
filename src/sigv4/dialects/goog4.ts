/**
 * The record of Google Cloud Storage: GOOG4-HMAC-SHA256 with an HMAC key, and GOOG4-RSA-SHA256 with the private key
 * of a service account.
 */

import { S3_RULES } from '../rules.ts';
import { AWS4 } from './aws4.ts';
import type { Dialect } from './dialect.ts';

const DOCUMENTATION = 'https://docs.cloud.google.com/storage/docs';
const CANONICAL_REQUESTS = `${DOCUMENTATION}/authentication/canonical-requests`;
const SIGNATURES = `${DOCUMENTATION}/authentication/signatures`;

export const GOOG4: Dialect = {
  ...AWS4,
  words: { vendor: 'Google', server: 'Cloud Storage', signature: 'Signature Version 4 of Cloud Storage' },
  see: {
    calculation: CANONICAL_REQUESTS,
    header: `${DOCUMENTATION}/aws-simple-migration`,
    authenticating: SIGNATURES,
    elements: SIGNATURES,
    query: `${DOCUMENTATION}/access-control/signed-urls`,
  },
  signsWith: [
    { id: 'goog4', name: 'GOOG4-HMAC-SHA256', says: 'HMAC-SHA256 with an HMAC key of Cloud Storage', keyKind: 'hmac' },
    {
      id: 'goog4-rsa',
      name: 'GOOG4-RSA-SHA256',
      says: 'RSA with the private key of a service account',
      keyKind: 'rsa',
    },
  ],
  algorithmPrefix: 'GOOG4-',
  keyPrefix: { hmac: 'GOOG4' },
  terminator: 'goog4_request',
  hostPort: 'dropped',
  mustBeSigned: ['host', 'x-goog-*'],
  headerPrefix: 'x-goog-',
  headers: { date: 'x-goog-date', contentSha256: 'x-goog-content-sha256', securityToken: null },
  parameterLetters: 'any',
  parameters: {
    algorithm: 'X-Goog-Algorithm',
    credential: 'X-Goog-Credential',
    date: 'X-Goog-Date',
    expires: 'X-Goog-Expires',
    signedHeaders: 'X-Goog-SignedHeaders',
    signature: 'X-Goog-Signature',
    securityToken: null,
    contentSha256: null,
  },
  fields: {
    algorithm: 'x-goog-algorithm',
    credential: 'x-goog-credential',
    date: 'x-goog-date',
    signature: 'x-goog-signature',
    securityToken: null,
  },
  // 400 ExcessHeaderValues: https://docs.cloud.google.com/storage/docs/aws-simple-migration
  refusedPrefixes: [AWS4.headerPrefix],
  requiresContentSha256: false,
  rules: { ...S3_RULES, plusInPath: 'literal', headerWhiteSpace: 'all', unsentSignedHeader: 'empty' },
  usual: { service: 'storage', region: 'auto' },
};
