/**
 * Defines the formats of vector files, one for each kind of input that is signed, and the format of a publisher's file.
 * Unknown fields are refused.
 */
import * as v from 'valibot';
import { type Octets, octetsFromHex, octetsFromText } from '../bytes/octets.ts';
import { algorithmNamed } from '../sigv4/algorithms/table.ts';
import { RULE_CHOICES } from '../sigv4/rules.ts';
import { KEPT_CHUNKS } from '../sigv4/schemes/chain.ts';
import { LONGEST_EXPIRY, readTimestamp } from '../sigv4/timestamp.ts';

/** The maximum length of a body in bytes. Without this limit, a typo could fill the memory. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** Accepts any number of bytes, written as two hexadecimal digits each. */
const hexFormat = v.pipe(v.string(), v.regex(/^(?:[\da-f]{2})*$/i, 'These are not pairs of hexadecimal digits'));

const repetition = v.pipe(
  v.strictObject({ repeat: v.string(), count: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  v.check(({ repeat, count }) => repeat.length * count <= LARGEST_BODY, `This is more than ${LARGEST_BODY} bytes`),
);

const bodyFormat = v.union([v.string(), v.strictObject({ hex: hexFormat }), repetition]);

export type Body = v.InferOutput<typeof bodyFormat>;

/** Returns the bytes of a vector's body, which the file contains as text, in hexadecimal, or as a text to repeat. */
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

const notes = {
  /** The URL of the publication, if it is not the URL of the group. */
  source: v.exactOptional(v.string()),
  note: v.exactOptional(v.string()),
  /** The published values by ID. A value with more than one line is an array. */
  published: expectations,
  /** Values by ID that the publisher does not print but others have computed. Keys are in hexadecimal. */
  computed: v.exactOptional(expectations),
  /** The program that computed these values, for readers of the file. */
  computedBy: v.exactOptional(v.string()),
  /** Mistakes in the publication, in plain sentences. */
  errata: v.exactOptional(v.array(v.string())),
};

const signer = {
  credentials: v.strictObject({
    accessKeyId: v.string(),
    secretAccessKey: v.string(),
    sessionToken: v.exactOptional(v.string()),
  }),
  timestamp,
  /** The Region or, for AWS4-ECDSA-P256-SHA256, the Region set. */
  region: v.string(),
  service: v.string(),
  algorithm: v.exactOptional(v.pipe(v.string(), v.check(isAlgorithm, 'This is not an algorithm'))),
};

const always = <Name extends keyof typeof RULE_CHOICES>(name: Name) => v.picklist(RULE_CHOICES[name]);
const sometimes = <Name extends keyof typeof RULE_CHOICES>(name: Name) => v.exactOptional(always(name));

/** The four rules that differ between services are required. All other rules default to S3_RULES. */
const rules = v.strictObject({
  pathEncoding: always('pathEncoding'),
  pathSegments: always('pathSegments'),
  contentSha256Header: always('contentSha256Header'),
  sessionToken: always('sessionToken'),
  dotDotAtRoot: sometimes('dotDotAtRoot'),
  plusInPath: sometimes('plusInPath'),
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
    target: v.string(),
    headers: fields,
    body: bodyFormat,
  }),
  /**
   * The names of the signed headers, in lowercase. If this field is missing, the headers that are signed by default are
   * signed.
   */
  signedHeaders: v.exactOptional(v.array(v.pipe(v.string(), v.regex(/^[^A-Z]*$/, 'This is not in lowercase')))),
  rules,
};

/** The sizes in bytes of the chunks with data. The empty chunk that ends the body is implied. */
const chunkSizes = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  v.maxLength(KEPT_CHUNKS, `A vector can have ${KEPT_CHUNKS} chunks at most`),
);
const NOT_ALL = 'The chunks do not add up to the body';
const sumOf = (sizes: readonly number[]) => sizes.reduce((sum, size) => sum + size, 0);

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

export const queryFormat = v.strictObject({
  ...request,
  ...signer,
  ...notes,
  form: v.literal('query'),
  /** The lifetime in seconds. */
  expires: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LONGEST_EXPIRY)),
  payload: choice(['hashed', 'unsigned']),
});

/**
 * Chunks without their request; the signature before them is given. If `chunkSizes` is missing, only the trailing
 * headers are signed.
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

/** Events in an event stream, each with its own time; the signature before them is given. */
export const eventsFormat = v.strictObject({
  ...signer,
  ...notes,
  previousSignature: v.string(),
  events: v.array(v.strictObject({ timestamp, headersHex: hexFormat, payloadHex: hexFormat, signature: v.string() })),
});

/** The policy of a browser upload, as text, as lines to be joined by CR LF, or in base64. */
export const policyFormat = v.strictObject({
  ...signer,
  ...notes,
  policy: v.union([v.string(), v.array(v.string()), v.strictObject({ base64: v.pipe(v.string(), v.base64()) })]),
});

/** A vector whose values cannot be computed again, and the reason. */
export const declinedFormat = v.strictObject({ ...notes, declined: v.string() });

export const publisherFormat = v.strictObject({
  title: v.string(),
  publisher: v.string(),
  source: v.string(),
  licence: v.string(),
  notice: v.string(),
  /** Set if the vectors are this project's own. */
  isOurs: v.exactOptional(v.literal(true)),
});
