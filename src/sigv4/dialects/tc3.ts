/** The record of Tencent Cloud API 3.0: TC3-HMAC-SHA256. */

import { S3_RULES } from '../rules.ts';
import { AWS4 } from './aws4.ts';
import { type Dialect, onOnePage } from './dialect.ts';

const SIGNING = 'https://www.tencentcloud.com/document/api/213/33224';

export const TC3: Dialect = {
  ...AWS4,
  words: { vendor: 'Tencent Cloud', server: 'Tencent Cloud', signature: 'Signature v3 of Tencent Cloud' },
  see: onOnePage(SIGNING),
  signsWith: [{ id: 'tc3', name: 'TC3-HMAC-SHA256', says: 'HMAC-SHA256 with a key of Tencent Cloud', keyKind: 'hmac' }],
  algorithmPrefix: 'TC3-',
  keyPrefix: { hmac: 'TC3' },
  keyChain: ['date', 'service', 'terminator'],
  scope: ['date', 'service', 'terminator'],
  terminator: 'tc3_request',
  time: 'unix',
  date: 'dashed',
  path: { base: 'root', lastSlash: 'as-sent' },
  headerValues: { spaces: 'kept', letters: 'lowercase', repeated: 'joined' },
  signedByDefault: ['content-type', 'host'],
  mustBeSigned: ['content-type', 'host'],
  headerPrefix: 'x-tc-',
  headers: { date: 'x-tc-timestamp', contentSha256: null, securityToken: 'x-tc-token' },
  parameters: null,
  fields: null,
  requiresContentSha256: false,
  rules: { ...S3_RULES, contentSha256Header: 'not-added', plusInPath: 'literal', unsentSignedHeader: 'empty' },
  usual: { service: 'cvm', region: '' },
};
