/** What the front matter of a lesson says in more than one place: requests, shots, options, exhibits, expected texts. */
import * as v from 'valibot';

export const text = v.pipe(v.string(), v.trim(), v.nonEmpty());
/** Bytes of a request, each space of them counted. */
const stretch = v.pipe(v.string(), v.nonEmpty());
/** In kebab-case; unique in its lesson, whatever it names. */
export const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'An id is written like-this'));
/** Of a value in a trace: `canonical-request`, `chunk-1/signature`. */
export const valueId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(?:[-/][a-z0-9]+)*$/, 'The id of a value is written like-this'),
);
export const wholeNumber = v.pipe(v.number(), v.integer());

/**
 * A request that is signed with AWS's example key for us-east-1. The first one of a lesson is the one that others are
 * held against. As people give it; what signing needs is added.
 */
export const requestFormat = v.strictObject({
  method: v.optional(text, 'GET'),
  /** `https://examplebucket.s3.amazonaws.com/test.txt`; the path is as it stands on the wire. */
  url: text,
  /** `Range: bytes=0-9`. */
  headers: v.optional(v.array(v.pipe(text, v.regex(/^[^:\s]+:/, 'A header is written Name: value'))), []),
  body: v.optional(v.union([v.string(), v.strictObject({ repeat: text, count: wholeNumber })]), ''),
  /** Where the signature goes; `none` for a request that is not signed. */
  form: v.optional(v.picklist(['header', 'query', 'none']), 'header'),
  /** Of a presigned URL, in seconds. */
  expires: v.optional(wholeNumber, 900),
  /** What the signature says of the body; without it, what is usual for the form. */
  payload: v.exactOptional(v.picklist(['hashed', 'unsigned', 'streaming'])),
  /** Bytes of a chunk, where the payload is streaming. */
  chunkSize: v.optional(wholeNumber, 65_536),
  /** Exactly these, in lower case; without it all that are signed by default. */
  signedHeaders: v.exactOptional(v.array(text)),
  /** When it is signed. */
  time: v.optional(v.pipe(v.string(), v.regex(/^\d{8}T\d{6}Z$/)), '20130524T000000Z'),
  /** That of temporary credentials. */
  sessionToken: v.exactOptional(text),
});

/** A change to the bytes between the client and the server: nothing is signed again. */
const changeFormat = v.variant('what', [
  /** In the head, the first place where `from` stands. */
  v.strictObject({ what: v.literal('replace-in-head'), from: stretch, to: v.string() }),
  v.strictObject({ what: v.literal('replace-in-body'), from: stretch, to: v.string() }),
  /** As the last header: `Name: value`. */
  v.strictObject({ what: v.literal('add-header'), header: text }),
  /** Every one of this name, whatever its case. */
  v.strictObject({ what: v.literal('remove-header'), name: text }),
  /** Chunks are counted from 1; the last one is the empty one. */
  v.strictObject({ what: v.literal('swap-chunks'), chunks: v.tuple([wholeNumber, wholeNumber]) }),
  v.strictObject({ what: v.literal('drop-chunk'), chunk: wholeNumber }),
  /** The first byte of its data becomes another. */
  v.strictObject({ what: v.literal('flip-chunk'), chunk: wholeNumber }),
]);

/** What the server answers, and what of it is to be held: each is checked against what it really answers. */
const outcomeFormat = v.strictObject({
  status: wholeNumber,
  /** `<Code>` of a refusal; without it there is none. */
  code: v.exactOptional(text),
  /** Elements of the answer's document that must have these values. */
  fields: v.optional(v.record(v.string(), v.string()), {}),
  /** How many bytes the body of the answer has. */
  length: v.exactOptional(wholeNumber),
});

/** One request to the sandbox, with at most one thing wrong with it. Each goes to a sandbox that is as new. */
export const shotFormat = v.strictObject({
  id,
  /** What is done, in a few words: `leave line 3 out`. */
  says: text,
  /** The name of a request of this lesson; the first one unless told. */
  request: v.exactOptional(id),
  /** A mistake of `sigv4 diagnose`: CAUSE/VARIANT, both as in src/diagnosis/causes. */
  mistake: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'Write it CAUSE/VARIANT'))),
  changes: v.optional(v.array(changeFormat), []),
  /** Of the server's clock: seconds after the request was signed. */
  after: v.optional(wholeNumber, 0),
  /** The check that the server leaves out: `signed-headers`. */
  naive: v.exactOptional(id),
  /** How often it is sent; the last answer counts. */
  times: v.optional(wholeNumber, 1),
  expect: outcomeFormat,
  /** What is to be seen in it, said once it has happened. */
  look: v.exactOptional(text),
});

/** One of several answers. `belief`: whose, of `misconceptions.ts`; `says`: what is said to whoever takes it. */
const optionFormat = v.variant('right', [
  v.strictObject({ right: v.literal(true), text, says: v.exactOptional(text) }),
  v.strictObject({ right: v.optional(v.literal(false), false), text, belief: id, says: text }),
]);

export const optionsFormat = v.pipe(v.array(optionFormat), v.minLength(2));

/** Something to look at above a question. */
export const exhibitFormat = v.variant('kind', [
  /** The server's answer to a shot: its document, as it came. */
  v.strictObject({ kind: v.literal('answer'), shot: id }),
  /** A value of a request's trace: `canonical-request`; of the shot that is named, where one is. */
  v.strictObject({ kind: v.literal('value'), value: valueId, request: v.exactOptional(id), shot: v.exactOptional(id) }),
  v.strictObject({ kind: v.literal('text'), text: v.string() }),
]);

/**
 * What a typed answer is compared with, line by line, byte by byte: a value of a trace (`signature`, `canonical-request`;
 * keys in hexadecimal), all of it or these lines (`3`, `6-7`), or the first digits; or a text.
 */
export const expectedFormat = v.union([
  v.strictObject({
    value: valueId,
    request: v.exactOptional(id),
    lines: v.exactOptional(v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^\d+(?:-\d+)?$/))),
    digits: v.exactOptional(wholeNumber),
  }),
  v.strictObject({ text: v.string() }),
]);

/**
 * What is right, in the form in which it is given: the number of the option from 1; the categories in order; the text
 * that is typed; the lines in order; ids of shots; a whole request; a command line. `{{VALUE}}` in it is a value of the
 * first request's trace; in a command line `{{tutorial}}` is the folder of the course.
 */
export const solutionFormat = v.union([wholeNumber, v.string(), v.array(v.string())]);

export type LessonRequest = v.InferOutput<typeof requestFormat>;
export type WireChange = v.InferOutput<typeof changeFormat>;
export type ExpectedOutcome = v.InferOutput<typeof outcomeFormat>;
export type Shot = v.InferOutput<typeof shotFormat>;
export type Option = v.InferOutput<typeof optionFormat>;
export type Exhibit = v.InferOutput<typeof exhibitFormat>;
export type Expected = v.InferOutput<typeof expectedFormat>;
export type Solution = v.InferOutput<typeof solutionFormat>;
