/**
 * Defines parts of the front matter that are used in more than one place: requests, shots, options, exhibits, and
 * expected texts.
 */
import * as v from 'valibot';

export const text = v.pipe(v.string(), v.trim(), v.nonEmpty());
/** Part of a request, as bytes. Leading and trailing spaces are significant. */
const stretch = v.pipe(v.string(), v.nonEmpty());
/** An ID in kebab-case. It must be unique within its lesson. */
export const id = v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Write an id like-this'));
/** The ID of a value in a trace, such as `canonical-request` or `chunk-1/signature`. */
export const valueId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9]+(?:[-/][a-z0-9]+)*$/, 'Write the id of a value like-this'),
);
export const wholeNumber = v.pipe(v.number(), v.integer());

/**
 * A request that is signed with the AWS example key for us-east-1. The signer adds the headers or parameters that it
 * needs. The other requests of a lesson are compared with the first one.
 */
export const requestFormat = v.strictObject({
  method: v.optional(text, 'GET'),
  /** The URL, such as `https://examplebucket.s3.amazonaws.com/test.txt`. The path is sent unchanged. */
  url: text,
  /** Headers, such as `Range: bytes=0-9`. */
  headers: v.optional(v.array(v.pipe(text, v.regex(/^[^:\s]+:/, 'Write a header as Name: value'))), []),
  body: v.optional(v.union([v.string(), v.strictObject({ repeat: text, count: wholeNumber })]), ''),
  /**
   * Where the signature is. `none` means that the request is not signed. `hash` and `hmac` are links to a server that is not
   * S3 (`shots/links.ts`).
   */
  form: v.optional(v.picklist(['header', 'query', 'none', 'hash', 'hmac']), 'header'),
  /** The lifetime of a presigned URL, in seconds. */
  expires: v.optional(wholeNumber, 900),
  /** The way in which the signature covers the body. The default depends on `form`. */
  payload: v.exactOptional(v.picklist(['hashed', 'unsigned', 'streaming'])),
  /** The number of bytes in a chunk if `payload` is `streaming`. */
  chunkSize: v.optional(wholeNumber, 65_536),
  /** The exact list of headers to sign, in lowercase. If this field is omitted, the usual headers are signed. */
  signedHeaders: v.exactOptional(v.array(text)),
  time: v.optional(v.pipe(v.string(), v.regex(/^\d{8}T\d{6}Z$/)), '20130524T000000Z'),
  sessionToken: v.exactOptional(text),
});

/** A change to the bytes on their way from the client to the server. Nothing is signed again. */
const changeFormat = v.variant('what', [
  /** Replaces the first occurrence. */
  v.strictObject({ what: v.literal('replace-in-head'), from: stretch, to: v.string() }),
  v.strictObject({ what: v.literal('replace-in-body'), from: stretch, to: v.string() }),
  /** Adds a header, in the form `Name: value`, after all others. */
  v.strictObject({ what: v.literal('add-header'), header: text }),
  /** Appends text to a link and computes its MAC, without the secret, of which only the number of bytes is guessed. */
  v.strictObject({ what: v.literal('extend-link'), append: text, secretLength: wholeNumber }),
  /** Removes every header with this name. Case is ignored. */
  v.strictObject({ what: v.literal('remove-header'), name: text }),
  /** Chunks are numbered from 1. The last chunk is empty. */
  v.strictObject({ what: v.literal('swap-chunks'), chunks: v.tuple([wholeNumber, wholeNumber]) }),
  v.strictObject({ what: v.literal('drop-chunk'), chunk: wholeNumber }),
  /** Changes the first byte of the chunk's data. */
  v.strictObject({ what: v.literal('flip-chunk'), chunk: wholeNumber }),
]);

/** The expected response from the server. Tests compare it with the actual response. */
const outcomeFormat = v.strictObject({
  status: wholeNumber,
  /** The `<Code>` in the error document of a refused request. */
  code: v.exactOptional(text),
  /** Elements of the response document, and the values that they must have. */
  fields: v.optional(v.record(v.string(), v.string()), {}),
  /** The length of the response body in bytes. */
  length: v.exactOptional(wholeNumber),
});

/** A request to the sandbox with at most one mistake. Each shot is sent to a fresh sandbox. */
export const shotFormat = v.strictObject({
  id,
  /** The action in a few words, such as `sign without line 3`. */
  says: text,
  /** The name of a request in this lesson. The default is the first request. */
  request: v.exactOptional(id),
  /**
   * A mistake that `sigv4 diagnose` knows, written as CAUSE/VARIANT. The causes are defined in src/causes.
   */
  mistake: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'Write a mistake as CAUSE/VARIANT'))),
  changes: v.optional(v.array(changeFormat), []),
  /** The time on the server's clock, in seconds after the request was signed. */
  after: v.optional(wholeNumber, 0),
  /** The check that the server skips, such as `signed-headers`, or `tells-signature` if it says which one it expected. */
  naive: v.exactOptional(id),
  /** The number of times that the request is sent. Only the last response counts. */
  times: v.optional(wholeNumber, 1),
  expect: outcomeFormat,
  /** The detail to notice in the response. The detail and the response are shown together. */
  look: v.exactOptional(text),
});

/**
 * One of the possible answers. `belief` is the misconception that leads to this answer, and `says` is the feedback for
 * choosing it.
 */
const optionFormat = v.variant('right', [
  v.strictObject({ right: v.literal(true), text, says: v.exactOptional(text) }),
  v.strictObject({ right: v.optional(v.literal(false), false), text, belief: id, says: text }),
]);

export const optionsFormat = v.pipe(v.array(optionFormat), v.minLength(2));

/** An item that is shown above a question. */
export const exhibitFormat = v.variant('kind', [
  /** The document that the server returns for a shot. */
  v.strictObject({ kind: v.literal('answer'), shot: id }),
  /** A value, such as `canonical-request`, from the trace of a request or from the signer of a shot. */
  v.strictObject({ kind: v.literal('value'), value: valueId, request: v.exactOptional(id), shot: v.exactOptional(id) }),
  v.strictObject({ kind: v.literal('text'), text: v.string() }),
]);

/**
 * The text that a typed answer is compared with, byte for byte. The expected text is either literal or a value from a
 * trace, such as `signature` or `canonical-request`. Keys are in hexadecimal. `lines` (such as `3` or `6-7`) and
 * `digits` select part of the value.
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
 * The correct answer, in a form that depends on the kind of question. The solution can be the number of the option,
 * counted from 1; the categories in order; the typed text; the lines in order; the IDs of shots; a whole request; or a
 * command line. `{{VALUE}}` is replaced with a value from the first request's trace. In a command line, `{{tutorial}}`
 * is replaced with the course folder.
 */
export const solutionFormat = v.union([wholeNumber, v.string(), v.array(v.string())]);

export type LessonRequest = v.InferOutput<typeof requestFormat>;
export type WireChange = v.InferOutput<typeof changeFormat>;
export type Shot = v.InferOutput<typeof shotFormat>;
export type Option = v.InferOutput<typeof optionFormat>;
export type Exhibit = v.InferOutput<typeof exhibitFormat>;
export type Expected = v.InferOutput<typeof expectedFormat>;
export type Solution = v.InferOutput<typeof solutionFormat>;
