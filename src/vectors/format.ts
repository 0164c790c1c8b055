/** Defines the formats of vector files, by what they sign, and of a publisher's file. Unknown fields are refused. */
import * as v from 'valibot';
import { type Octets, octetsFromHex, octetsFromText } from '../bytes/octets.ts';
import { algorithmNamed } from '../sigv4/algorithms/table.ts';
import { RULE_CHOICES } from '../sigv4/rules.ts';
import { KEPT_CHUNKS } from '../sigv4/schemes/chain.ts';
import { LONGEST_EXPIRY, readTimestamp } from '../sigv4/timestamp.ts';

/** The largest body, in bytes, because a typo could otherwise fill the memory. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** Any number of bytes, two digits each. */
const hexFormat = v.pipe(v.string(), v.regex(/^(?:[\da-f]{2})*$/i, 'These are not pairs of hexadecimal digits'));

const repetition = v.pipe(
  v.strictObject({ repeat: v.string(), count: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  v.check(({ repeat, count }) => repeat.length * count <= LARGEST_BODY, `This is more than ${LARGEST_BODY} bytes`),
);

const bodyFormat = v.union([v.string(), v.strictObject({ hex: hexFormat }), repetition]);

export type Body = v.InferOutput<typeof bodyFormat>;

/** Returns the bytes of a body. */
export function octetsOfBody(body: Body): Octets {
  if (typeof body === 'string') return octetsFromText(body);
  return 'hex' in body ? octetsFromHex(body.hex) : (octetsFromText(body.repeat).repeat(body.count) as Octets);
}

const lines = v.union([v.string(), v.array(v.string())]);
const expectations = v.record(v.string(), lines);
const fields = v.array(v.tuple([v.string(), v.string()]));
const timestamp = v.pipe(
  v.string(),
  v.check((text) => readTimestamp(text) !== null, 'This is not a time of the form 20130524T000000Z'),
);
const choice = <const Names extends readonly [string, ...string[]]>(names: Names) => v.exactOptional(v.picklist(names));

const isAlgorithm = (name: string) => algorithmNamed(name as Octets) !== null;

/** Fields of every vector. */
const notes = {
  /** The address of the publication, if it differs from that of the group. */
  source: v.exactOptional(v.string()),
  /** For the reader. */
  note: v.exactOptional(v.string()),
  /** Published values by id; a value with several lines is an array. */
  published: expectations,
  /** Values that others computed and the publisher does not print, by id; keys in hexadecimal. */
  computed: v.exactOptional(expectations),
  /** The program that computed them, for the reader. */
  computedBy: v.exactOptional(v.string()),
  /** Mistakes in the publication, in words. */
  errata: v.exactOptional(v.array(v.string())),
};

/** The fields of the signer. */
const signer = {
  credentials: v.strictObject({
    accessKeyId: v.string(),
    secretAccessKey: v.string(),
    sessionToken: v.exactOptional(v.string()),
  }),
  timestamp,
  /** The region set for AWS4-ECDSA-P256-SHA256. */
  region: v.string(),
  service: v.string(),
  algorithm: v.exactOptional(v.pipe(v.string(), v.check(isAlgorithm, 'This is not an algorithm'))),
};

const always = <Name extends keyof typeof RULE_CHOICES>(name: Name) => v.picklist(RULE_CHOICES[name]);
const sometimes = <Name extends keyof typeof RULE_CHOICES>(name: Name) => v.exactOptional(always(name));

/** The four rules that differ between services are required; the others default to those of S3_RULES. */
const rules = v.strictObject({
  pathEncoding: always('pathEncoding'),
  pathSegments: always('pathSegments'),
  contentSha256Header: always('contentSha256Header'),
  sessionToken: always('sessionToken'),
  dotDotAtRoot: sometimes('dotDotAtRoot'),
  plusInQuery: sometimes('plusInQuery'),
  equalQueryNames: sometimes('equalQueryNames'),
  foldedLines: sometimes('foldedLines'),
  repeatedHeaders: sometimes('repeatedHeaders'),
  quotedSpaces: sometimes('quotedSpaces'),
  headerWhiteSpace: sometimes('headerWhiteSpace'),
});

const request = {
  request: v.strictObject({
    method: v.string(),
    /** As on the wire. */
    target: v.string(),
    headers: fields,
    body: bodyFormat,
  }),
  /** Exactly these names, in lowercase. The default is what signers sign by default. */
  signedHeaders: v.exactOptional(v.array(v.pipe(v.string(), v.regex(/^[^A-Z]*$/, 'This is not in lowercase')))),
  rules,
};

/** The sizes of the chunks with data, in bytes. The empty chunk that ends the body is implied. */
const chunkSizes = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  v.maxLength(KEPT_CHUNKS, `A vector can have ${KEPT_CHUNKS} chunks at most`),
);
const NOT_ALL = 'The chunks do not add up to the body';
const sumOf = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);

/** A request that is signed in its Authorization header. */
export const headerFormat = v.pipe(
  v.strictObject({
    ...request,
    ...signer,
    ...notes,
    payload: sometimes('payload'),
    chunkSizes: v.exactOptional(chunkSizes),
    trailers: v.exactOptional(fields),
  }),
  v.forward(
    v.check(
      ({ chunkSizes: sizes, request: { body } }) => !sizes || sumOf(sizes) === octetsOfBody(body).length,
      NOT_ALL,
    ),
    ['chunkSizes'],
  ),
);

/** A request that is signed in its query. */
export const queryFormat = v.strictObject({
  ...request,
  ...signer,
  ...notes,
  form: v.literal('query'),
  /** In seconds. */
  expires: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_EXPIRY)),
  payload: choice(['hashed', 'unsigned']),
});

/**
 * Chunks without their request, after a given signature. If `chunkSizes` is missing, only the trailing headers are
 * signed.
 */
export const chainFormat = v.pipe(
  v.strictObject({
    ...signer,
    ...notes,
    previousSignature: v.string(),
    body: v.optional(bodyFormat, ''),
    chunkSizes: v.exactOptional(chunkSizes),
    trailers: v.exactOptional(fields),
  }),
  v.forward(
    v.check(({ chunkSizes: sizes, body }) => sumOf(sizes ?? []) === octetsOfBody(body).length, NOT_ALL),
    ['chunkSizes'],
  ),
);

/** Events of an event stream, each with its own time, after a given signature. */
export const eventsFormat = v.strictObject({
  ...signer,
  ...notes,
  previousSignature: v.string(),
  events: v.array(v.strictObject({ timestamp, headersHex: hexFormat, payloadHex: hexFormat, signature: v.string() })),
});

/** The policy of a browser upload: text, lines joined by CR LF, or base64. */
export const policyFormat = v.strictObject({
  ...signer,
  ...notes,
  policy: v.union([v.string(), v.array(v.string()), v.strictObject({ base64: v.pipe(v.string(), v.base64()) })]),
});

/** A vector that cannot be computed again, and why. */
export const declinedFormat = v.strictObject({ ...notes, declined: v.string() });

export const publisherFormat = v.strictObject({
  title: v.string(),
  publisher: v.string(),
  source: v.string(),
  licence: v.string(),
  notice: v.string(),
  /** True for this project's own vectors. */
  isOurs: v.exactOptional(v.literal(true)),
});
