/** The record of Alibaba Cloud Object Storage Service: OSS4-HMAC-SHA256. */

import { S3_RULES } from '../rules.ts';
import { AWS4 } from './aws4.ts';
import { type Dialect, onOnePage } from './dialect.ts';

const DOCUMENTATION = 'https://www.alibabacloud.com/help/en/oss/developer-reference';
const IN_HEADER = `${DOCUMENTATION}/recommend-to-use-signature-version-4`;
const IN_URL = `${DOCUMENTATION}/add-signatures-to-urls`;

export const OSS4: Dialect = {
  ...AWS4,
  words: { vendor: 'Alibaba Cloud', server: 'OSS', signature: 'Signature Version 4 of OSS' },
  see: { ...onOnePage(IN_HEADER), query: IN_URL },
  signsWith: [{ id: 'oss4', name: 'OSS4-HMAC-SHA256', says: 'HMAC-SHA256 with an access key of OSS', keyKind: 'hmac' }],
  algorithmPrefix: 'OSS4-',
  keyPrefix: { hmac: 'aliyun_v4' },
  terminator: 'aliyun_v4_request',
  path: { base: 'with-bucket', lastSlash: 'as-sent' },
  // A bucket in the host of a region, and in the hosts that servers on this computer use.
  bucketInHost:
    /^(?<bucket>[a-z0-9][a-z0-9-]{1,61}[a-z0-9])\.(?:(?:oss-[a-z0-9.-]+|[a-z0-9-]+\.[a-z0-9-]+\.oss-cloudbox(?:-[a-z]+)?)\.aliyuncs\.com|(?:oss\.)?localhost)(?::[0-9]+)?$/i,
  regionInHost: /(?:^|\.)oss-(?<region>[a-z0-9-]+?)(?:-internal)?\.aliyuncs\.com(?::[0-9]+)?$/i,
  query: { withoutValue: 'bare', names: 'as-sent' },
  headerValues: { spaces: 'kept', letters: 'as-sent', repeated: 'joined' },
  list: 'additional',
  signedByDefault: ['content-type', 'content-md5', 'x-oss-*'],
  mustBeSigned: [],
  authorization: { credential: 'Credential', list: 'AdditionalHeaders', signature: 'Signature' },
  headerPrefix: 'x-oss-',
  headers: { date: 'x-oss-date', contentSha256: 'x-oss-content-sha256', securityToken: 'x-oss-security-token' },
  parameters: {
    algorithm: 'x-oss-signature-version',
    credential: 'x-oss-credential',
    date: 'x-oss-date',
    expires: 'x-oss-expires',
    signedHeaders: 'x-oss-additional-headers',
    signature: 'x-oss-signature',
    securityToken: 'x-oss-security-token',
    contentSha256: null,
  },
  fields: {
    algorithm: 'x-oss-signature-version',
    credential: 'x-oss-credential',
    date: 'x-oss-date',
    signature: 'x-oss-signature',
    securityToken: 'x-oss-security-token',
  },
  requiresContentSha256: true,
  unstatedPayload: 'unsigned',
  rules: { ...S3_RULES, payload: 'unsigned', plusInPath: 'literal', unsentSignedHeader: 'empty' },
  usual: { service: 'oss', region: 'cn-hangzhou' },
};
