/** The record of Volcengine and BytePlus Tinder Object Storage: TOS4-HMAC-SHA256. */

import { S3_RULES } from '../rules.ts';
import { AWS4 } from './aws4.ts';
import { type Dialect, onOnePage } from './dialect.ts';

const SIGNING = 'https://www.volcengine.com/docs/6349/74839';
const PRESIGNING = 'https://www.volcengine.com/docs/6349/129226';

export const TOS4: Dialect = {
  ...AWS4,
  words: { vendor: 'Volcengine', server: 'TOS', signature: 'Signature Version 4 of TOS' },
  see: { ...onOnePage(SIGNING), query: PRESIGNING },
  signsWith: [{ id: 'tos4', name: 'TOS4-HMAC-SHA256', says: 'HMAC-SHA256 with an access key of TOS', keyKind: 'hmac' }],
  algorithmPrefix: 'TOS4-',
  keyPrefix: { hmac: '' },
  terminator: 'request',
  regionInHost: /(?:^|\.)tos-(?<region>[a-z0-9-]+)\.(?:volces|ivolces|bytepluses)\.com(?::[0-9]+)?$/i,
  signedByDefault: ['host', 'x-tos-*'],
  mustBeSigned: ['host', 'x-tos-*'],
  headerPrefix: 'x-tos-',
  headers: { date: 'x-tos-date', contentSha256: 'x-tos-content-sha256', securityToken: 'x-tos-security-token' },
  parameters: {
    algorithm: 'X-Tos-Algorithm',
    credential: 'X-Tos-Credential',
    date: 'X-Tos-Date',
    expires: 'X-Tos-Expires',
    signedHeaders: 'X-Tos-SignedHeaders',
    signature: 'X-Tos-Signature',
    securityToken: 'X-Tos-Security-Token',
    contentSha256: null,
  },
  fields: {
    algorithm: 'x-tos-algorithm',
    credential: 'x-tos-credential',
    date: 'x-tos-date',
    signature: 'x-tos-signature',
    securityToken: 'x-tos-security-token',
  },
  requiresContentSha256: false,
  rules: { ...S3_RULES, plusInPath: 'literal', unsentSignedHeader: 'empty' },
  usual: { service: 'tos', region: 'cn-beijing' },
};
