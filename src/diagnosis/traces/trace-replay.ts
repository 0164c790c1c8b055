/** A mistake made again as a trace: what it was made of, what it changed, what comes out, and what the other side has. */

import { type Bytes, derive, fixed, given, join, slice } from '../../bytes/bytes.ts';
import type { Input, InputId, InputSource } from '../../bytes/input.ts';
import { EMPTY, type Octets, sliceOctets } from '../../bytes/octets.ts';
import type { Rule, Transform } from '../../bytes/origin.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { hmacSha256, sha256 } from '../../crypto/digests.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import {
  CANONICAL_HEADERS,
  CANONICAL_QUERY_STRING,
  CANONICAL_REQUEST,
  CANONICAL_REQUEST_STAGE,
  CANONICAL_URI,
  HASHED_CANONICAL_REQUEST,
  HASHED_PAYLOAD,
  HTTP_METHOD,
  joinCanonicalParts,
  SIGNED_HEADERS,
} from '../../sigv4/stages/canonical-request.ts';
import { CREDENTIAL_SCOPE } from '../../sigv4/stages/credential-scope.ts';
import { SECRET_ACCESS_KEY, TIMESTAMP } from '../../sigv4/stages/request.ts';
import { deriveSigningKey, SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN, STRING_TO_SIGN_STAGE, stringToSign } from '../../sigv4/stages/string-to-sign.ts';
import {
  type Recorder,
  recording,
  type StageDescription,
  type Trace,
  unrecorded,
  type ValueDefinition,
} from '../../trace/trace.ts';
import type { Finding } from '../diagnose.ts';
import { alignTexts } from '../difference/text-alignment.ts';
import { type Draft, headerLines, type Replay, RIGHT_STEPS, replay, scopeOf } from '../draft/draft.ts';
import { maskOfSides } from '../mask-sides.ts';
import type { Replayed } from '../mutation.ts';
import type { Sides } from '../sides.ts';
import { textRecorder } from './record-text.ts';
import { MISTAKE_STAGE, REPLAY_COMPARISON_STAGE, REPLAYED_SIGNATURE_STAGE } from './replay-stages.ts';

/** A finding of a mistake that was made again. */
export type ReplayedFinding = Finding & { readonly replayed: Replayed };

export function traceReplay(finding: ReplayedFinding, sides: Sides): Trace {
  const { base, made } = finding.replayed;
  const { record, values } = recording();
  const recordText = textRecorder(maskOfSides(sides), record);
  const making: Making = { ...makingOf(finding, sides), record, recordText };
  const after = replay(made);
  const canonical = recordCanonicalRequest(making, after);
  const toSign = recordStringToSign(making, canonical, after);
  const signature = recordSignature(making, toSign, after);
  recordOthers(finding, sides, recordText);
  return {
    purpose: 'replay',
    scheme: sides.scheme,
    algorithm: base.algorithm,
    rules: {},
    stages: stagesOf(signature === null ? 'unsigned' : 'signed'),
    values,
    payload: { length: sides.request?.body?.length ?? 0, sha256: null },
    outcome: { kind: 'signed' },
  };
}

function stagesOf(kind: 'signed' | 'unsigned'): readonly StageDescription[] {
  return [
    MISTAKE_STAGE,
    CANONICAL_REQUEST_STAGE,
    STRING_TO_SIGN_STAGE,
    ...(kind === 'signed' ? [REPLAYED_SIGNATURE_STAGE] : []),
    REPLAY_COMPARISON_STAGE,
  ];
}

/** What every value of a replay is made with. */
interface Making {
  readonly base: Draft;
  readonly made: Draft;
  /** Where the base comes from. */
  readonly by: InputSource;
  /** What the mistake puts there. */
  readonly mistake: Rule;
  readonly record: Recorder;
  /** With the secrets in it. */
  readonly recordText: Recorder;
}

function makingOf(finding: ReplayedFinding, sides: Sides): Pick<Making, 'base' | 'made' | 'by' | 'mistake'> {
  const { cause, says, replayed } = finding;
  const { base, made } = replayed;
  const by = sourceOfReplay(finding, sides);
  return { base, made, by, mistake: { id: cause.id, says: maskOfSides(sides).words(says), see: cause.see } };
}

/** Returns what the mistake is made in. */
export function sourceOfReplay({ replayed }: ReplayedFinding, sides: Sides): InputSource {
  const side = replayed.mutation.side === 'client' ? 'server' : 'client';
  return sides[side].known === 'quoted' ? QUOTED_IN[side] : { kind: 'request', read: 'as-computed' };
}

const QUOTED_IN = { server: { kind: 'server-answer' }, client: { kind: 'client-log' } } as const;

/** The input that is such a value. */
const inputOf = ({ id }: Pick<ValueDefinition, 'id'>, source: InputSource): Input => ({ id: `value/${id}`, source });

/** What the mistake leaves as it is, is as it was given; what is not is the mistake's. */
function changedFrom(from: Bytes, to: Octets, mistake: Rule): Bytes {
  if (from.octets === to) return from;
  const runs = alignTexts({ server: from.octets, client: to }).filter(({ client }) => client.start < client.end);
  const pieces = [...runs]
    .sort((one, other) => one.client.start - other.client.start)
    .map(({ standing, server, client }) =>
      standing === 'same'
        ? slice(from, server.start, server.end)
        : fixed(sliceOctets(to, client.start, client.end), mistake),
    );
  return join(pieces);
}

type PartOf = (draft: Draft) => Octets;

function recordPart({ base, made, by, mistake, recordText }: Making, definition: ValueDefinition, part: PartOf): Bytes {
  return recordText(definition, changedFrom(given(part(base), inputOf(definition, by)), part(made), mistake));
}

function recordCanonicalRequest(making: Making, after: Replay): Bytes {
  const part = (definition: ValueDefinition, of: PartOf) => recordPart(making, definition, of);
  const whole = joinCanonicalParts({
    method: part(HTTP_METHOD, ({ method }) => method),
    canonicalUri: part(CANONICAL_URI, ({ canonicalUri }) => canonicalUri),
    canonicalQueryString: part(CANONICAL_QUERY_STRING, ({ canonicalQueryString }) => canonicalQueryString),
    canonicalHeaders: part(CANONICAL_HEADERS, ({ headers }) => headerLines(headers)),
    signedHeaders: part(SIGNED_HEADERS, ({ signedHeaders }) => signedHeaders),
    hashedPayload: part(HASHED_PAYLOAD, ({ hashedPayload }) => hashedPayload),
  });
  const { mistake, recordText } = making;
  return recordText(CANONICAL_REQUEST, changedFrom(whole, after.canonicalRequest, mistake));
}

function recordStringToSign(making: Making, canonicalRequest: Bytes, after: Replay): Bytes {
  const { mistake, record, base, by } = making;
  const part = (definition: ValueDefinition, of: PartOf) =>
    recordPart(making, { ...definition, stage: STRING_TO_SIGN_STAGE.id }, of);
  const right = hexadecimal(sha256(canonicalRequest));
  const hash = record(HASHED_CANONICAL_REQUEST, changedFrom(right, after.hash, mistake));
  const whole = stringToSign({
    algorithm: changedFrom(given(base.algorithm, inputOf({ id: 'algorithm' }, by)), making.made.algorithm, mistake),
    timestamp: part(TIMESTAMP, ({ timestamp }) => timestamp),
    credentialScope: part(CREDENTIAL_SCOPE, ({ scope }) => scopeOf(scope)),
    tail: [hash],
  });
  return making.recordText(STRING_TO_SIGN, changedFrom(whole, after.stringToSign, mistake));
}

/** `null` without the secret. */
function recordSignature(making: Making, toSign: Bytes, after: Replay): Bytes | null {
  const { made, mistake, record } = making;
  const made64 = after.signature();
  if (made.secretAccessKey === null || made64 === null) return null;
  const ofKey = { stage: REPLAYED_SIGNATURE_STAGE.id };
  const secret = record({ ...SECRET_ACCESS_KEY, ...ofKey }, secretOf(making, made.secretAccessKey));
  const key = record({ ...SIGNING_KEY, ...ofKey }, keyOf(making, secret));
  const right = hexadecimal(hmacSha256(key, toSign));
  return record({ ...SIGNATURE, ...ofKey }, changedFrom(right, made64, mistake));
}

/** As it is known, but for what the mistake makes of it. */
function secretOf({ base, mistake }: Making, made: Octets): Bytes {
  return changedFrom(
    given(base.secretAccessKey ?? EMPTY, { id: 'secret-access-key', source: { kind: 'unnamed' } }),
    made,
    mistake,
  );
}

/** Derived as it should be, or by the mistake. */
function keyOf({ made, by, mistake }: Making, secretAccessKey: Bytes): Bytes {
  const octets = made.steps.signingKey(made, secretAccessKey.octets);
  const { date, region, service } = made.scope;
  const from = (id: InputId, part: Octets) => given(part, { id, source: by });
  const scope = { date: from('date', date), region: from('region', region), service: from('service', service) };
  if (made.steps.signingKey === RIGHT_STEPS.signingKey)
    return deriveSigningKey(
      { ...scope, secretAccessKey, accessKeyId: from('access-key-id', made.accessKeyId) },
      unrecorded,
    );
  const wrongly: Transform = { id: mistake.id, done: 'derived as the mistake does it', secrecy: 'keeps' };
  return derive(octets, wrongly, [secretAccessKey, scope.date, scope.region, scope.service]);
}

/** What the other side has, under the ids of what came out with `other/` in front. */
function recordOthers({ replayed }: ReplayedFinding, sides: Sides, recordText: Recorder): void {
  const isClients = replayed.mutation.side === 'client';
  const { known, canonicalRequest, stringToSign: toSign, hash, hashFrom } = isClients ? sides.client : sides.server;
  const by = QUOTED_IN[isClients ? 'client' : 'server'];
  const other = (definition: ValueDefinition, octets: Octets | null, whose: InputSource) => {
    const { id, name } = definition;
    const value = { ...definition, id: `other/${id}`, name: `${name}, as it was`, stage: REPLAY_COMPARISON_STAGE.id };
    if (octets !== null) recordText(value, given(octets, inputOf(definition, whose)));
  };
  if (known === 'quoted') {
    other(CANONICAL_REQUEST, canonicalRequest, by);
    other(HASHED_CANONICAL_REQUEST, hashFrom === 'stated' ? hash : null, by);
    other(STRING_TO_SIGN, toSign, by);
  }
  if (isClients) other(SIGNATURE, sides.signature, { kind: 'request', read: 'as-sent' });
}
