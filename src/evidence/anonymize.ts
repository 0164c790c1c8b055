/**
 * Replaces names that identify a person or an organization in a text that is to be shared: accounts, access key IDs,
 * buckets, and hosts. Each name is replaced with the same word everywhere, even in the hex dumps of S3's errors.
 * Signatures are shortened.
 */
import { isExampleKey } from '../aws/example-keys.ts';
import { readS3Host } from '../aws/s3-hosts.ts';
import { hexFromOctets, octetsFromText } from '../bytes/octets.ts';

export const REPLACED_KINDS = ['account', 'key-id', 'bucket', 'host'] as const;
export type ReplacedKind = (typeof REPLACED_KINDS)[number];

export interface Replacement {
  readonly kind: ReplacedKind | 'signature' | 'hash';
  readonly from: string;
  readonly to: string;
}

/** The parts of the request that were read. They distinguish names from other words. */
export interface KnownNames {
  /** The value of the Host header. */
  readonly host: string | null;
  /** The path, which begins with the bucket if the host does not name it. */
  readonly path: string | null;
  /** Hashes that anyone can compute again, 64 hexadecimal digits each. These hashes are not shortened. */
  readonly hashes: readonly string[];
}

/**
 * Finds the names to replace in a text. Names in `revealed` are kept. The kinds are in the order of their first
 * occurrence.
 */
export function replacementsIn(text: string, known: KnownNames, revealed: ReadonlySet<string>): Replacement[] {
  const hosts = unique([known.host ?? '', ...matches(text, HOSTS)].map(withoutPort));
  const found: Readonly<Record<ReplacedKind, readonly string[]>> = {
    account: unique(matches(text, ACCOUNT)),
    'key-id': unique(matches(text, KEY_ID)).filter((id) => !isExampleKey(id)),
    bucket: unique([...hosts.flatMap(bucketOf), ...bucketInPath(known, hosts), ...matches(text, BUCKET)]),
    host: hosts.filter((host) => !isAmazons(host)),
  };
  const names = REPLACED_KINDS.flatMap((kind) =>
    revealed.has(kind) ? [] : found[kind].map((from, index) => ({ kind, from, to: wordFor(kind, index) })),
  );
  const isExample = matches(text, KEY_ID).every((id) => isExampleKey(id));
  return [...names, ...(isExample ? [] : signaturesIn(text, known))].filter(({ from }) => from !== '');
}

const unique = (values: readonly string[]) => [...new Set(values)].filter((value) => value !== '');
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);

/**
 * Matches account IDs, which are 12 digits long
 * (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html).
 */
const ACCOUNT = /(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/g;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const KEY_ID = /(?:(?<![0-9A-Za-z])(?:AKIA|ASIA)[A-Z0-9]{12,}|(?<=Credential=)[^\s/,%&"]+|(?<=<AWSAccessKeyId>)[^<]+)/g;
const HOSTS = /(?:\bhost\s*[:=]\s*"?|https?:\/\/)([A-Za-z0-9.-]+)/gi;
const BUCKET = /<BucketName>([^<]+)<\/BucketName>|\bs3:\/\/([A-Za-z0-9.-]+)/g;

const withoutPort = (host: string) => host.replace(/:\d+$/, '');
const bucketOf = (host: string): string[] => {
  const bucket = readS3Host(host)?.bucket;
  return bucket ? [bucket] : [];
};

/** Returns the first segment of the path, if the host has no bucket. */
function bucketInPath({ path }: KnownNames, hosts: readonly string[]): string[] {
  const [, first = ''] = path?.split('/') ?? [];
  return hosts.some((host) => bucketOf(host).length > 0) ? [] : [first];
}

/**
 * An AWS host name is public, except for the bucket in it. This machine's name and the hosts of documentation are also
 * public.
 */
const isAmazons = (host: string) =>
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|amazon\.com|api\.aws|github\.com)$/i.test(host) ||
  /^(?:localhost|127\.[\d.]+)$/.test(host);

const WORDS: Readonly<Record<ReplacedKind, (index: number) => string>> = {
  account: (index) => String(111122223333 + index * 111111111111),
  'key-id': (index) => `AKIAREPLACED${String(index + 1).padStart(8, '0')}`,
  bucket: (index) => (index === 0 ? 'amzn-s3-demo-bucket' : `amzn-s3-demo-bucket${index + 1}`),
  host: (index) => `host-${index + 1}.example`,
};
const wordFor = (kind: ReplacedKind, index: number) => WORDS[kind](index);

const DIGITS = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;
const KEPT_DIGITS = 8;

/** Shortens every value of 64 digits that is not a known hash, because such a value can be a signature or a key. */
const signaturesIn = (text: string, { hashes }: KnownNames): Replacement[] =>
  unique(matches(text, DIGITS))
    .filter((digits) => !hashes.includes(digits) && !PAYLOAD_HASH.test(text.slice(0, text.indexOf(digits))))
    .map((from) => ({ kind: 'signature', from, to: `${from.slice(0, KEPT_DIGITS)}…` }));

/** Matches the text before a payload hash, which is in a header and on the last line of a canonical request. */
const PAYLOAD_HASH = /x-amz-content-sha256"?[:=]\s*"?$/i;

/** Replaces names in text and in its hex dumps. Longer names come first, because they can contain shorter names. */
export function anonymized(text: string, replacements: readonly Replacement[]): string {
  const sorted = [...replacements].sort((one, other) => other.from.length - one.from.length);
  const inDump = sorted.filter(({ kind }) => kind !== 'hash');
  const dumps = text.replace(DUMP, (dump) => {
    const [separator = ''] = /\s+/.exec(dump) ?? [];
    const octets = Buffer.from(dump.replace(/\s+/g, ''), 'hex').toString('latin1');
    const changed = replacedAll(octets, inDump);
    return changed === octets ? dump : hexFromOctets(octetsFromText(changed)).replace(/..(?=.)/g, `$&${separator}`);
  });
  return replacedAll(dumps, sorted);
}

/** Matches eight or more bytes in hexadecimal: either separated by spaces, as in S3 errors, or without spaces. */
const DUMP = /(?<![0-9A-Za-z])(?:[0-9A-Fa-f]{2}(?: [0-9A-Fa-f]{2}){7,}|(?:[0-9A-Fa-f]{2}){8,})(?![0-9A-Za-z])/g;

const replacedAll = (text: string, replacements: readonly Replacement[]): string =>
  replacements.reduce(
    (rest, { from, to }) => rest.replace(new RegExp(`(?<![A-Za-z0-9])${escaped(from)}(?![A-Za-z0-9])`, 'g'), () => to),
    text,
  );

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
