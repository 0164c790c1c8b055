/**
 * Creates the view of a whole signature: what is asked, who asks, and how the two meet in one signature. Its parts are
 * in the order in which they are read.
 */

import type { ArrivedLine } from '../../breaks/arrived-lines.ts';
import { counted } from '../../bytes/joined.ts';
import { EMPTY, sliceOctets } from '../../bytes/octets.ts';
import { algorithmNamed } from '../../sigv4/algorithms/table.ts';
import { PRIVATE_KEY, SIGV4A_PREFIXED_SECRET } from '../../sigv4/stages/asymmetric-key.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import {
  CHUNK_SIGNATURES_STAGE,
  chunkNumbers,
  chunkSignature,
  TRAILER_SIGNATURE,
} from '../../sigv4/stages/chunk-signatures.ts';
import { PROVIDED_SIGNATURE } from '../../sigv4/stages/comparison.ts';
import { CREDENTIAL_SCOPE, CREDENTIAL_SCOPE_STAGE } from '../../sigv4/stages/credential-scope.ts';
import { POLICY } from '../../sigv4/stages/form-fields.ts';
import { PRESIGNED_URL } from '../../sigv4/stages/presigned-url.ts';
import { ACCESS_KEY_ID, REQUEST, SECRET_ACCESS_KEY } from '../../sigv4/stages/request.ts';
import { REQUEST_BYTES_STAGE, RESPONSE_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import { KEY_PREFIX, PREFIXED_SECRET, SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { PAYLOAD } from '../../trace/payload.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import { lineRanges, rangesAfter } from '../../trace/ranges.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import { runsOf, visible } from '../characters/visible.ts';
import type { WalkFacts } from '../facts.ts';
import { lineOctets } from '../map/lettered-text.ts';
import { SHORT_TERMS, TERMS } from '../map/terms.ts';
import { aside, type Run, textOf, words } from '../page.ts';
import { isFromOutside, partsOfRequest } from '../request-parts.ts';
import { checkRuns } from '../value-blocks.ts';
import { keyChain } from '../walk/key-chain.ts';

export type PartName = 'asked' | 'asking' | 'message' | 'to-sign' | 'key' | 'signature' | 'chunks';

/** A line of the picture. */
export interface WholeLine {
  /** The bytes that the line is about. It shows all of them, but for a body. */
  readonly range: ByteRange;
  readonly runs: readonly Run[];
  /** The number of the line in its text, from 1; `null` for a part of a line, and for what is no text. */
  readonly number: number | null;
  /** The name of an input, where there is no room for its text; empty for a line that is no input. */
  readonly name: string;
  /** What arrives in place of the line, in which it is changed in transit; `null` if the line arrives as it is. */
  readonly arrives: readonly Run[] | null;
  /** What an input was before a mistake changed it on purpose; `null` if it is as it was. */
  readonly was: readonly Run[] | null;
  /** A few words after the line; empty if there are none. */
  readonly note: string;
  /** What the line is in the chain of keys: the message of a link, or the key that a link makes. */
  readonly link: 'message' | 'key' | null;
  /** The ID of the stage whose result the line is, which no other part shows; `null` for any other line. */
  readonly resultOf: string | null;
}

export interface WholePart {
  readonly name: PartName;
  readonly title: string;
  /** What the part is, in a few words; empty if its title says all. */
  readonly says: string;
  /** The ID of the stage that shows the part in full. */
  readonly stage: string;
  readonly lines: readonly WholeLine[];
}

export interface Whole {
  readonly parts: readonly WholePart[];
  readonly joins: Joins;
  /** The steps after the signature is made, in order; empty if the request is verified. */
  readonly next: readonly NextStep[];
}

/** A step that the picture only names. */
interface NextStep {
  /** The ID of its stage. */
  readonly stage: string;
  readonly title: string;
  readonly says: string;
}

/** What joins the message to the string to sign, and that with the key. */
interface Joins {
  readonly message: string;
  readonly signature: string;
  /** The name of `signature` where there is little room. */
  readonly shortSignature: string;
}

type WholeFacts = Pick<WalkFacts, 'trace' | 'checks' | 'publisher' | 'breaks' | 'arrives'>;

/** Returns the view of a trace; `null` if it has no signature, as for a diagnosis. */
export function wholeOf(facts: WholeFacts): Whole | null {
  const { trace } = facts;
  const toSign = findValue(trace, STRING_TO_SIGN.id);
  const message = findValue(trace, CANONICAL_REQUEST.id) ?? findValue(trace, POLICY.id);
  if (!toSign || !message || (trace.purpose !== 'sign' && trace.purpose !== 'verify')) return null;
  const isPolicy = message.id === POLICY.id;
  const isAsymmetric = algorithmNamed(trace.algorithm)?.isAsymmetric ?? false;
  const { key, ...bySignature } = isAsymmetric ? BY_ECDSA : BY_HMAC;
  const isCarried = facts.breaks.some(({ side }) => side === 'way');
  const ofMessage = isPolicy ? POLICY_WORDS : isCarried ? { says: AS_SIGNED } : {};
  return {
    parts: [
      part(trace, 'asked', REQUEST.id, isPolicy ? [] : askedLines(trace)),
      part(trace, 'asking', ACCESS_KEY_ID.id, askingLines(trace)),
      part(trace, 'message', message.id, textLines(message, facts.arrives), ofMessage),
      part(trace, 'to-sign', toSign.id, signedLines(trace, toSign)),
      part(trace, 'key', SIGNING_KEY.id, isAsymmetric ? pairLines(trace) : chainLines(trace), key),
      part(trace, 'signature', SIGNATURE.id, signatureLines(facts), isCarried ? { says: OF_SIGNED } : {}),
      part(trace, 'chunks', CHUNK_SIGNATURES_STAGE.id, chunkLines(trace)),
    ].filter(({ lines, name }) => lines.length > 0 || name === 'key' || name === 'signature'),
    joins: { message: isPolicy ? 'base64' : 'SHA-256', ...bySignature },
    next: trace.purpose === 'sign' ? NEXT.filter(({ stage }) => trace.stages.some(({ id }) => id === stage)) : [],
  };
}

const NEXT: readonly NextStep[] = [
  { stage: REQUEST_BYTES_STAGE.id, title: 'SEND', says: 'the request with it' },
  { stage: RESPONSE_BYTES_STAGE.id, title: 'RESPONSE', says: 'the server computes its own' },
];

type PartWords = Pick<WholePart, 'title' | 'says'>;

const WORDS: Readonly<Record<PartName, PartWords>> = {
  asked: { title: 'WHAT YOU ASK', says: '' },
  asking: { title: 'WHO YOU ARE', says: '' },
  message: { title: 'CANONICAL REQUEST', says: 'one exact form, the same bytes on both sides' },
  'to-sign': { title: 'STRING TO SIGN', says: 'all that is signed' },
  key: { title: 'SIGNING KEY', says: 'the secret, narrowed to one day, one Region, one service' },
  signature: { title: 'SIGNATURE', says: '' },
  chunks: { title: 'CHUNKS', says: 'each signature covers the one before it' },
};
const POLICY_WORDS: PartWords = { title: 'POLICY', says: 'what the form may contain' };
const AS_SIGNED = 'as it was signed; after ≠ what arrives instead';
const OF_SIGNED = 'of the text that was signed, not of what arrives';

/** How the string to sign and the key make a signature, and what the key is. */
type KeyWords = Omit<Joins, 'message'> & { readonly key: Partial<PartWords> };
const BY_HMAC: KeyWords = { signature: 'HMAC-SHA256', shortSignature: 'HMAC', key: {} };
const BY_ECDSA: KeyWords = {
  signature: 'ECDSA',
  shortSignature: 'ECDSA',
  key: { title: 'KEY', says: 'a key pair, derived from the secret' },
};

/** Creates a part. `value` is the ID of a value of the stage that shows the part, or the ID of that stage. */
function part(
  { values }: RedactedTrace,
  name: PartName,
  value: string,
  lines: readonly WholeLine[],
  own: Partial<PartWords> = {},
): WholePart {
  const stage = values.find(({ id }) => id === value)?.stage ?? value;
  return { name, stage, lines, ...WORDS[name], ...own };
}

/** Returns the lines of the request as it was given: those that have more in them than what a rule adds. */
function askedLines(trace: RedactedTrace): WholeLine[] {
  const request = findValue(trace, REQUEST.id);
  if (!request) return [];
  const { line, query, headers } = partsOfRequest(trace);
  const first = line[0]?.start ?? 0;
  const end = request.bytes.octets.indexOf('\r\n');
  const given = headers.filter(({ value }) => isFromOutside(request, value));
  return [
    ...(query
      ? [
          lineOf(request, first, query.start, { name: TERMS.path }),
          lineOf(request, query.start, end, { name: TERMS.query }),
        ]
      : [lineOf(request, first, end, { name: TERMS.path })]),
    ...given.map(({ shown, name, value }) => lineOf(request, name.start, value.end, { name: shown })),
    ...bodyLines(trace),
  ];
}

/** Describes a body, which is not part of the request's head; an empty body only if its hash is signed. */
function bodyLines({ payload: { length } }: RedactedTrace): WholeLine[] {
  if (length === 0) return [];
  const shown = [words(`the body, ${counted(length, 'byte')}`)];
  return [{ range: { value: PAYLOAD, start: 0, end: length }, runs: shown, ...NO_MORE, name: TERMS.body }];
}

function askingLines(trace: RedactedTrace): WholeLine[] {
  return [
    ...valueLines(trace, ACCESS_KEY_ID, { name: SHORT_TERMS.keyId, note: 'is sent' }),
    ...valueLines(trace, SECRET_ACCESS_KEY, { name: TERMS.secret, note: 'never sent' }),
  ];
}

const NO_MORE = { number: null, name: '', note: '', link: null, arrives: null, was: null, resultOf: null } as const;

function lineOf(value: RedactedValue, start: number, end: number, more: Partial<WholeLine> = {}): WholeLine {
  const form = value.form === 'octets' ? 'digits' : 'text';
  return {
    range: { value: value.id, start, end },
    runs: runsOf(value, start, end, form),
    ...NO_MORE,
    ...more,
  };
}

function valueLines(trace: RedactedTrace, { id }: ValueDefinition, more: Partial<WholeLine> = {}): WholeLine[] {
  const value = findValue(trace, id);
  const empty = value?.bytes.octets === EMPTY ? { runs: [aside('(empty)')] } : {};
  return value ? [lineOf(value, 0, value.bytes.octets.length, { ...empty, ...more })] : [];
}

/** A parameter of a query is a line of its own, because a query can be longer than everything else. */
function textLines(value: RedactedValue, arrives: readonly ArrivedLine[] = []): WholeLine[] {
  const { octets } = value.bytes;
  return lineRanges(octets).flatMap((range, index) => {
    const line = lineOctets(value, range);
    const changed = arrives.find(({ sent, number }) => sent === line && (line !== '' || number === index + 1));
    const isQuery = value.id === CANONICAL_REQUEST.id && index === QUERY;
    return (isQuery ? rangesAfter(octets, '&', range) : [range]).map(({ start, end }, at) =>
      lineOf(value, start, end, {
        number: at === 0 ? index + 1 : null,
        arrives: changed && at === 0 ? arrivedRuns(changed) : null,
      }),
    );
  });
}

/** Names the line of the string to sign that is the scope, which has a step of its own. */
function signedLines(trace: RedactedTrace, toSign: RedactedValue): WholeLine[] {
  const scope = findValue(trace, CREDENTIAL_SCOPE.id)?.bytes.octets;
  return textLines(toSign).map((line) =>
    lineOctets(toSign, line.range) === scope
      ? { ...line, note: TERMS.scope, resultOf: CREDENTIAL_SCOPE_STAGE.id }
      : line,
  );
}

/** Shows the line that arrives, without the name of its header, which the line that was sent has too. */
function arrivedRuns({ sent, arrived, isBody }: ArrivedLine): Run[] {
  if (arrived === null) return [words('nothing')];
  if (isBody) return [words(`a body with ${arrived}`)];
  const name = /^[^:/]+:/.exec(sent)?.[0] ?? '';
  const shown = arrived.startsWith(name) ? sliceOctets(arrived, name.length) : arrived;
  return [words(shown === EMPTY ? '(empty)' : visible(shown))];
}

/** Returns a whole whose inputs say what they were in an earlier one. Lines with the same name are matched in their order. */
export function withEarlier(whole: Whole, before: Whole | null): Whole {
  const parts = whole.parts.map((own): WholePart => {
    const earlier = before?.parts.find(({ name }) => name === own.name)?.lines ?? [];
    const lines = own.lines.map((line, at): WholeLine => {
      if (line.name === '') return line;
      const nth = own.lines.slice(0, at).filter(({ name }) => name === line.name).length;
      const was = earlier.filter(({ name }) => name === line.name)[nth]?.runs ?? null;
      return { ...line, was: was && textOf(was) !== textOf(line.runs) ? was : null };
    });
    return { ...own, lines };
  });
  return { ...whole, parts };
}

/** The index of the query among the lines of a canonical request. */
const QUERY = 2;

/** Returns the secret, and each message with the key that it makes. */
function chainLines(trace: RedactedTrace): WholeLine[] {
  return [
    ...secretLines(trace, PREFIXED_SECRET, KEY_PREFIX),
    ...keyChain(trace).flatMap(({ value, message: { of, start, end }, limit = 'version 4' }) => [
      lineOf(of, start, end, { note: limit, link: 'message' }),
      ...valueLines(trace, value, { link: 'key' }),
    ]),
  ];
}

const pairLines = (trace: RedactedTrace): WholeLine[] => [
  ...secretLines(trace, SIGV4A_PREFIXED_SECRET, 'AWS4A'),
  ...valueLines(trace, PRIVATE_KEY, { note: 'private key', link: 'key' }),
];

/** Describes the secret with its prefix, because the secret itself is a line of its own. */
const secretLines = (trace: RedactedTrace, definition: ValueDefinition, prefix: string): WholeLine[] =>
  valueLines(trace, definition).map((line) => ({ ...line, runs: [words(`"${prefix}" + secret`)] }));

function signatureLines(facts: WholeFacts): WholeLine[] {
  const { trace, breaks } = facts;
  const isVerified = findValue(trace, PROVIDED_SIGNATURE.id) !== undefined;
  const later = breaks.find(({ side }) => side === 'way');
  const own = later ? `✗ changed after signing: ${later.says}` : textOf(checkRuns(facts, SIGNATURE.id));
  return [
    ...valueLines(trace, SIGNATURE, { note: isVerified ? 'computed' : own }),
    ...valueLines(trace, PROVIDED_SIGNATURE, { note: 'came with it' }),
    ...valueLines(trace, PRESIGNED_URL, { note: 'the URL' }),
  ];
}

const chunkLines = (trace: RedactedTrace): WholeLine[] => [
  ...chunkNumbers(trace).flatMap((number) => valueLines(trace, chunkSignature(number), { note: `chunk ${number}` })),
  ...valueLines(trace, TRAILER_SIGNATURE, { note: 'trailer' }),
];

/** What a key needs to be known; the view says so where a part has no lines. */
export const UNKNOWN: Readonly<Partial<Record<PartName, readonly Run[]>>> = {
  key: [aside('not computable without the secret')],
  signature: [aside('not computable without the secret')],
};
