/** How clients announce in their logs what they sign, and servers what they verify. One row a way. */

/** `provided` is the signature that a server got. */
export type Announced = 'canonical-request' | 'string-to-sign' | 'signature' | 'hash' | 'provided';

export interface PrintedLabel {
  readonly side: 'client' | 'server';
  readonly announces: Announced;
  /** What stands before the text, in its line or in the one before. */
  readonly label: RegExp;
  readonly program: string;
  /** Where it is seen. */
  readonly source: string;
}

/** Between the words of a label, and around its colon. */
const W = '[ _-]?';
const HEX = String.raw`(?=['"\[ \t\r\n]{0,8}[0-9A-Fa-f]{64}\b)`;

/** The thread and the level of a line, then which request it is about. */
const RADOSGW = String.raw`\b[0-9a-f]{9,16} {1,2}\d{1,2} [^\n]{0,200}?`;
const RADOSGW_SOURCE = 'https://github.com/ceph/ceph/blob/main/src/rgw/rgw_auth_s3.cc';

export const LABELS: readonly PrintedLabel[] = [
  {
    side: 'client',
    announces: 'canonical-request',
    label: /AWS4 Canonical Request: (?:'")?/,
    program: 'AWS SDK for Java 1 and 2',
    source: 'https://github.com/aws/aws-sdk-java/issues/865',
  },
  {
    side: 'client',
    announces: 'string-to-sign',
    label: /AWS4 String to [Ss]ign: (?:'")?/,
    program: 'AWS SDK for Java 1 and 2',
    source: 'https://github.com/aws/aws-sdk-java/issues/865',
  },
  {
    side: 'client',
    announces: 'hash',
    label: new RegExp(`AWS4 Canonical Request Hash: ${HEX}`),
    program: 'AWS SDK for Java 2',
    source: 'https://github.com/aws/aws-sdk-java-v2/issues/5465',
  },
  {
    side: 'client',
    announces: 'canonical-request',
    label: /---\[ CANONICAL STRING {1,2}\]-+/,
    program: 'AWS SDK for Go 1 and 2',
    source: 'https://github.com/versity/versitygw/issues/62',
  },
  {
    side: 'client',
    announces: 'string-to-sign',
    label: /---\[ STRING TO SIGN \]-+/,
    program: 'AWS SDK for Go 1 and 2',
    source: 'https://github.com/versity/versitygw/issues/62',
  },
  {
    side: 'client',
    announces: 'canonical-request',
    label: /Canonical Request String: /,
    program: 'AWS SDK for C++, Envoy',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
  },
  {
    side: 'client',
    announces: 'string-to-sign',
    label: /Final String to sign: /,
    program: 'AWS SDK for C++',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
  },
  {
    side: 'client',
    announces: 'signature',
    label: new RegExp(`Final computed signing hash:${HEX}`),
    program: 'AWS SDK for C++',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
  },
  {
    side: 'client',
    announces: 'canonical-request',
    label: /aws_sigv4: Canonical request \(enclosed in \[\]\) - \[/,
    program: 'curl -v --aws-sigv4',
    source: 'https://github.com/curl/curl/pull/16952',
  },
  {
    side: 'client',
    announces: 'string-to-sign',
    label: /aws_sigv4: String to sign \(enclosed in \[\]\) - \[/,
    program: 'curl -v --aws-sigv4',
    source: 'https://github.com/curl/curl/pull/16952',
  },
  {
    side: 'client',
    announces: 'signature',
    label: new RegExp(`aws_sigv4: Signature - ${HEX}`),
    program: 'curl -v --aws-sigv4',
    source: 'https://github.com/curl/curl/pull/16952',
  },
  {
    side: 'server',
    announces: 'canonical-request',
    label: new RegExp(`${RADOSGW}canonical request = `),
    program: 'radosgw',
    source: RADOSGW_SOURCE,
  },
  {
    side: 'server',
    announces: 'hash',
    label: new RegExp(`${RADOSGW}canonical request hash = ${HEX}`),
    program: 'radosgw',
    source: RADOSGW_SOURCE,
  },
  {
    side: 'server',
    announces: 'string-to-sign',
    label: new RegExp(`${RADOSGW}string to sign = `),
    program: 'radosgw',
    source: RADOSGW_SOURCE,
  },
  {
    side: 'server',
    announces: 'signature',
    label: new RegExp(`server signature=${HEX}`),
    program: 'radosgw',
    source: 'https://github.com/s3tools/s3cmd/issues/1017',
  },
  {
    side: 'server',
    announces: 'provided',
    label: new RegExp(`client signature=${HEX}`),
    program: 'radosgw',
    source: 'https://github.com/s3tools/s3cmd/issues/1017',
  },
  {
    side: 'server',
    announces: 'canonical-request',
    label: /auth_signature_v4\.go:\d{1,6} canonicalRequest: /,
    program: 'SeaweedFS',
    source: 'https://github.com/seaweedfs/seaweedfs/issues/7080',
  },
  {
    side: 'server',
    announces: 'string-to-sign',
    label: /auth_signature_v4\.go:\d{1,6} stringToSign: /,
    program: 'SeaweedFS',
    source: 'https://github.com/seaweedfs/seaweedfs/issues/7080',
  },
  // The rest is what botocore, s3cmd and most people write who print them: the words and a colon.
  {
    side: 'client',
    announces: 'canonical-request',
    label: new RegExp(`(?<![A-Za-z])canonical${W}(?:request|string)[ \\t]{0,8}[:=][ \\t]{0,8}['"\`]{0,3}`, 'i'),
    program: 'botocore, boto3, aws --debug, s3cmd -d',
    source: 'https://github.com/boto/botocore/blob/develop/botocore/auth.py',
  },
  {
    side: 'client',
    announces: 'string-to-sign',
    label: new RegExp(`(?<![A-Za-z])string${W}to${W}sign[ \\t]{0,8}[:=][ \\t]{0,8}['"\`]{0,3}`, 'i'),
    program: 'botocore, boto3, aws --debug',
    source: 'https://github.com/boto/botocore/blob/develop/botocore/auth.py',
  },
  {
    side: 'client',
    announces: 'signature',
    label: new RegExp(`(?<![A-Za-z-])signature[ \\t]{0,8}[:=]${HEX}`, 'i'),
    program: 'botocore, boto3, aws --debug; the Authorization of a request that is printed behind them',
    source: 'https://github.com/boto/botocore/blob/develop/botocore/auth.py',
  },
];
