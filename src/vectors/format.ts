/** What a file of a vector may say, by what it signs, and the file of a publisher. Fields of no format are refused. */
import * as v from 'valibot';
import { type Octets, octetsFromHex, octetsFromText } from '../bytes/octets.ts';
import { algorithmNamed } from '../sigv4/algorithms/table.ts';
import { LONGEST_EXPIRY } from '../sigv4/expiry.ts';
import { RULE_CHOICES } from '../sigv4/rules.ts';
import { KEPT_CHUNKS } from '../sigv4/schemes/chain.ts';
import { readTimestamp } from '../sigv4/timestamp.ts';

/** Bytes: a vector has no need of more, and a slip of the pen shall not fill the memory. */
const LARGEST_BODY = 16 * 1024 * 1024;

/** Any number of bytes, two digits for each. */
export const hexFormat = v.pipe(v.string(), v.regex(/^(?:[\da-f]{2})*$/i, 'These are no pairs of hexadecimal digits'));

const repetition = v.pipe(
  v.strictObject({ repeat: v.string(), count: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  v.check(({ repeat, count }) => repeat.length * count <= LARGEST_BODY, `This is more than ${LARGEST_BODY} bytes`),
);

export const bodyFormat = v.union([v.string(), v.strictObject({ hex: hexFormat }), repetition]);

export type Body = v.InferOutput<typeof bodyFormat>;

export function octetsOfBody(body: Body): Octets {
  if (typeof body === 'string') return octetsFromText(body);
  return 'hex' in body ? octetsFromHex(body.hex) : (octetsFromText(body.repeat).repeat(body.count) as Octets);
}

const lines = v.union([v.string(), v.array(v.string())]);
const expectations = v.record(v.string(), lines);
const fields = v.array(v.tuple([v.string(), v.string()]));
const timestamp = v.pipe(
  v.string(),
  v.check((text) => readTimestamp(text) !== null, 'This is no time of the form 20130524T000000Z'),
);
/** An optional choice of a rule. */
const choice = <const Names extends readonly [string, ...string[]]>(names: Names) => v.exactOptional(v.picklist(names));

const isAlgorithm = (name: string) => algorithmNamed(name as Octets) !== null;

/** What every vector says. */
const notes = {
  /** The page, where it is not that of the whole group. */
  source: v.exactOptional(v.string()),
  /** For the reader. */
  note: v.exactOptional(v.string()),
  /** What the publisher prints, by the id of the value; several lines as an array. */
  published: expectations,
  /** What others computed and the publisher does not print, by the id of the value; keys in hexadecimal. */
  computed: v.exactOptional(expectations),
  /** What they were computed with, for the reader. */
  computedBy: v.exactOptional(v.string()),
  /** Slips in what is printed, in words. */
  errata: v.exactOptional(v.array(v.string())),
};

/** Who signs, when and for what. */
const signer = {
  credentials: v.strictObject({
    accessKeyId: v.string(),
    secretAccessKey: v.string(),
    sessionToken: v.exactOptional(v.string()),
  }),
  timestamp,
  /** For AWS4-ECDSA-P256-SHA256 the region set. */
  region: v.string(),
  service: v.string(),
  algorithm: v.exactOptional(v.pipe(v.string(), v.check(isAlgorithm, 'This is no algorithm'))),
};

const always = <Name extends keyof typeof RULE_CHOICES>(name: Name) => v.picklist(RULE_CHOICES[name]);
const sometimes = <Name extends keyof typeof RULE_CHOICES>(name: Name) => v.exactOptional(always(name));

/** The four that differ between services are always said, the others only where they are not those of S3_RULES. */
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
  /** Exactly these, in lower case; without it all that are signed by default. */
  signedHeaders: v.exactOptional(v.array(v.pipe(v.string(), v.regex(/^[^A-Z]*$/, 'This is not in lower case')))),
  rules,
};

/** The chunks with data, the first one first, in bytes; the empty one that ends the body is implied. */
const chunkSizes = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(1))),
  v.maxLength(KEPT_CHUNKS, `The values of no more than ${KEPT_CHUNKS} chunks are kept`),
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

/** Chunks without their request: they follow this signature. Without `chunkSizes`, the trailing headers alone. */
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

/** Events of an event stream, each with a time of its own, the first one after this signature. */
export const eventsFormat = v.strictObject({
  ...signer,
  ...notes,
  previousSignature: v.string(),
  events: v.array(v.strictObject({ timestamp, headersHex: hexFormat, payloadHex: hexFormat, signature: v.string() })),
});

/** The policy of a browser upload: text, lines that CR LF joins, or base64 of whatever it is. */
export const policyFormat = v.strictObject({
  ...signer,
  ...notes,
  policy: v.union([v.string(), v.array(v.string()), v.strictObject({ base64: v.pipe(v.string(), v.base64()) })]),
});

/** Cannot be computed again, and why. */
export const declinedFormat = v.strictObject({ ...notes, declined: v.string() });

export const publisherFormat = v.strictObject({
  title: v.string(),
  publisher: v.string(),
  source: v.string(),
  licence: v.string(),
  notice: v.string(),
  /** Nobody else has published these: they are this project's. */
  isOurs: v.exactOptional(v.literal(true)),
});
