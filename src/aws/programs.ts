/**
 * Lists the programs that take part in a failure: the clients that sign, the proxies on the way, and the servers. Each row
 * has the marks by which the program is recognized, and what makes it print the text that it signed or received, with
 * its source.
 */
import { joined } from '../bytes/joined.ts';

/** What makes a program print what it signed or received. */
interface Printing {
  /** The exact option or setting, or an alternative if there is no such option or setting. */
  readonly line: string;
  readonly source: string;
  /** The name of a version of the program that needs another line, and its mark. */
  readonly version?: { readonly name: string; readonly mark: RegExp };
}

export interface Program {
  readonly name: string;
  /** A `proxy` is between the client and the server, so it cannot fix a mistake by the signer. */
  readonly kind: 'client' | 'proxy' | 'server';
  /** Whose code signs in a client: that of AWS's own SDKs, or another one. Missing if both are common. */
  readonly signer?: 'official' | 'own';
  /** Matches what the program leaves in headers: for a client, in User-Agent; for a proxy, in the response. */
  readonly mark?: RegExp;
  /** Matches the User-Agent of other clients in the same language, for which the lines of code are right as well. */
  readonly language?: RegExp;
  /** Matches what a client leaves in texts: in its errors, its commands, and code that uses it. */
  readonly words?: RegExp;
  readonly prints?: readonly Printing[];
}

/** The programs, with clients first. A client that is built on another client comes before that client. */
export const PROGRAMS = {
  'aws-cli': {
    name: 'AWS CLI',
    kind: 'client',
    signer: 'official',
    mark: /\baws-cli\//,
    words: /\baws-cli\/|\baws s3(?:api)? [a-z]|A client error \(\w+\) occurred/,
    prints: [
      {
        line: 'aws --debug …',
        source: 'https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-troubleshooting.html#general-debug',
      },
    ],
  },
  boto3: {
    name: 'boto3',
    kind: 'client',
    signer: 'official',
    mark: /\b(?:boto3|botocore)\//i,
    words: /\b(?:aio)?boto(?:3|core)?\b|An error occurred \(\w+\) when calling/i,
    prints: [
      {
        line: "boto3.set_stream_logger('')",
        source: 'https://boto3.amazonaws.com/v1/documentation/api/latest/reference/core/boto3.html',
      },
    ],
  },
  s3cmd: {
    name: 's3cmd',
    kind: 'client',
    words: /\bs3cmd\b/,
    prints: [{ line: 's3cmd -d …', source: 'https://s3tools.org/usage' }],
  },
  mc: {
    name: 'mc (MinIO)',
    kind: 'client',
    words: /\bmc(?:\.exe)?: <ERROR>|\bmc\/RELEASE/,
    prints: [{ line: 'mc --debug …', source: 'https://github.com/minio/mc/issues/2369' }],
  },
  rclone: {
    name: 'rclone',
    kind: 'client',
    mark: /\brclone\//,
    words: /\brclone\b/,
    prints: [{ line: 'rclone -vv --dump headers,auth …', source: 'https://rclone.org/docs/#dump-flag-flag-flag' }],
  },
  curl: {
    name: 'curl',
    kind: 'client',
    signer: 'own',
    mark: /^curl\//,
    words: /\bcurl\b/i,
    prints: [{ line: 'curl -v …', source: 'https://curl.se/docs/manpage.html#-v' }],
  },
  go: {
    name: 'AWS SDK for Go',
    kind: 'client',
    signer: 'official',
    mark: /\baws-sdk-go(?:-v2)?\//,
    language: /^Go-http-client\//,
    words: /\baws-sdk-go\b/i,
    prints: [
      {
        version: { name: 'AWS SDK for Go v1', mark: /\baws-sdk-go\/1/ },
        line: 'aws.Config{LogLevel: aws.LogLevel(aws.LogDebugWithSigning)}',
        source: 'https://pkg.go.dev/github.com/aws/aws-sdk-go/aws#LogLevelType',
      },
      {
        version: { name: 'AWS SDK for Go v2', mark: /\baws-sdk-go-v2\// },
        line: 'config.WithClientLogMode(aws.LogSigning)',
        source: 'https://pkg.go.dev/github.com/aws/aws-sdk-go-v2/aws#ClientLogMode',
      },
    ],
  },
  java: {
    name: 'AWS SDK for Java',
    kind: 'client',
    signer: 'official',
    mark: /\baws-sdk-java\//,
    language: /^(?:Java(?:-http-client)?|okhttp|Apache-HttpClient)\//,
    words: /\baws-sdk-java\b|\bcom\.amazonaws\b|\bsoftware\.amazon\.awssdk\b|\bAmazonS3Exception\b/i,
    prints: [
      {
        version: { name: 'AWS SDK for Java v1', mark: /\baws-sdk-java\/1|\bcom\.amazonaws\./ },
        line: 'log4j.logger.com.amazonaws.auth.AWS4Signer=DEBUG',
        source: 'https://github.com/aws/aws-sdk-java/issues/865',
      },
      {
        version: { name: 'AWS SDK for Java v2', mark: /\baws-sdk-java\/2|\bsoftware\.amazon\.awssdk\./ },
        line: 'the logger software.amazon.awssdk.http.auth.aws at DEBUG',
        source: 'https://github.com/aws/aws-sdk-java-v2/pull/5153',
      },
    ],
  },
  cpp: {
    name: 'AWS SDK for C++',
    kind: 'client',
    signer: 'official',
    mark: /\baws-sdk-cpp\//,
    words: /\baws-sdk-cpp\b|\bAws::\w+\b/,
    prints: [
      {
        line: 'options.loggingOptions.logLevel = Aws::Utils::Logging::LogLevel::Debug;',
        source: 'https://github.com/aws/aws-sdk-cpp/issues/1400',
      },
    ],
  },
  javascript: {
    name: 'AWS SDK for JavaScript',
    kind: 'client',
    signer: 'official',
    mark: /\baws-sdk-(?:js|nodejs)\//,
    language: /^(?:axios|node-fetch|node|undici)\b/,
    words: /\baws-sdk-(?:js|nodejs)\b|@aws-sdk\b/i,
    prints: [
      {
        version: { name: 'AWS SDK for JavaScript v3', mark: /\baws-sdk-js\/3|@aws-sdk\// },
        line: 'it does not log this: give the request that it sends, with its Authorization header',
        source: 'https://github.com/aws/aws-sdk-js-v3/issues/6620',
      },
    ],
  },
  dotnet: {
    name: 'AWS SDK for .NET',
    kind: 'client',
    signer: 'official',
    mark: /\baws-sdk-dotnet/,
    words: /\baws-sdk-dotnet\b|\bAWSSDK\b/i,
  },
  php: {
    name: 'AWS SDK for PHP',
    kind: 'client',
    signer: 'official',
    mark: /\baws-sdk-php\//,
    language: /\bGuzzleHttp\/|\bPHP\//,
    words: /\baws-sdk-php\b/i,
  },
  rust: { name: 'AWS SDK for Rust', kind: 'client', signer: 'official', mark: /\baws-sdk-rust\// },
  'other-sdk': { name: 'another AWS SDK', kind: 'client', signer: 'official', words: /\baws-sdk-[\w-]+\b/i },
  requests: { name: 'Python requests', kind: 'client', mark: /\bpython-requests\// },
  aiohttp: { name: 'aiohttp', kind: 'client', mark: /\baiohttp\// },
  python: { name: 'Python', kind: 'client', mark: /\b(?:Python-urllib|python-(?:requests|httpx)|aiohttp)\// },
  'own-signer': {
    name: 'a signer of its own',
    kind: 'client',
    signer: 'own',
    words: /\baws4\b|\bopenssl\b|createHmac|hmac\.new|aws4fetch|SigV4|aws_signature|postman|insomnia|Arduino|req_s3/i,
  },
  nginx: { name: 'nginx', kind: 'proxy', mark: /\b(?:nginx|openresty)\b/i },
  apache: { name: 'Apache httpd', kind: 'proxy', mark: /\bApache\b/ },
  caddy: { name: 'Caddy', kind: 'proxy', mark: /\bcaddy\b/i },
  envoy: { name: 'Envoy', kind: 'proxy', mark: /\benvoy\b/i },
  squid: { name: 'Squid', kind: 'proxy', mark: /\bsquid\b/i },
  traefik: { name: 'Traefik', kind: 'proxy' },
  cloudfront: { name: 'CloudFront', kind: 'proxy', mark: /\bcloudfront\b/i },
  minio: {
    name: 'MinIO',
    kind: 'server',
    prints: [
      {
        line: 'mc admin trace -v --all ALIAS',
        source: 'https://min.io/docs/minio/linux/reference/minio-mc-admin/mc-admin-trace.html',
      },
    ],
  },
  radosgw: {
    name: 'Ceph radosgw',
    kind: 'server',
    prints: [{ line: 'debug_rgw = 20', source: 'https://docs.ceph.com/en/latest/radosgw/troubleshooting/' }],
  },
  swift: {
    name: 'OpenStack Swift',
    kind: 'server',
    prints: [
      {
        line: 'log_level = DEBUG in the s3api section; its response quotes both texts anyway',
        source: 'https://docs.openstack.org/swift/latest/middleware.html#module-swift.common.middleware.s3api.s3api',
      },
    ],
  },
  aws: {
    name: 'AWS',
    kind: 'server',
    prints: [
      {
        line: "the body of the response: curl prints it, and aws --debug prints it after 'Response body:'",
        source: 'https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html',
      },
    ],
  },
} as const satisfies Readonly<Record<string, Program>>;

export type ProgramId = keyof typeof PROGRAMS;

export const PROGRAM_IDS = Object.keys(PROGRAMS) as readonly ProgramId[];

const programs: readonly Program[] = Object.values(PROGRAMS);

/** Returns the clients that a text names, by the texts and the headers that they write. */
export const clientsIn = (text: string): readonly Program[] =>
  programs.filter(({ kind, mark, words }) => kind === 'client' && (mark?.test(text) || words?.test(text)));

/**
 * Returns the name of the first client of the table that one of the texts names; `null` if no text names one. The words of
 * a signer of its own, such as the algorithm in each signature, name no client.
 */
export function clientNamedIn(texts: readonly string[]): string | null {
  const named = new Set(texts.flatMap(clientsIn));
  return programs.find((one) => named.has(one) && one !== PROGRAMS['own-signer'])?.name ?? null;
}

/** What makes one program print its text, with the program's name. */
export interface WhereToLook {
  readonly side: 'client' | 'server';
  readonly program: string;
  readonly line: string;
}

const printingOf = ({ name, prints = [] }: Omit<Program, 'kind'>) =>
  prints.map(({ version, line }) => ({ program: version?.name ?? name, line, mark: version?.mark }));

/** What makes clients, and then servers, print the texts that they signed and received. */
export const WHERE_TO_LOOK: readonly WhereToLook[] = programs.flatMap(({ kind: side, ...one }) =>
  side === 'proxy' ? [] : printingOf(one).map(({ program, line }) => ({ side, program, line })),
);

/** Returns what makes the first client that one of the texts names print its text; `null` if no text names one. */
export function whereToLookIn(texts: readonly string[]): Omit<WhereToLook, 'side'> | null {
  const all = texts.flatMap((text) =>
    clientsIn(text).flatMap((one) => printingOf(one).filter(({ mark }) => mark?.test(text) ?? true)),
  );
  return all[0] ?? null;
}

/** The words that end a command, for the arguments that the user gives it. */
const ARGUMENTS = / …$/;

/** Explains how to get evidence, in a few words. The text is used as the fix in a problem. */
export function whereToLook(): string {
  const commands = WHERE_TO_LOOK.flatMap(({ line }) => (ARGUMENTS.test(line) ? [line.replace(ARGUMENTS, '')] : []));
  return `Give the body of the server's response, and what the client prints with ${joined(commands, 'or')}.`;
}
