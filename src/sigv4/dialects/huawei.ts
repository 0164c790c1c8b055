/** The records of the APIs of Huawei Cloud: SDK-HMAC-SHA256, and V11-HMAC-SHA256 with a derived key. */

import { S3_RULES } from '../rules.ts';
import { AWS4 } from './aws4.ts';
import { type Dialect, onOnePage } from './dialect.ts';

const SIGNING = 'https://support.huaweicloud.com/intl/en-us/devg-apisign/api-sign-algorithm.html';

export const HUAWEI_SDK: Dialect = {
  ...AWS4,
  words: { vendor: 'Huawei Cloud', server: 'Huawei Cloud', signature: 'AK/SK signing of Huawei Cloud' },
  see: onOnePage(SIGNING),
  signsWith: [{ id: 'sdk', name: 'SDK-HMAC-SHA256', says: 'HMAC-SHA256 with the secret key itself', keyKind: 'hmac' }],
  algorithmPrefix: 'SDK-',
  keyPrefix: { hmac: '' },
  keyChain: [],
  scope: [],
  terminator: null,
  stringToSign: ['algorithm', 'time', 'hash'],
  path: { base: 'sent', lastSlash: 'always' },
  headerValues: { spaces: 'kept', letters: 'as-sent', repeated: 'a-line-each' },
  signedByDefault: ['host', 'content-type', 'x-sdk-*'],
  mustBeSigned: ['x-sdk-date'],
  authorization: { credential: 'Access', list: 'SignedHeaders', signature: 'Signature' },
  headerPrefix: 'x-sdk-',
  headers: { date: 'x-sdk-date', contentSha256: 'x-sdk-content-sha256', securityToken: 'x-security-token' },
  parameters: null,
  fields: null,
  requiresContentSha256: false,
  rules: {
    ...S3_RULES,
    contentSha256Header: 'not-added',
    plusInPath: 'literal',
    repeatedHeaders: 'sorted',
    unsentSignedHeader: 'empty',
  },
  usual: { service: '', region: '' },
};

export const HUAWEI_V11: Dialect = {
  ...HUAWEI_SDK,
  signsWith: [{ id: 'v11', name: 'V11-HMAC-SHA256', says: 'HMAC-SHA256 with a key from HKDF', keyKind: 'hkdf' }],
  algorithmPrefix: 'V11-',
  scope: ['date', 'region', 'service'],
  stringToSign: AWS4.stringToSign,
  authorization: AWS4.authorization,
};
