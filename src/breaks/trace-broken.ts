/**
 * Turns a broken request into the trace of its walk: the steps of the correct request, with the bytes that the mistakes
 * change. The origin of bytes that a mistake inserts is the mistake. The trace contains secrets.
 */
import { type Bytes, copyOf, fixed, slice } from '../bytes/bytes.ts';
import { EMPTY, type Octets } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import {
  headerSlices,
  madeAgain,
  type Recorders,
  recordTexts,
  scopeSlices,
  textRecorder,
} from '../diagnosis/traces/recorded-draft.ts';
import { type Draft, partBytes, type Recorded, scopeOf, secretBytes } from '../drafts/draft.ts';
import { signingKeyInput } from '../drafts/steps.ts';
import { headerValue } from '../http/message.ts';
import { maskOfSecrets } from '../sides/mask-sides.ts';
import { AUTHORIZATION, authorization, SIGNATURE } from '../sigv4/stages/authorization.ts';
import {
  CANONICAL_HEADERS,
  CANONICAL_QUERY_STRING,
  CANONICAL_URI,
  HASHED_PAYLOAD,
  HTTP_METHOD,
  SIGNED_HEADERS,
} from '../sigv4/stages/canonical-request/canonical-request.ts';
import { CREDENTIAL_SCOPE } from '../sigv4/stages/credential-scope.ts';
import { ACCESS_KEY_ID, SECRET_ACCESS_KEY, TIMESTAMP } from '../sigv4/stages/request.ts';
import { deriveSigningKey, KEY_LINKS, PREFIXED_SECRET, SIGNING_KEY } from '../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN } from '../sigv4/stages/string-to-sign.ts';
import { secretsOf } from '../trace/redact.ts';
import { findValue, type Recorder, type Trace, unrecorded, type Value, type ValueDefinition } from '../trace/trace.ts';
import type { Break } from './break.ts';
import type { RightRequest } from './break-request.ts';
import { type BrokenTogether, type MadeBreak, mutationContextOf } from './break-together.ts';
import { recordMessages } from './broken-messages.ts';
import { withTrueCopies } from './true-copies.ts';

/** Returns the trace of the broken request. `trace` is the trace of the correct request. */
export function traceBroken(trace: Trace, right: RightRequest, broken: BrokenTogether): Trace {
  const values = new Map<string, Bytes>();
  const others: Value[] = [];
  const record: Recorder = (definition, bytes) => {
    const { id } = definition;
    // The timestamp is an input, which stays the same even if another one is signed.
    if (id === TIMESTAMP.id) return bytes;
    if (findValue(trace, id)) values.set(id, bytes);
    else others.push({ ...definition, bytes });
    return copyOf(id, bytes.octets);
  };
  const recordText = textRecorder(maskOfSecrets(secretsOf(trace)), record);
  const header = recordSigning(allMadeAgain(trace, right, broken.made), { record, recordText });
  const mistake = ruleOf(broken.made.at(-1)?.of ?? null);
  const sent = headerValue(broken.sent.headers, AUTHORIZATION.id)?.octets;
  if (sent !== undefined) record(AUTHORIZATION, header.octets === sent ? header : fixed(sent, mistake));
  const changed = (id: string) => values.get(id)?.octets;
  recordMessages(trace, broken, { recordText, mistake, changed });
  const kept = trace.values.flatMap((value) => {
    const bytes = values.get(value.id);
    if (bytes === undefined) return OF_CHAIN.has(value.id) ? [] : [value];
    return [bytes.octets === value.bytes.octets ? value : { ...value, bytes }];
  });
  return { ...trace, values: withTrueCopies([...kept, ...others], trace) };
}

/** The keys between the secret and the signing key, which are unknown if the chain itself is wrong. */
const OF_CHAIN: ReadonlySet<string> = new Set(KEY_LINKS.flatMap(([, { id }]) => (id === SIGNING_KEY.id ? [] : [id])));

const ruleOf = (one: Break | null): Rule =>
  one === null ? NOTHING_BROKEN : { id: one.cause.id, says: one.says, see: one.cause.see };

const NOTHING_BROKEN: Rule = { id: 'nothing-broken', says: 'nothing is broken', see: '' };

/** Makes the signer's mistakes again, in a draft that quotes the values of the trace. */
function allMadeAgain(trace: Trace, right: RightRequest, made: readonly MadeBreak[]): Draft {
  const base: Draft = { ...right.draft, recorded: recordedParts(trace, right.draft) };
  let draft = base;
  for (const { of, way } of made) {
    if (of.side === 'way' || of.change.kind === 'body') continue;
    const quoting = draft.recorded ? { ...draft, recorded: { ...draft.recorded, mistake: ruleOf(of) } } : draft;
    draft = madeAgain(of.change.mutation, quoting, mutationContextOf(right), way);
  }
  return draft;
}

function recordedParts(trace: Trace, draft: Draft): Recorded {
  const bytesOf = ({ id }: ValueDefinition, octets: Octets) => findValue(trace, id)?.bytes ?? copyOf(id, octets);
  const quoted = ({ id }: ValueDefinition, octets: Octets) => copyOf(id, octets);
  const toSign = findValue(trace, STRING_TO_SIGN.id)?.bytes;
  return {
    parts: {
      method: bytesOf(HTTP_METHOD, draft.method),
      canonicalUri: bytesOf(CANONICAL_URI, draft.canonicalUri),
      canonicalQueryString: bytesOf(CANONICAL_QUERY_STRING, draft.canonicalQueryString),
      signedHeaders: bytesOf(SIGNED_HEADERS, draft.signedHeaders),
      hashedPayload: bytesOf(HASHED_PAYLOAD, draft.hashedPayload),
      algorithm: toSign ? slice(toSign, 0, draft.algorithm.length) : copyOf(STRING_TO_SIGN.id, draft.algorithm),
      timestamp: quoted(TIMESTAMP, draft.timestamp),
      // These are recorded under the same name, and no value is a copy of itself.
      accessKeyId: bytesOf(ACCESS_KEY_ID, draft.accessKeyId),
      secretAccessKey: bytesOf(SECRET_ACCESS_KEY, draft.secretAccessKey ?? EMPTY),
      ...scopeSlices(bytesOf(CREDENTIAL_SCOPE, EMPTY), draft.scope),
    },
    headers: headerSlices(bytesOf(CANONICAL_HEADERS, EMPTY), draft.headers),
    mistake: NOTHING_BROKEN,
  };
}

/** Records the steps of the draft. Returns the value of an Authorization header with its results. */
function recordSigning(made: Draft, recorders: Recorders): Bytes {
  const { steps } = made;
  const { record } = recorders;
  const { quoting, stringToSign } = recordTexts(made, recorders);
  const accessKeyId = record(ACCESS_KEY_ID, partBytes(made, 'accessKeyId'));
  const secretAccessKey = record(SECRET_ACCESS_KEY, secretBytes(made) ?? copyOf(SECRET_ACCESS_KEY.id, EMPTY));
  const key = steps.signingKey(quoting, secretAccessKey);
  recordChain(quoting, secretAccessKey, key, record);
  const signature = record(SIGNATURE, steps.signature(record(SIGNING_KEY, key), stringToSign));
  return authorization(
    {
      algorithm: partBytes(quoting, 'algorithm'),
      accessKeyId,
      credentialScope: copyOf(CREDENTIAL_SCOPE.id, scopeOf(quoting.scope)),
      signedHeaders: partBytes(quoting, 'signedHeaders'),
      signature,
    },
    unrecorded,
  );
}

/** Records the keys of the chain, unless the mistake is in the chain itself. */
function recordChain(draft: Draft, secretAccessKey: Bytes, key: Bytes, record: Recorder): void {
  const chain: [ValueDefinition, Bytes][] = [];
  const keep: Recorder = (definition, bytes) => {
    chain.push([definition, bytes]);
    return copyOf(definition.id, bytes.octets);
  };
  const right = deriveSigningKey(signingKeyInput(draft, secretAccessKey), keep);
  for (const [definition, bytes] of chain)
    if (definition.id === PREFIXED_SECRET.id || right.octets === key.octets) record(definition, bytes);
}
