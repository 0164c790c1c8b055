/** Every value of a trace appears on the page of its stage, for every kind of signing and verifying. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import type { Span } from '../../src/bytes/origin.ts';
import { plainPage } from '../../src/outputs/plain/plain-text.ts';
import type { RedactedValue } from '../../src/trace/redact.ts';
import type { Trace } from '../../src/trace/trace.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { walkPages } from '../../src/views/walk-pages.ts';
import { expectQuoted, expectTiled } from '../support/bytes.ts';
import { SENT_TOKEN, VERIFIED_REQUESTS } from '../support/verification/verified-requests.ts';
import { verifiedWalk } from '../support/views/verified-walk.ts';
import { walkOf } from '../support/views/walk-of.ts';

const FILES = {
  policy: '{"expiration": "2030-01-01T00:00:00Z",\n "conditions": [{"bucket": "b"}, ["starts-with", "$key", "é"]]}\n',
  file: 'x'.repeat(20_000),
};
const ADDRESS = 'https://h.example.com/a%20b//c?b=2&a=1+1&empty';
const put = { request: 'PUT', dataBinary: ['@file'], header: ['X-Amz-Meta-A:  b  c ', 'X-Empty;'] };
const chunked = { ...put, chunkSize: '8192' };

const SCHEMES: readonly (readonly [string, OptionValues])[] = [
  ['a header', {}],
  ['a header with a payload', put],
  ['a header without a hash', { ...put, payload: 'unsigned' }],
  ['a header of another service', { ...put, service: 'execute-api' }],
  ['signed chunks', { ...chunked, payload: 'streaming' }],
  ['signed chunks and a trailer', { ...chunked, payload: 'streaming-trailer', trailer: 'sha256' }],
  ['chunks without signatures', { ...chunked, payload: 'unsigned-trailer' }],
  ['a query', { presign: true, expiresIn: '60' }],
  ['a query and the hash', { ...put, presign: true, payload: 'hashed' }],
];
const ALGORITHMS = [{ algorithm: 'sigv4' }, { algorithm: 'sigv4a', regionSet: 'us-east-1,eu-*' }];
const TOKEN = { AWS_SESSION_TOKEN: SENT_TOKEN };
const UPLOAD = { postPolicy: 'policy', form: ['key=é1', 'file=@file'] };
const NO_TOKEN: Readonly<Record<string, string>> = {};

interface Case {
  readonly what: string;
  readonly options: OptionValues;
  readonly environment: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  ...SCHEMES.flatMap(([scheme, options]) =>
    ALGORITHMS.map((chosen) => ({
      what: `${scheme}, ${chosen.algorithm}`,
      options: { ...options, ...chosen },
      environment: NO_TOKEN,
    })),
  ),
  ...[{}, { presign: true }].flatMap((form) =>
    [{}, { appendToken: true }].map((how) => ({
      what: `a session token with ${JSON.stringify({ ...form, ...how })}`,
      options: { ...form, ...how },
      environment: TOKEN,
    })),
  ),
  { what: 'a policy', options: UPLOAD, environment: NO_TOKEN },
  { what: 'a policy and a session token', options: UPLOAD, environment: TOKEN },
];

/** As visible.ts has it: every byte but printable ASCII is escaped. */
const escaped = (bytes: string) =>
  bytes
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/[^\x20-\x7e]/g, (byte) => `\\x${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);

/** Where the pages cut a value that they do not show line by line. */
const CUTS: Readonly<Record<string, RegExp>> = {
  // Part by part.
  authorization: / /,
  'presigned-url': /(?=[?&])/,
  'signed-request': /(?<=\n)|(?<=^[^\n]*)(?=[?&])|(?<=SHA256 |, ?)(?=Credential=|SignedHeaders=|Signature=)/,
  // Additions for the signer are before the bracket that ends the conditions.
  'given-policy': /(?<=\n)|(?=\]\}\n$)/,
};

/** As a page has it: keys in hexadecimal digits, text line by line. */
function partsOf({ id, form, bytes }: RedactedValue): string[] {
  if (form === 'octets') {
    const digits = Buffer.from(bytes.octets, 'latin1').toString('hex');
    // X and Y have a line each.
    return id === 'public-key' ? [digits.slice(0, digits.length / 2), digits.slice(digits.length / 2)] : [digits];
  }
  const lines = bytes.octets.split(CUTS[id] ?? /(?<=\n)/).map((part) => escaped(part).trimEnd());
  if (id !== 'request') return lines;
  // Its first line is method and URL; each header is a line without its end.
  const [first = '', ...headers] = lines.map((line) => line.replace(/ ?\\r\\n$/, ''));
  return [...first.split(' ').slice(0, 2), ...headers];
}

describe('the request as given', () => {
  it('has each header as it is, including an empty one', async () => {
    const [page] = walkPages((await walkOf({ address: ADDRESS, options: put, files: FILES })).facts);
    expect(page && plainPage(page, 1, 1)).toMatch(/^\s*X-Empty: *(?: {3}\(not signed\))?$/m);
  });
});

describe('every value of a trace is on the page of its stage', () => {
  it.each(CASES)('$what', async ({ options, environment }) => {
    const address = 'postPolicy' in options ? 'https://h.example.com/' : ADDRESS;
    const { facts } = await walkOf({
      address,
      options: { ...options, showSecret: true },
      environment,
      files: FILES,
    });
    expect(unseenIn(facts)).toEqual([]);
  });
});

describe('every value of a verification is on the page of its stage', () => {
  it.each(VERIFIED_REQUESTS)('$what: $kind', ({ request, by, kind, ids }) => {
    const { trace, facts, reported } = verifiedWalk(request, by);
    if (!trace || !facts) throw new Error('There is nothing to walk through.');
    expect(reported.verdict.kind).toBe(kind);
    expect(unseenIn(facts)).toEqual([]);
    expect(trace.values.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]));
    for (const { bytes } of trace.values) expectTiled(bytes);
    expectCopied(trace);
  });
});

/** The parts of values that are not on the page of their stage. */
function unseenIn(facts: WalkFacts): string[] {
  const pages = walkPages(facts).map((page, at) => plainPage(page, at + 1, 9));
  return facts.trace.values.flatMap((value) => {
    const page = pages[facts.trace.stages.findIndex(({ id }) => id === value.stage)] ?? '';
    // The token of a query appears only in the query, percent-encoded.
    const isInQuery = value.id === 'session-token' && facts.trace.scheme === 'query';
    if (isInQuery)
      return pages.some((each) => each.includes(encodeURIComponent(TOKEN.AWS_SESSION_TOKEN))) ? [] : [value.id];
    return partsOf(value).flatMap((part) => (page.includes(part) ? [] : [`${value.id}: ${part}`]));
  });
}

/** Bytes copied from another value are in that value. */
function expectCopied({ values }: Pick<Trace, 'values'>): void {
  const sources = Object.fromEntries(values.map(({ id, bytes }) => [id, bytes.octets]));
  for (const { bytes } of values) expectQuoted({ ...bytes, spans: bytes.spans?.filter(isCopy) ?? null }, sources);
}

const isCopy = ({ origin }: Span) => origin.kind === 'copy';
