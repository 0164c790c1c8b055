/**
 * Finds the names that identify a person or an organization in a text that is to be shared: accounts, access key IDs,
 * buckets, hosts, addresses, and people. Each name gets a word that replaces it everywhere. Names in AWS's examples are
 * kept, so that the hashes of its examples still fit.
 */
import { isExampleKey } from '../../aws/example-keys.ts';
import { isExampleAccount, isExampleBucket } from '../../aws/example-names.ts';
import { readS3Host } from '../../aws/s3-hosts.ts';
import { withoutPercents } from '../../bytes/escapes.ts';
import { octetsFromText, textFromOctets } from '../../bytes/octets.ts';
import { isLoopbackAddress, withoutPort } from '../../http/host.ts';

export const REPLACED_KINDS = ['account', 'key-id', 'bucket', 'host', 'address', 'email', 'user'] as const;
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
  /** The access key ID, which need not be in the text. Only signatures with keys of AWS's examples are kept. */
  readonly accessKeyId: string | null;
  /** Hashes that anyone can compute again, 64 hexadecimal digits each. These hashes are not shortened. */
  readonly hashes: readonly string[];
}

/**
 * Finds the names to replace in a text. Names in `revealed` are kept. The kinds are in the order of their first
 * occurrence.
 */
export function replacementsIn(text: string, known: KnownNames, revealed: ReadonlySet<string>): Replacement[] {
  // A name can be percent-encoded, such as an email address in a query.
  const texts = [...new Set([text, decoded(text)])];
  const all = (...patterns: readonly RegExp[]) =>
    texts.flatMap((one) => patterns.flatMap((pattern) => matches(one, pattern)));
  const receivers = all(VIA).flatMap((value) => matches(value, RECEIVED_BY));
  const hosts = unique([known.host ?? '', ...all(...HOSTS), ...receivers].map(withoutPort));
  const named: Readonly<Record<ReplacedKind, readonly string[]>> = {
    account: all(ACCOUNT).filter((account) => !isExampleAccount(account)),
    'key-id': all(KEY_ID).filter((id) => !isExampleKey(id)),
    bucket: [
      ...hosts.flatMap(bucketOf),
      ...bucketInPath(known),
      ...texts.flatMap(bucketsInUrls),
      ...all(...BUCKETS),
    ].filter((bucket) => !isExampleBucket(bucket)),
    host: hosts.filter((host) => !isPublic(host) && !isAddress(host)),
    address: [...all(ADDRESS), ...all(FORWARDED).flatMap(addressesIn), ...hosts.filter(isAddress)].filter(
      (address) => !isOfEveryComputer(address),
    ),
    email: all(EMAIL),
    user: all(USER),
  };
  const names = REPLACED_KINDS.flatMap((kind) =>
    revealed.has(kind) ? [] : unique(named[kind]).map((from, index) => ({ kind, from, to: wordFor(kind, index) })),
  );
  const ids = [...(known.accessKeyId === null ? [] : [known.accessKeyId]), ...matches(text, KEY_ID)];
  const isExample = ids.length > 0 && ids.every((id) => isExampleKey(id));
  return [...names, ...(isExample ? [] : signaturesIn(text, known))];
}

/** Returns the text without its percent-encoding, or the text itself if it then is no text. */
const decoded = (text: string): string => textFromOctets(withoutPercents(octetsFromText(text))) ?? text;

/** Returns each value once, even if its case differs. */
const unique = (values: readonly string[]): string[] => [
  ...new Map(values.filter((value) => value !== '').map((value) => [value.toLowerCase(), value])).values(),
];
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1] ?? match[0]);

/**
 * Matches account IDs, which are 12 digits long
 * (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html).
 */
const ACCOUNT = /(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/g;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
const KEY_ID = /(?:(?<![0-9A-Za-z])(?:AKIA|ASIA)[A-Z0-9]{12,}|(?<=Credential=)[^\s/,%&"]+|(?<=<AWSAccessKeyId>)[^<]+)/g;
const HOSTS: readonly RegExp[] = [
  /\bhost"?\s*[:=]\s*"?([A-Za-z0-9.-]+)/gi,
  /https?:\/\/(?:[^\s/@"'<>]*@)?([A-Za-z0-9.-]+)/gi,
];
const VIA = /^[<>* ]*via\s*:\s*(.+)$/gim;
/** Matches the protocol, and who received the message (RFC 9110, section 7.6.3). */
const RECEIVED_BY = /(?:^|,\s*)(?:HTTP\/)?\d(?:\.\d)?\s+([A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*)/gi;
const BUCKETS: readonly RegExp[] = [
  /<BucketName>([^<]+)<\/BucketName>/g,
  /\bs3:\/\/([A-Za-z0-9.-]+)/g,
  /\barn:aws[\w-]*:s3:::([A-Za-z0-9.-]+)/g,
  /\bx-amz-copy-source"?\s*[:=]\s*"?\/?([A-Za-z0-9.-]+)(?=\/)/gi,
];
const ADDRESS = /(?<![\w./-])(?:\d{1,3}\.){3}\d{1,3}(?![\w.-])/g;
/** Matches the headers in which proxies say for whom they act, of which each word can be an address. */
const FORWARDED =
  /^[<>* ]*(?:x-forwarded-for|x-real-ip|x-client-ip|cf-connecting-ip|true-client-ip|forwarded)\s*:\s*(.+)$/gim;
/** The names of pictures for dense displays, such as cat@2x.png, are no email addresses. */
const EMAIL = /(?<![\w.%+-])[A-Za-z0-9._%+-]+@(?!\dx\.)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}/g;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
const USER =
  /\barn:aws[\w-]*:(?:iam|sts)::\d{12}:(?:user|role|assumed-role|federated-user)\/([^\s"'<>,;&)\\]*[^\s"'<>,;&)\\.])/g;

const isAddress = (host: string): boolean => /^[\d.]+$/.test(host);
/** Returns whether every computer has the address. Such an address names no one. */
const isOfEveryComputer = (address: string): boolean =>
  isLoopbackAddress(address) || ['0.0.0.0', '::'].includes(address);

/** Returns the IPv6 addresses in the value of a header, in which an address can have brackets and a port. */
const addressesIn = (value: string): string[] => matches(value, /(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}/gi);

/** Returns the bucket that a host name begins with, also of a website (https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteEndpoints.html). */
function bucketOf(host: string): string[] {
  const [, website] = /^(.+)\.s3-website[.-][a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/i.exec(host) ?? [];
  const bucket = website ?? readS3Host(host)?.bucket;
  return bucket ? [bucket] : [];
}

/** Returns the first segment of the path of the request, if its host has no bucket. */
function bucketInPath({ host, path }: KnownNames): string[] {
  const [, first = ''] = path?.split('/') ?? [];
  return host !== null && bucketOf(withoutPort(host)).length > 0 ? [] : [decoded(first)];
}

/** Returns the first segments of the paths of URLs with a host of S3 that names no bucket. */
const bucketsInUrls = (text: string): string[] =>
  [...text.matchAll(/https?:\/\/([A-Za-z0-9.-]+)(?::\d+)?\/([A-Za-z0-9.-]+)/gi)].flatMap(([, host = '', first = '']) =>
    readS3Host(host) && bucketOf(host).length === 0 ? [first] : [],
  );

/**
 * An AWS host name is public, except for the bucket in it. This machine's name and the hosts of documentation are also
 * public.
 */
const isPublic = (host: string) =>
  /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|amazon\.com|api\.aws|github\.com)$/i.test(host) || /^localhost$/i.test(host);

const WORDS: Readonly<Record<ReplacedKind, (index: number) => string>> = {
  account: (index) => String(111122223333 + index * 111111111111),
  'key-id': (index) => `AKIAREPLACED${String(index + 1).padStart(8, '0')}`,
  bucket: (index) => (index === 0 ? 'amzn-s3-demo-bucket' : `amzn-s3-demo-bucket${index + 1}`),
  host: (index) => `host-${index + 1}.example`,
  // https://www.rfc-editor.org/rfc/rfc3849: addresses for documentation, as many as are needed.
  address: (index) => `2001:db8::${(index + 1).toString(16)}`,
  email: (index) => `person-${index + 1}@example.com`,
  user: (index) => `user-${index + 1}`,
};
const wordFor = (kind: ReplacedKind, index: number) => WORDS[kind](index);

const DIGITS = /(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g;
const KEPT_DIGITS = 8;

/** Shortens every value of 64 digits that is not a known hash, because such a value can be a signature or a key. */
function signaturesIn(text: string, { hashes }: KnownNames): Replacement[] {
  const kept = new Set(hashes);
  const found = new Map<string, Replacement>();
  for (const { 0: from, index } of text.matchAll(DIGITS)) {
    const isKept = kept.has(from) || PAYLOAD_HASH.test(text.slice(Math.max(index - LONGEST_LABEL, 0), index));
    if (!found.has(from) && !isKept) found.set(from, { kind: 'signature', from, to: `${from.slice(0, KEPT_DIGITS)}…` });
  }
  return [...found.values()];
}

/** Matches the text before a payload hash, which is in a header and on the last line of a canonical request. */
const PAYLOAD_HASH = /x-amz-content-sha256"?[:=]\s*"?$/i;
const LONGEST_LABEL = 40;
