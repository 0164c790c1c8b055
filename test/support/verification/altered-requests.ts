/** Changes of one thing in a request as it was sent, and what a server finds: the table of the tests of verifying. */
import type { Octets } from '../../../src/bytes/octets.ts';

/** A place in the bytes of a request, found with plain regular expressions. */
export interface SentParts {
  readonly octets: Octets;
  readonly headEnd: number;
  readonly form: 'header' | 'query';
  /** Lower case. */
  readonly signedHeaders: readonly string[];
  /** `hashed`, or the words in the place of the hash. */
  readonly payload: string;
}

export interface Alteration {
  readonly what: string;
  /** The request with the change; `null` where it has no such thing. */
  readonly altered: (sent: SentParts) => Octets | null;
}

export interface Break extends Alteration {
  /** The id of the comparison at which it breaks. */
  readonly at: string | ((sent: SentParts) => string);
}

export function partsOf(octets: Octets): SentParts {
  const headEnd = octets.indexOf('\r\n\r\n') + 4;
  const head = octets.slice(0, headEnd);
  const inHeader = /SignedHeaders=([^,\r]*)/i.exec(head.replace(/^.*\r\n/, ''))?.[1];
  const inQuery = /SignedHeaders=([^&\s]*)/.exec(head)?.[1] ?? '';
  const hash = /^x-amz-content-sha256: *(\S+)/im.exec(head)?.[1] ?? 'UNSIGNED-PAYLOAD';
  return {
    octets,
    headEnd,
    form: inHeader === undefined ? 'query' : 'header',
    signedHeaders: (inHeader ?? decodeURIComponent(inQuery)).split(';'),
    payload: /^[0-9a-f]{64}$/.test(hash) ? 'hashed' : hash,
  };
}

export const withByte = (octets: Octets, at: number, byte: string): Octets =>
  [octets.slice(0, at), byte, octets.slice(at + 1)].join('') as Octets;

/** Another of the same kind: digit for digit, letter for letter. */
function otherByte(byte: string): string {
  if (/[0-9]/.test(byte)) return byte === '1' ? '2' : '1';
  if (/[a-z]/.test(byte)) return byte === 'a' ? 'b' : 'a';
  return byte === 'A' ? 'B' : 'A';
}

/** Changes the byte that the last group of the pattern is; nothing where the pattern is not there. */
function inHead(pattern: RegExp): Alteration['altered'] {
  return ({ octets, headEnd }) => {
    const match = pattern.exec(octets.slice(0, headEnd));
    if (!match) return null;
    const at = match.index + match[0].length - 1;
    return withByte(octets, at, otherByte(octets[at] ?? ''));
  };
}

const where =
  (condition: (sent: SentParts) => boolean, altered: Alteration['altered']): Alteration['altered'] =>
  (sent) =>
    condition(sent) ? altered(sent) : null;

const isSigned = (name: string) => (sent: SentParts) => sent.signedHeaders.includes(name);
const isInHeader = ({ form }: SentParts) => form === 'header';
const isInQuery = ({ form }: SentParts) => form === 'query';
const isUnsignedTrailer = ({ payload }: SentParts) => payload === 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
const hasSignedChunks = ({ payload }: SentParts) => payload.startsWith('STREAMING-AWS4-HMAC');

/** Where the lines of chunks and their data begin; of a body in HTTP's own chunks too, which all are in one. */
function chunksIn({ octets, headEnd }: SentParts): { readonly line: number; readonly data: number; size: number }[] {
  const chunks: { line: number; data: number; size: number }[] = [];
  const isCoded = /^transfer-encoding: chunked/im.test(octets.slice(0, headEnd));
  let at = isCoded ? octets.indexOf('\r\n', headEnd) + 2 : headEnd;
  for (;;) {
    const match = /^([0-9a-f]+)[^\r]*\r\n/i.exec(octets.slice(at, at + 300));
    if (!match) return chunks;
    const size = Number.parseInt(match[1] ?? '', 16);
    chunks.push({ line: at, data: at + match[0].length, size });
    if (size === 0) return chunks;
    at += match[0].length + size + 2;
  }
}

/** The last byte of the data of a chunk, counted from 1. */
const inChunk = (number: number) =>
  where(hasSignedChunks, (sent) => {
    const chunk = chunksIn(sent)[number - 1];
    if (!chunk || chunk.size === 0) return null;
    const at = chunk.data + chunk.size - 1;
    return withByte(sent.octets, at, sent.octets[at] === 'x' ? 'y' : 'x');
  });

const inSignatureOfChunk = (choose: (count: number) => number) =>
  where(hasSignedChunks, (sent) => {
    const chunks = chunksIn(sent);
    const at = (chunks[choose(chunks.length)]?.data ?? 0) - 3;
    return withByte(sent.octets, at, otherByte(sent.octets[at] ?? ''));
  });

/** A byte after the last chunk. */
const inTrailer = (pattern: RegExp): Alteration['altered'] => {
  return (sent) => {
    const start = chunksIn(sent).at(-1)?.data ?? sent.octets.length;
    const match = pattern.exec(sent.octets.slice(start));
    if (!match) return null;
    const at = start + match.index + match[0].length - 1;
    return withByte(sent.octets, at, otherByte(sent.octets[at] ?? ''));
  };
};

/** The comparison of the checksum that is after the chunks. */
const checksumIn = (sent: SentParts) => {
  const trailer = sent.octets.slice(chunksIn(sent).at(-1)?.data);
  return `checksum-${/^x-amz-checksum-(\w+):/i.exec(trailer)?.[1]?.toLowerCase()}`;
};

/** What has a comparison of its own, or keeps the request from being read: not among the headers that are only signed. */
const OF_THEIR_OWN = new Set(['x-amz-date', 'x-amz-content-sha256', 'content-length', 'transfer-encoding']);

/** Every change of something that is signed, or that the request says of its body. */
export function breaksFor(sent: SentParts): Break[] {
  const headers = sent.signedHeaders.filter((name) => !OF_THEIR_OWN.has(name));
  return [
    ...BREAKS,
    ...headers.map(
      (name): Break => ({
        what: `the signed header ${name}`,
        altered: inHead(new RegExp(`^${name}:[^\\r\\n]*[0-9A-Za-z]`, 'im')),
        at: 'signature',
      }),
    ),
  ];
}

const BREAKS: readonly Break[] = [
  { what: 'the method', altered: inHead(/^[A-Z]+/), at: 'signature' },
  { what: 'the path', altered: inHead(/^\w+ \/[a-z]/), at: 'signature' },
  { what: 'the end of the path', altered: inHead(/^\w+ [^? ]*[a-z](?=[? ])/), at: 'signature' },
  { what: 'a value in the query', altered: inHead(/^\w+ [^ ]*?[?&](?!X-Amz-)[\w-]+=\w/), at: 'signature' },
  { what: 'a name in the query', altered: inHead(/^\w+ [^ ]*?[?&](?!X-Amz-)\w/), at: 'signature' },
  { what: 'the seconds of x-amz-date', altered: inHead(/^x-amz-date: *\d{8}T\d{5}\d/im), at: 'signature' },
  {
    what: 'the seconds of X-Amz-Date in the query',
    altered: inHead(/[?&]X-Amz-Date=\d{8}T\d{5}\d/),
    at: 'signature',
  },
  { what: 'X-Amz-Expires', altered: inHead(/[?&]X-Amz-Expires=\d/), at: 'signature' },
  { what: 'the day of the credential', altered: inHead(/Credential=\w+(?:\/|%2F)\d{8}/), at: 'scope-date' },
  {
    what: 'the region of the credential',
    altered: inHead(/Credential=\w+(?:\/|%2F)\d{8}(?:\/|%2F)u/),
    at: 'signature',
  },
  { what: 'the last word of the credential', altered: inHead(/(?:\/|%2F)s3(?:\/|%2F)aws4_reques/), at: 'terminator' },
  { what: 'a name among the signed headers', altered: inHead(/SignedHeaders=(?:[\w-]+(?:;|%3B))?\w/), at: 'signature' },
  {
    what: 'the signature in the header',
    altered: where(isInHeader, inHead(/[, ]Signature=[0-9a-f]{63}[0-9a-f]/)),
    at: 'signature',
  },
  {
    what: 'the signature in the query',
    altered: where(isInQuery, inHead(/X-Amz-Signature=[0-9a-f]{32}/)),
    at: 'signature',
  },
  {
    what: 'the body that is hashed',
    altered: where(
      ({ payload, octets, headEnd }) => payload === 'hashed' && octets.length > headEnd,
      ({ octets }) => withByte(octets, octets.length - 1, octets.endsWith('x') ? 'y' : 'x'),
    ),
    at: 'hashed-payload',
  },
  {
    what: 'x-amz-content-sha256 where it is a hash',
    altered: where(({ payload }) => payload === 'hashed', inHead(/^x-amz-content-sha256: *[0-9a-f]{64}/im)),
    at: 'hashed-payload',
  },
  {
    what: 'x-amz-content-sha256 where it is a word',
    altered: where(({ payload }) => payload !== 'hashed', inHead(/^x-amz-content-sha256: *\S{5}/im)),
    at: 'hashed-payload',
  },
  {
    what: 'x-amz-decoded-content-length',
    altered: where(isSigned('x-amz-decoded-content-length'), inHead(/^x-amz-decoded-content-length: *\d/im)),
    at: 'signature',
  },
  { what: 'the data of the first signed chunk', altered: inChunk(1), at: 'chunk-1' },
  { what: 'the data of the second signed chunk', altered: inChunk(2), at: 'chunk-2' },
  { what: 'the signature of the first chunk', altered: inSignatureOfChunk(() => 0), at: 'chunk-1' },
  {
    what: 'the signature of the last chunk',
    altered: inSignatureOfChunk((count) => count - 1),
    at: (sent) => `chunk-${chunksIn(sent).length}`,
  },
  {
    what: 'a signed trailing header',
    altered: where(hasSignedChunks, inTrailer(/^x-amz-checksum-\w+:\w/im)),
    at: 'trailer-signature',
  },
  {
    what: 'the signature of the trailing headers',
    altered: where(hasSignedChunks, inTrailer(/^x-amz-trailer-signature:\w{40}/im)),
    at: 'trailer-signature',
  },
  {
    what: 'a checksum that nobody signed',
    altered: where(isUnsignedTrailer, inTrailer(/^x-amz-checksum-\w+:\w/im)),
    at: checksumIn,
  },
  {
    what: 'the data of a chunk that nobody signed',
    altered: where(isUnsignedTrailer, (sent) => withByte(sent.octets, chunksIn(sent)[0]?.data ?? 0, '\xf7')),
    at: checksumIn,
  },
  {
    what: 'the name of a trailing header that nobody signed',
    altered: where(isUnsignedTrailer, inTrailer(/^x-amz-c/im)),
    at: 'trailer-names',
  },
];

const inUnsigned = (name: string, pattern: RegExp): Alteration['altered'] =>
  where((sent) => !isSigned(name)(sent), inHead(pattern));

const onLines =
  (change: (lines: readonly string[]) => readonly string[], end = '\r\n'): Alteration['altered'] =>
  ({ octets, headEnd }) => {
    const lines = octets.slice(0, headEnd - 4).split('\r\n');
    return [change(lines).join(end), end, end, octets.slice(headEnd)].join('') as Octets;
  };

/** What is not signed. */
export const HARMLESS: readonly Alteration[] = [
  { what: 'an unsigned User-Agent', altered: inUnsigned('user-agent', /^user-agent: *\w/im) },
  { what: 'an unsigned Range', altered: inUnsigned('range', /^range: *bytes=\d/im) },
  { what: 'an unsigned Accept-Encoding', altered: inUnsigned('accept-encoding', /^accept-encoding: *\w/im) },
  { what: 'one more header', altered: onLines((lines) => [...lines, 'X-Added: by somebody on the way']) },
  {
    what: 'the names of the headers in capitals',
    altered: onLines(([first = '', ...lines]) => [
      first,
      ...lines.map((line) => line.replace(/^[^:]*/, (name) => name.toUpperCase())),
    ]),
  },
  { what: 'headers in another order', altered: onLines(([first = '', ...lines]) => [first, ...lines.reverse()]) },
  { what: 'lines that end with LF', altered: onLines((lines) => lines, '\n') },
  {
    what: 'more spaces around the values',
    altered: onLines(([first = '', ...lines]) => [
      first,
      ...lines.map((line) => line.replace(': ', ':   ').concat(' ')),
    ]),
  },
  {
    what: 'a body that nobody signed',
    altered: where(
      ({ payload, octets, headEnd }) => payload === 'UNSIGNED-PAYLOAD' && octets.length > headEnd,
      ({ octets }) => withByte(octets, octets.length - 1, '\xf7'),
    ),
  },
];
