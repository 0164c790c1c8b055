/** The records of Alibaba Cloud Message Service: MNS4-HMAC-SHA256, and the one of Apsara Stack. */

import { S3_RULES } from '../rules.ts';
import { AWS4 } from './aws4.ts';
import { type Dialect, onOnePage } from './dialect.ts';

const SIGNING = 'https://github.com/aliyun/aliyun-mns-java-sdk';

export const MNS4: Dialect = {
  ...AWS4,
  words: { vendor: 'Alibaba Cloud', server: 'Message Service', signature: 'Signature Version 4 of Message Service' },
  see: onOnePage(SIGNING),
  signsWith: [
    { id: 'mns4', name: 'MNS4-HMAC-SHA256', says: 'HMAC-SHA256 with a key of Message Service', keyKind: 'hmac' },
  ],
  algorithmPrefix: 'MNS4-',
  keyPrefix: { hmac: 'aliyun_v4' },
  terminator: 'aliyun_v4_request',
  canonicalRequest: ['method', 'uri', 'query', 'headers', 'list'],
  stringToSign: ['algorithm', 'time', 'scope', 'canonical-request'],
  query: { withoutValue: 'bare', names: 'lowercase' },
  headerValues: { spaces: 'kept', letters: 'as-sent', repeated: 'joined' },
  list: 'additional',
  signedByDefault: ['content-type', 'content-md5', 'x-mns-*'],
  mustBeSigned: [],
  authorization: { credential: 'Credential', list: null, signature: 'Signature' },
  headerPrefix: 'x-mns-',
  headers: { date: 'date', contentSha256: null, securityToken: 'security-token' },
  parameters: null,
  fields: null,
  requiresContentSha256: false,
  rules: { ...S3_RULES, contentSha256Header: 'not-added', plusInPath: 'literal', unsentSignedHeader: 'empty' },
  usual: { service: 'mns', region: 'cn-hangzhou' },
};

export const APSARA_MNS4: Dialect = {
  ...MNS4,
  signsWith: [
    {
      id: 'apsara-mns4',
      name: 'APSARA-MNS4-HMAC-SHA256',
      says: 'HMAC-SHA256 with a key of Apsara Stack',
      keyKind: 'hmac',
    },
  ],
  algorithmPrefix: 'APSARA-MNS4-',
  keyPrefix: { hmac: 'apsara_v4' },
  terminator: 'apsara_v4_request',
};
