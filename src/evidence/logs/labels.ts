/**
 * Lists the labels that clients log before the texts that they sign, and that servers log before the texts that they
 * verify. Each row is for one program.
 */

/** The kind of text that follows a label. `provided` is the signature that a server received. */
export type Announced = 'canonical-request' | 'string-to-sign' | 'signature' | 'hash' | 'provided';

interface LoggingProgram {
  readonly side: 'client' | 'server';
  readonly program: string;
  /** The URL of a page that shows the program's log. */
  readonly source: string;
  /**
   * The kind of text after each label, and a pattern for the label, which is on the same line or on the preceding line.
   */
  readonly labels: readonly (readonly [Announced, RegExp])[];
}

export interface PrintedLabel {
  readonly side: 'client' | 'server';
  readonly announces: Announced;
  readonly label: RegExp;
}

/** Matches the separator between the words of a label. */
const W = '[ _-]?';
const HEX = String.raw`(?=['"\[ \t\r\n]{0,8}[0-9A-Fa-f]{64}\b)`;

/**
 * Matches the thread and the log level at the beginning of a radosgw line, and the ID of the request to which the line
 * belongs.
 */
const RADOSGW = String.raw`\b[0-9a-f]{9,16} {1,2}\d{1,2} [^\n]{0,200}?`;
const RADOSGW_SOURCE = 'https://github.com/ceph/ceph/blob/main/src/rgw/rgw_auth_s3.cc';

const PROGRAMS: readonly LoggingProgram[] = [
  {
    side: 'client',
    program: 'AWS SDK for Java 1 and 2',
    source: 'https://github.com/aws/aws-sdk-java/issues/865',
    labels: [
      ['canonical-request', /AWS4 Canonical Request: (?:'")?/],
      ['string-to-sign', /AWS4 String to [Ss]ign: (?:'")?/],
    ],
  },
  {
    side: 'client',
    program: 'AWS SDK for Java 2',
    source: 'https://github.com/aws/aws-sdk-java-v2/issues/5465',
    labels: [['hash', new RegExp(`AWS4 Canonical Request Hash: ${HEX}`)]],
  },
  {
    side: 'client',
    program: 'AWS SDK for Go 1 and 2',
    source: 'https://github.com/versity/versitygw/issues/62',
    labels: [
      ['canonical-request', /---\[ CANONICAL STRING {1,2}\]-+/],
      ['string-to-sign', /---\[ STRING TO SIGN \]-+/],
    ],
  },
  {
    side: 'client',
    program: 'AWS SDK for C++, Envoy',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
    labels: [['canonical-request', /Canonical Request String: /]],
  },
  {
    side: 'client',
    program: 'AWS SDK for C++',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
    labels: [
      ['string-to-sign', /Final String to sign: /],
      ['signature', new RegExp(`Final computed signing hash:${HEX}`)],
    ],
  },
  {
    side: 'client',
    program: 'curl -v --aws-sigv4',
    source: 'https://github.com/curl/curl/pull/16952',
    labels: [
      ['canonical-request', /aws_sigv4: Canonical request \(enclosed in \[\]\) - \[/],
      ['string-to-sign', /aws_sigv4: String to sign \(enclosed in \[\]\) - \[/],
      ['signature', new RegExp(`aws_sigv4: Signature - ${HEX}`)],
    ],
  },
  {
    side: 'server',
    program: 'radosgw',
    source: RADOSGW_SOURCE,
    labels: [
      ['canonical-request', new RegExp(`${RADOSGW}canonical request = `)],
      ['hash', new RegExp(`${RADOSGW}canonical request hash = ${HEX}`)],
      ['string-to-sign', new RegExp(`${RADOSGW}string to sign = `)],
    ],
  },
  {
    side: 'server',
    program: 'radosgw',
    source: 'https://github.com/s3tools/s3cmd/issues/1017',
    labels: [
      ['signature', new RegExp(`server signature=${HEX}`)],
      ['provided', new RegExp(`client signature=${HEX}`)],
    ],
  },
  {
    side: 'server',
    program: 'SeaweedFS',
    source: 'https://github.com/seaweedfs/seaweedfs/issues/7080',
    labels: [
      ['canonical-request', /auth_signature_v4\.go:\d{1,6} canonicalRequest: /],
      ['string-to-sign', /auth_signature_v4\.go:\d{1,6} stringToSign: /],
    ],
  },
  // The last rows match the labels of botocore, s3cmd, and most other programs, which consist of the words and a colon.
  {
    side: 'client',
    program: 'botocore, boto3, aws --debug, s3cmd -d',
    source: 'https://github.com/boto/botocore/blob/develop/botocore/auth.py',
    labels: [
      [
        'canonical-request',
        new RegExp(`(?<![A-Za-z])canonical${W}(?:request|string)[ \\t]{0,8}[:=][ \\t]{0,8}['"\`]{0,3}`, 'i'),
      ],
    ],
  },
  {
    side: 'client',
    program: 'botocore, boto3, aws --debug',
    source: 'https://github.com/boto/botocore/blob/develop/botocore/auth.py',
    labels: [
      ['string-to-sign', new RegExp(`(?<![A-Za-z])string${W}to${W}sign[ \\t]{0,8}[:=][ \\t]{0,8}['"\`]{0,3}`, 'i')],
    ],
  },
  {
    side: 'client',
    program: 'botocore, boto3, aws --debug; also the Authorization header of a request printed after them',
    source: 'https://github.com/boto/botocore/blob/develop/botocore/auth.py',
    labels: [['signature', new RegExp(`(?<![A-Za-z-])signature[ \\t]{0,8}[:=]${HEX}`, 'i')]],
  },
];

export const LABELS: readonly PrintedLabel[] = PROGRAMS.flatMap(({ side, labels }) =>
  labels.map(([announces, label]) => ({ side, announces, label })),
);
