/** The record of Alibaba Cloud OpenAPI: ACS3-HMAC-SHA256. */

import { S3_RULES } from '../rules.ts';
import { AWS4 } from './aws4.ts';
import { type Dialect, onOnePage } from './dialect.ts';

const SIGNING = 'https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature';

export const ACS3: Dialect = {
  ...AWS4,
  words: { vendor: 'Alibaba Cloud', server: 'Alibaba Cloud', signature: 'Signature V3 of Alibaba Cloud' },
  see: onOnePage(SIGNING),
  signsWith: [{ id: 'acs3', name: 'ACS3-HMAC-SHA256', says: 'HMAC-SHA256 with the secret itself', keyKind: 'hmac' }],
  algorithmPrefix: 'ACS3-',
  keyPrefix: { hmac: '' },
  keyChain: [],
  scope: [],
  terminator: null,
  time: 'iso',
  stringToSign: ['algorithm', 'hash'],
  headerValues: { spaces: 'kept', letters: 'as-sent', repeated: 'joined' },
  signedByDefault: ['host', 'content-type', 'x-acs-*'],
  mustBeSigned: ['host', 'x-acs-*'],
  headerPrefix: 'x-acs-',
  headers: { date: 'x-acs-date', contentSha256: 'x-acs-content-sha256', securityToken: 'x-acs-security-token' },
  parameters: null,
  fields: null,
  requiresContentSha256: true,
  rules: { ...S3_RULES, plusInPath: 'literal', unsentSignedHeader: 'empty' },
  usual: { service: '', region: '' },
};
