/**
 * Creates drafts that record where their parts come from: first the input, and then the values in the trace of a
 * replay.
 */
import { type Bytes, given, slice } from '../../bytes/bytes.ts';
import type { Input, InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import type { Rule } from '../../bytes/origin.ts';
import {
  type CanonicalHeader,
  type Draft,
  type DraftScope,
  partBytes,
  SCOPE_PARTS,
  scopeBytes,
  scopeOf,
  withHeaderBytes,
  withPart,
} from '../../drafts/draft.ts';
import type { Mutation, MutationContext } from '../../drafts/mutation.ts';
import { headerLines } from '../../drafts/steps.ts';
import type { HeaderField } from '../../http/message.ts';
import type { SideMask } from '../../sides/mask-sides.ts';
import {
  CANONICAL_HEADERS,
  CANONICAL_QUERY_STRING,
  CANONICAL_REQUEST,
  CANONICAL_URI,
  HASHED_CANONICAL_REQUEST,
  HASHED_PAYLOAD,
  HTTP_METHOD,
  SIGNED_HEADERS,
} from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { CREDENTIAL_SCOPE } from '../../sigv4/stages/credential-scope.ts';
import { ACCESS_KEY_ID, TIMESTAMP } from '../../sigv4/stages/request.ts';
import { STRING_TO_SIGN, STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import type { Recorder } from '../../trace/trace.ts';

/** Returns an input for a value from someone else, such as "Canonical URI of the server's answer". */
export const inputOf = ({ id, name }: { readonly id: string; readonly name: string }, source: InputSource): Input => ({
  id: `value/${id}`,
  name,
  source,
});

/** Returns the draft with `by` as the origin of all parts, each under its own name. */
export function givenDraft(base: Draft, by: InputSource, mistake: Rule): Draft {
  const of = (octets: Octets, part: { readonly id: string; readonly name: string }) => given(octets, inputOf(part, by));
  return {
    ...base,
    recorded: {
      parts: {
        method: of(base.method, HTTP_METHOD),
        canonicalUri: of(base.canonicalUri, CANONICAL_URI),
        canonicalQueryString: of(base.canonicalQueryString, CANONICAL_QUERY_STRING),
        signedHeaders: of(base.signedHeaders, SIGNED_HEADERS),
        hashedPayload: of(base.hashedPayload, HASHED_PAYLOAD),
        algorithm: of(base.algorithm, { id: 'algorithm', name: 'Algorithm' }),
        timestamp: of(base.timestamp, TIMESTAMP),
        accessKeyId: of(base.accessKeyId, ACCESS_KEY_ID),
        secretAccessKey: given(base.secretAccessKey ?? EMPTY, { id: 'secret-access-key', source: { kind: 'unnamed' } }),
        ...scopeSlices(of(scopeOf(base.scope), CREDENTIAL_SCOPE), base.scope),
      },
      headers: headerSlices(of(headerLines(base).octets, CANONICAL_HEADERS), base.headers),
      mistake,
    },
  };
}

/** The parts of the canonical request that consist of a single text, and their values in a trace. */
const BEFORE_HEADERS = [
  ['method', HTTP_METHOD],
  ['canonicalUri', CANONICAL_URI],
  ['canonicalQueryString', CANONICAL_QUERY_STRING],
] as const;
const AFTER_HEADERS = [
  ['signedHeaders', SIGNED_HEADERS],
  ['hashedPayload', HASHED_PAYLOAD],
] as const;

/** Records the parts of the canonical request and returns a draft that quotes them. */
function recordRequestParts(made: Draft, record: Recorder): Draft {
  let quoting = made;
  for (const [part, definition] of BEFORE_HEADERS) {
    quoting = withPart(quoting, part, record(definition, partBytes(made, part)));
  }
  const lines = record(CANONICAL_HEADERS, headerLines(made));
  quoting = withHeaderBytes(quoting, headerSlices(lines, made.headers));
  for (const [part, definition] of AFTER_HEADERS) {
    quoting = withPart(quoting, part, record(definition, partBytes(made, part)));
  }
  return quoting;
}

/** Records the timestamp and the scope of the string to sign and returns a draft that quotes them. */
function recordScopeParts(made: Draft, record: Recorder): Draft {
  const { id: stage } = STRING_TO_SIGN_STAGE;
  const quoting = withPart(made, 'timestamp', record({ ...TIMESTAMP, stage }, partBytes(made, 'timestamp')));
  const slices = scopeSlices(record({ ...CREDENTIAL_SCOPE, stage }, scopeBytes(made)), made.scope);
  const { recorded } = quoting;
  return recorded ? { ...quoting, recorded: { ...recorded, parts: { ...recorded.parts, ...slices } } } : quoting;
}

/** Makes a mistake again, in a draft whose parts are recorded. `way` is the index of its outcome. */
export function madeAgain({ variant, change }: Mutation, draft: Draft, around: MutationContext, way: number): Draft {
  const made = change(draft, around)[way];
  if (!made) throw new Error(`The mutation ${variant} does not make the same twice.`);
  return made;
}

/** Records values, and texts together with the secrets that they contain. */
export interface Recorders {
  readonly record: Recorder;
  readonly recordText: Recorder;
}

/** A draft that quotes its recorded parts, and its string to sign. */
interface RecordedTexts {
  readonly quoting: Draft;
  readonly stringToSign: Bytes;
}

/**
 * Records the texts of a draft up to the string to sign, including wrong ones. `knownHash` gives an origin to a hash that
 * was not computed.
 */
export function recordTexts(
  made: Draft,
  { record, recordText }: Recorders,
  knownHash: (hash: Bytes) => Bytes = (hash) => hash,
): RecordedTexts {
  const { steps } = made;
  const quotingRequest = recordRequestParts(made, recordText);
  const canonicalRequest = recordText(CANONICAL_REQUEST, steps.canonicalRequest(quotingRequest));
  const hash = record(HASHED_CANONICAL_REQUEST, knownHash(steps.hash(canonicalRequest)));
  const quoting = recordScopeParts(quotingRequest, recordText);
  return { quoting, stringToSign: recordText(STRING_TO_SIGN, steps.stringToSign(quoting, hash, canonicalRequest)) };
}

/** Returns each part of the scope as a slice of its text. */
export function scopeSlices(text: Bytes, scope: DraftScope): Record<keyof DraftScope, Bytes> {
  let end = -1;
  const slices = SCOPE_PARTS.map((part) => {
    const start = end + 1;
    end = start + scope[part].length;
    return slice(text, start, end);
  });
  const [date = text, region = text, service = text, terminator = text] = slices;
  return { date, region, service, terminator };
}

/**
 * Returns names and values as slices of the canonical headers. Each line has the form NAME:VALUE and ends with a
 * newline.
 */
export function headerSlices(lines: Bytes, headers: readonly CanonicalHeader[]): HeaderField[] {
  let end = -1;
  return headers.map(({ name, value }) => {
    const start = end + 1;
    const colon = start + name.length;
    end = colon + 1 + value.length;
    return { name: slice(lines, start, colon), value: slice(lines, colon + 1, end) };
  });
}

/**
 * Creates a recorder that also records the secrets within each text, so that the redactor recognizes them. The recorder
 * returns the recorded text.
 */
export const textRecorder =
  ({ ranges }: SideMask, record: Recorder): Recorder =>
  (definition, bytes) => {
    const kept = record(definition, bytes);
    ranges(bytes.octets).forEach(({ start, end }, index) => {
      const secret = {
        id: `other-secret-in-${definition.id}-${index + 1}`,
        name: 'Secret',
        secrecy: 'secret',
      } as const;
      record({ ...definition, ...secret }, slice(kept, start, end));
    });
    return kept;
  };
