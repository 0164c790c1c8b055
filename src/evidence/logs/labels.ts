/**
 * Lists the labels that say what no shape shows: whose text follows, and which of several numbers is a signature or a
 * hash. Each row is for one program. The texts themselves are found without any label.
 */

/**
 * What follows a label. `text` is a canonical request or a string to sign that a server computed, and `provided` is the
 * signature that a server received.
 */
export type Announced = 'text' | 'signature' | 'hash' | 'provided';

interface LoggingProgram {
  readonly side: 'client' | 'server';
  readonly program: string;
  /** The URL of a page that shows the program's log. */
  readonly source: string;
  /** What follows each label, and a pattern for the label, which is on the same line or on the preceding line. */
  readonly labels: readonly (readonly [Announced, RegExp])[];
}

export interface PrintedLabel {
  readonly side: 'client' | 'server';
  readonly announces: Announced;
  readonly label: RegExp;
}

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
    program: 'AWS SDK for Java 2',
    source: 'https://github.com/aws/aws-sdk-java-v2/issues/5465',
    labels: [['hash', new RegExp(`AWS4 Canonical Request Hash: ${HEX}`)]],
  },
  {
    side: 'client',
    program: 'AWS SDK for C++',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
    labels: [['signature', new RegExp(`Final computed signing hash:${HEX}`)]],
  },
  {
    side: 'client',
    program: 'curl -v --aws-sigv4',
    source: 'https://github.com/curl/curl/pull/16952',
    labels: [['signature', new RegExp(`aws_sigv4: Signature - ${HEX}`)]],
  },
  {
    side: 'server',
    program: 'radosgw',
    source: RADOSGW_SOURCE,
    labels: [
      ['hash', new RegExp(`${RADOSGW}canonical request hash = ${HEX}`)],
      ['text', new RegExp(`${RADOSGW}(?:canonical request|string to sign) = `)],
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
    labels: [['text', /auth_signature_v4\.go:\d{1,6} (?:canonicalRequest|stringToSign): /]],
  },
  // The last row matches the label of botocore and most other programs, which consists of the word and a colon.
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
