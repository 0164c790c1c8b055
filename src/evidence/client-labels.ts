/** How clients announce in their logs what they sign. One row a way; a new client is a row here. */

export type Announced = 'canonical-request' | 'string-to-sign' | 'signature' | 'hash';

export interface ClientLabel {
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

export const CLIENT_LABELS: readonly ClientLabel[] = [
  {
    announces: 'canonical-request',
    label: /AWS4 Canonical Request: (?:'")?/,
    program: 'AWS SDK for Java 1 and 2',
    source: 'https://github.com/aws/aws-sdk-java/issues/865',
  },
  {
    announces: 'string-to-sign',
    label: /AWS4 String to [Ss]ign: (?:'")?/,
    program: 'AWS SDK for Java 1 and 2',
    source: 'https://github.com/aws/aws-sdk-java/issues/865',
  },
  {
    announces: 'hash',
    label: new RegExp(`AWS4 Canonical Request Hash: ${HEX}`),
    program: 'AWS SDK for Java 2',
    source: 'https://github.com/aws/aws-sdk-java-v2/issues/5465',
  },
  {
    announces: 'canonical-request',
    label: /---\[ CANONICAL STRING {1,2}\]-+/,
    program: 'AWS SDK for Go 1 and 2',
    source: 'https://github.com/versity/versitygw/issues/62',
  },
  {
    announces: 'string-to-sign',
    label: /---\[ STRING TO SIGN \]-+/,
    program: 'AWS SDK for Go 1 and 2',
    source: 'https://github.com/versity/versitygw/issues/62',
  },
  {
    announces: 'canonical-request',
    label: /Canonical Request String: /,
    program: 'AWS SDK for C++, Envoy',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
  },
  {
    announces: 'string-to-sign',
    label: /Final String to sign: /,
    program: 'AWS SDK for C++',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
  },
  {
    announces: 'signature',
    label: new RegExp(`Final computed signing hash:${HEX}`),
    program: 'AWS SDK for C++',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
  },
  {
    announces: 'canonical-request',
    label: /aws_sigv4: Canonical request \(enclosed in \[\]\) - \[/,
    program: 'curl -v --aws-sigv4',
    source: 'https://github.com/curl/curl/pull/16952',
  },
  {
    announces: 'string-to-sign',
    label: /aws_sigv4: String to sign \(enclosed in \[\]\) - \[/,
    program: 'curl -v --aws-sigv4',
    source: 'https://github.com/curl/curl/pull/16952',
  },
  {
    announces: 'signature',
    label: new RegExp(`aws_sigv4: Signature - ${HEX}`),
    program: 'curl -v --aws-sigv4',
    source: 'https://github.com/curl/curl/pull/16952',
  },
  // The rest is what botocore, s3cmd and most people write who print them: the words and a colon.
  {
    announces: 'canonical-request',
    label: new RegExp(`(?<![A-Za-z])canonical${W}(?:request|string)[ \\t]{0,8}[:=][ \\t]{0,8}['"\`]{0,3}`, 'i'),
    program: 'botocore, boto3, aws --debug, s3cmd -d',
    source: 'https://github.com/boto/botocore/blob/develop/botocore/auth.py',
  },
  {
    announces: 'string-to-sign',
    label: new RegExp(`(?<![A-Za-z])string${W}to${W}sign[ \\t]{0,8}[:=][ \\t]{0,8}['"\`]{0,3}`, 'i'),
    program: 'botocore, boto3, aws --debug',
    source: 'https://github.com/boto/botocore/blob/develop/botocore/auth.py',
  },
  {
    announces: 'signature',
    label: new RegExp(`(?<![A-Za-z-])signature[ \\t]{0,8}[:=]${HEX}`, 'i'),
    program: 'botocore, boto3, aws --debug; the Authorization of a request that is printed behind them',
    source: 'https://github.com/boto/botocore/blob/develop/botocore/auth.py',
  },
];
