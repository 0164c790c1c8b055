/**
 * Lists programs whose configuration or code can fix a cause, and the marks that identify these programs in a failed
 * request.
 */
import type { Replayed } from '../drafts/mutation.ts';
import type { Sides } from '../sides/sides.ts';
import { seenHeader } from '../sides/signs.ts';

interface Program {
  readonly name: string;
  /** A `proxy` is between the client and the server, so it cannot fix a mistake by the signer. */
  readonly kind: 'client' | 'proxy';
  /**
   * Matches the mark that the program leaves, if any: for a client, in User-Agent; for a proxy, in the response
   * headers.
   */
  readonly mark?: RegExp;
}

/** The programs, with clients first. A client that is built on another client comes before that client. */
export const PROGRAMS = {
  'aws-cli': { name: 'AWS CLI', kind: 'client', mark: /\baws-cli\// },
  boto3: { name: 'boto3', kind: 'client', mark: /\b(?:boto3|botocore)\//i },
  javascript: { name: 'AWS SDK for JavaScript', kind: 'client', mark: /\baws-sdk-(?:js|nodejs)\// },
  java: { name: 'AWS SDK for Java', kind: 'client', mark: /\baws-sdk-java\// },
  go: { name: 'AWS SDK for Go', kind: 'client', mark: /\baws-sdk-go(?:-v2)?\// },
  dotnet: { name: 'AWS SDK for .NET', kind: 'client', mark: /\baws-sdk-dotnet/ },
  php: { name: 'AWS SDK for PHP', kind: 'client', mark: /\baws-sdk-php\// },
  rust: { name: 'AWS SDK for Rust', kind: 'client', mark: /\baws-sdk-rust\// },
  rclone: { name: 'rclone', kind: 'client', mark: /\brclone\// },
  curl: { name: 'curl', kind: 'client', mark: /^curl\// },
  s3cmd: { name: 's3cmd', kind: 'client' },
  requests: { name: 'Python requests', kind: 'client', mark: /\bpython-requests\// },
  aiohttp: { name: 'aiohttp', kind: 'client', mark: /\baiohttp\// },
  nginx: { name: 'nginx', kind: 'proxy', mark: /\b(?:nginx|openresty)\b/i },
  apache: { name: 'Apache httpd', kind: 'proxy', mark: /\bApache\b/ },
  caddy: { name: 'Caddy', kind: 'proxy', mark: /\bcaddy\b/i },
  envoy: { name: 'Envoy', kind: 'proxy', mark: /\benvoy\b/i },
  squid: { name: 'Squid', kind: 'proxy', mark: /\bsquid\b/i },
  traefik: { name: 'Traefik', kind: 'proxy' },
  cloudfront: { name: 'CloudFront', kind: 'proxy', mark: /\bcloudfront\b/i },
} as const satisfies Readonly<Record<string, Program>>;

export type ProgramId = keyof typeof PROGRAMS;

/** The line for each program. Words in capitals, such as REGION, are placeholders for the reader's values. */
export type FixLines = Readonly<Partial<Record<ProgramId, string>>>;

export interface FixLine {
  readonly program: ProgramId;
  readonly name: string;
  readonly kind: Program['kind'];
  readonly line: string;
}

/** Returns the lines in the order of the programs. */
export function orderedLines(lines: FixLines = {}): readonly FixLine[] {
  return (Object.keys(PROGRAMS) as ProgramId[]).flatMap((program) => {
    const line = lines[program];
    const { name, kind } = PROGRAMS[program];
    return line === undefined ? [] : [{ program, name, kind, line }];
  });
}

/** The lines of a fix for one failure, in the order of the programs. */
export interface LinesOfFix {
  /** The lines for programs that appear in the request or the response. */
  readonly lines: readonly FixLine[];
  /** The lines for all other programs that may have made the mistake. */
  readonly otherLines: readonly FixLine[];
}

/** Divides the lines for programs that may have made the mistake by whether the request or the response shows them. */
export function fixLinesFor(lines: FixLines, replayed: Replayed | null, sides: Sides): LinesOfFix {
  const isSigners = replayed?.mutation.point === 'signing';
  const possible = orderedLines(lines).filter(({ kind }) => !(isSigners && kind === 'proxy'));
  const isInFailure = ({ program }: FixLine) => isSeen(program, sides);
  return { lines: possible.filter(isInFailure), otherLines: possible.filter((line) => !isInFailure(line)) };
}

/** For each kind of program, the headers in which programs name themselves. */
const MARKED: Readonly<Record<Program['kind'], readonly string[]>> = {
  client: ['user-agent'],
  proxy: ['server', 'via', 'x-cache', 'x-squid-error'],
};

function isSeen(id: ProgramId, sides: Sides): boolean {
  const { mark, kind }: Program = PROGRAMS[id];
  return mark !== undefined && MARKED[kind].some((name) => mark.test(seenHeader(sides, name) ?? ''));
}
