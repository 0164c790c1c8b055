/**
 * Tells users who have no evidence how to make a client print the text that it signed, and a server print the text that
 * it received.
 */
import { joined } from '../bytes/joined.ts';

interface WhereToLook {
  readonly side: 'client' | 'server';
  readonly program: string;
  /** The exact option or setting, or an alternative if there is no such option or setting. */
  readonly line: string;
  readonly source: string;
}

const WHERE_TO_LOOK: readonly WhereToLook[] = [
  {
    side: 'client',
    program: 'aws (the AWS CLI)',
    line: 'aws --debug …',
    source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html',
  },
  {
    side: 'client',
    program: 'boto3',
    line: "boto3.set_stream_logger('')",
    source: 'https://boto3.amazonaws.com/v1/documentation/api/latest/reference/core/boto3.html',
  },
  {
    side: 'client',
    program: 's3cmd',
    line: 's3cmd -d …',
    source: 'https://s3tools.org/usage',
  },
  {
    side: 'client',
    program: 'mc (MinIO)',
    line: 'mc --debug …',
    source: 'https://github.com/minio/mc/issues/2369',
  },
  {
    side: 'client',
    program: 'rclone',
    line: 'rclone -vv --dump headers,auth …',
    source: 'https://rclone.org/docs/#dump-flag-flag-flag',
  },
  {
    side: 'client',
    program: 'curl',
    line: 'curl -v …',
    source: 'https://curl.se/docs/manpage.html#-v',
  },
  {
    side: 'client',
    program: 'AWS SDK for Go v1',
    line: 'aws.Config{LogLevel: aws.LogLevel(aws.LogDebugWithSigning)}',
    source: 'https://pkg.go.dev/github.com/aws/aws-sdk-go/aws#LogLevelType',
  },
  {
    side: 'client',
    program: 'AWS SDK for Go v2',
    line: 'config.WithClientLogMode(aws.LogSigning)',
    source: 'https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/aws#ClientLogMode',
  },
  {
    side: 'client',
    program: 'AWS SDK for Java v1',
    line: 'log4j.logger.com.amazonaws.auth.AWS4Signer=DEBUG',
    source: 'https://github.com/aws/aws-sdk-java/issues/865',
  },
  {
    side: 'client',
    program: 'AWS SDK for Java v2',
    line: 'the logger software.amazon.awssdk.http.auth.aws at DEBUG',
    source: 'https://github.com/aws/aws-sdk-java-v2/pull/5153',
  },
  {
    side: 'client',
    program: 'AWS SDK for C++',
    line: 'options.loggingOptions.logLevel = Aws::Utils::Logging::LogLevel::Debug;',
    source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
  },
  {
    side: 'client',
    program: 'AWS SDK for JavaScript v3',
    line: 'it does not log this: give the request that it sends, with its Authorization header',
    source: 'https://github.com/aws/aws-sdk-js-v3/issues/6620',
  },
  {
    side: 'server',
    program: 'MinIO',
    line: 'mc admin trace -v --all ALIAS',
    source: 'https://min.io/docs/minio/linux/reference/minio-mc-admin/mc-admin-trace.html',
  },
  {
    side: 'server',
    program: 'Ceph radosgw',
    line: 'debug_rgw = 20',
    source: 'https://docs.ceph.com/en/latest/radosgw/troubleshooting/',
  },
  {
    side: 'server',
    program: 'OpenStack Swift',
    line: 'log_level = DEBUG in the s3api section; its response quotes both texts anyway',
    source: 'https://docs.openstack.org/swift/latest/middleware.html#module-swift.common.middleware.s3api.s3api',
  },
  {
    side: 'server',
    program: 'AWS',
    line: "the body of the response: curl prints it, and aws --debug prints it after 'Response body:'",
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
  },
];

/** Lists what makes each program of these sides print what it signed or received. */
export const placesToLook = (sides: readonly WhereToLook['side'][]): Pick<WhereToLook, 'program' | 'line'>[] =>
  WHERE_TO_LOOK.filter(({ side }) => sides.includes(side));

/** Lists the settings for the programs on one side, on a single line. */
export function linesOf(side: WhereToLook['side']): string {
  return WHERE_TO_LOOK.filter((row) => row.side === side)
    .map(({ program, line }) => `${program}: ${line}`)
    .join(' · ');
}

/** The words that end a command, for the arguments that the user gives it. */
const ARGUMENTS = / …$/;

/** Explains how to get evidence, in a few words. The text is used as the fix in a problem. */
export function whereToLook(): string {
  const commands = WHERE_TO_LOOK.flatMap(({ side, line }) =>
    side === 'client' && ARGUMENTS.test(line) ? [line.replace(ARGUMENTS, '')] : [],
  );
  return `Give the body of the server's response, and what the client prints with ${joined(commands, 'or')}.`;
}
