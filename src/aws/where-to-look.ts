/**
 * Lists what makes a client print the text that it signed, and a server the text that it received, each with its source.
 */
import { joined } from '../bytes/joined.ts';

export interface WhereToLook {
  readonly side: 'client' | 'server';
  readonly program: string;
  /** The exact option or setting, or an alternative if there is no such option or setting. */
  readonly line: string;
}

type Row = readonly [program: string, line: string, source: string];
/** `mark` matches what the client writes of itself: in User-Agent, in its errors, and in commands. */
type ClientRow = readonly [...Row, mark: RegExp];

const CLIENTS: readonly ClientRow[] = [
  [
    'aws (the AWS CLI)',
    'aws --debug …',
    'https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-troubleshooting.html#general-debug',
    /\baws-cli\/|\baws s3(?:api)? [a-z]/,
  ],
  [
    'boto3',
    "boto3.set_stream_logger('')",
    'https://boto3.amazonaws.com/v1/documentation/api/latest/reference/core/boto3.html',
    /\b(?:boto3|botocore)\b/i,
  ],
  ['s3cmd', 's3cmd -d …', 'https://s3tools.org/usage', /\bs3cmd\b/],
  ['mc (MinIO)', 'mc --debug …', 'https://github.com/minio/mc/issues/2369', /\bmc(?:\.exe)?: <ERROR>|\bmc\/RELEASE/],
  ['rclone', 'rclone -vv --dump headers,auth …', 'https://rclone.org/docs/#dump-flag-flag-flag', /\brclone\b/],
  ['curl', 'curl -v …', 'https://curl.se/docs/manpage.html#-v', /\bcurl\/\d|\bcurl (?:-|http)/],
  [
    'AWS SDK for Go v1',
    'aws.Config{LogLevel: aws.LogLevel(aws.LogDebugWithSigning)}',
    'https://pkg.go.dev/github.com/aws/aws-sdk-go/aws#LogLevelType',
    /\baws-sdk-go\/1/,
  ],
  [
    'AWS SDK for Go v2',
    'config.WithClientLogMode(aws.LogSigning)',
    'https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/aws#ClientLogMode',
    /\baws-sdk-go-v2\//,
  ],
  [
    'AWS SDK for Java v1',
    'log4j.logger.com.amazonaws.auth.AWS4Signer=DEBUG',
    'https://github.com/aws/aws-sdk-java/issues/865',
    /\baws-sdk-java\/1|\bcom\.amazonaws\./,
  ],
  [
    'AWS SDK for Java v2',
    'the logger software.amazon.awssdk.http.auth.aws at DEBUG',
    'https://github.com/aws/aws-sdk-java-v2/pull/5153',
    /\baws-sdk-java\/2|\bsoftware\.amazon\.awssdk\./,
  ],
  [
    'AWS SDK for C++',
    'options.loggingOptions.logLevel = Aws::Utils::Logging::LogLevel::Debug;',
    'https://github.com/aws/aws-sdk-cpp/issues/1400',
    /\baws-sdk-cpp\//,
  ],
  [
    'AWS SDK for JavaScript v3',
    'it does not log this: give the request that it sends, with its Authorization header',
    'https://github.com/aws/aws-sdk-js-v3/issues/6620',
    /\baws-sdk-js\/3|@aws-sdk\//,
  ],
];

const SERVERS: readonly Row[] = [
  [
    'MinIO',
    'mc admin trace -v --all ALIAS',
    'https://min.io/docs/minio/linux/reference/minio-mc-admin/mc-admin-trace.html',
  ],
  ['Ceph radosgw', 'debug_rgw = 20', 'https://docs.ceph.com/en/latest/radosgw/troubleshooting/'],
  [
    'OpenStack Swift',
    'log_level = DEBUG in the s3api section; its response quotes both texts anyway',
    'https://docs.openstack.org/swift/latest/middleware.html#module-swift.common.middleware.s3api.s3api',
  ],
  [
    'AWS',
    "the body of the response: curl prints it, and aws --debug prints it after 'Response body:'",
    'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
  ],
];

const rowsOf = (side: WhereToLook['side'], rows: readonly (Row | ClientRow)[]): WhereToLook[] =>
  rows.map(([program, line]) => ({ side, program, line }));

export const WHERE_TO_LOOK: readonly WhereToLook[] = [...rowsOf('client', CLIENTS), ...rowsOf('server', SERVERS)];

/** Lists the settings for the programs on one side, on a single line. */
export const linesOf = (side: WhereToLook['side']): string =>
  WHERE_TO_LOOK.filter((row) => row.side === side)
    .map(({ program, line }) => `${program}: ${line}`)
    .join(' · ');

/** Returns the setting of the first client that one of the texts names; `null` if no text names one. */
export function linesOfClient(texts: readonly string[]): string | null {
  const [program, line] = CLIENTS.find(([, , , mark]) => texts.some((text) => mark.test(text))) ?? [];
  return program === undefined ? null : `${program}: ${line}`;
}

/** The words that end a command, for the arguments that the user gives it. */
const ARGUMENTS = / \u2026$/;

/** Explains how to get evidence, in a few words. The text is used as the fix in a problem. */
export function whereToLook(): string {
  const commands = CLIENTS.flatMap(([, line]) => (ARGUMENTS.test(line) ? [line.replace(ARGUMENTS, '')] : []));
  return `Give the body of the server's response, and what the client prints with ${joined(commands, 'or')}.`;
}
