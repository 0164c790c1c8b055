/** The record of the APIs of JD Cloud: JDCLOUD2-HMAC-SHA256. */

import { S3_RULES } from '../rules.ts';
import { AWS4 } from './aws4.ts';
import { type Dialect, onOnePage } from './dialect.ts';

const SIGNING = 'https://docs.jdcloud.com/en/common-declaration/api/signature';

export const JDCLOUD2: Dialect = {
  ...AWS4,
  words: { vendor: 'JD Cloud', server: 'JD Cloud', signature: 'request signing of JD Cloud' },
  see: onOnePage(SIGNING),
  signsWith: [
    { id: 'jdcloud2', name: 'JDCLOUD2-HMAC-SHA256', says: 'HMAC-SHA256 with a key of JD Cloud', keyKind: 'hmac' },
  ],
  algorithmPrefix: 'JDCLOUD2-',
  keyPrefix: { hmac: 'JDCLOUD2' },
  terminator: 'jdcloud2_request',
  headerValues: { spaces: 'kept', letters: 'as-sent', repeated: 'joined' },
  leftOutByDefault: ['host'],
  mustBeSigned: ['x-jdcloud-*'],
  headerPrefix: 'x-jdcloud-',
  headers: {
    date: 'x-jdcloud-date',
    contentSha256: 'x-jdcloud-content-sha256',
    securityToken: 'x-jdcloud-security-token',
  },
  parameters: null,
  fields: null,
  requiresContentSha256: false,
  rules: { ...S3_RULES, contentSha256Header: 'not-added', plusInPath: 'literal', unsentSignedHeader: 'empty' },
  usual: { service: '', region: 'cn-north-1' },
};
