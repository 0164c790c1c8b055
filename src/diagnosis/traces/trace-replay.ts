/**
 * Turns a reproduced mistake into a trace: the original values, the changes, the results, and the other side's values.
 */

import { given } from '../../bytes/bytes.ts';
import type { Input, InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { type Draft, secretBytes } from '../../drafts/draft.ts';
import type { Replayed } from '../../drafts/mutation.ts';
import { replay } from '../../drafts/replay.ts';
import type { Finding } from '../../search/finding.ts';
import { differenceBetween } from '../../sides/difference/difference.ts';
import { maskOfSides } from '../../sides/mask-sides.ts';
import type { Sides } from '../../sides/sides.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import {
  CANONICAL_REQUEST,
  CANONICAL_REQUEST_STAGE,
  HASHED_CANONICAL_REQUEST,
} from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { SECRET_ACCESS_KEY } from '../../sigv4/stages/request.ts';
import { SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN, STRING_TO_SIGN_STAGE } from '../../sigv4/stages/string-to-sign.ts';
import type { Position } from '../../trace/provenance.ts';
import {
  type Recorder,
  recording,
  type StageDescription,
  type Trace,
  type ValueDefinition,
} from '../../trace/trace.ts';
import { givenDraft, inputOf, madeAgain, type Recorders, recordTexts, textRecorder } from './recorded-draft.ts';
import { MISTAKE_STAGE, REPLAY_COMPARISON_STAGE, REPLAYED_SIGNATURE_STAGE } from './stages.ts';

export type ReplayedFinding = Finding & { readonly replayed: Replayed };

export function traceReplay(finding: ReplayedFinding, sides: Sides): Trace {
  const { record, values } = recording();
  const by = sourceOfReplay(finding, sides);
  const { cause, says, replayed } = finding;
  const { base, mutation, around, way } = replayed;
  const mistake = { id: cause.id, says: maskOfSides(sides).words(says), see: cause.see };
  const made = madeAgain(mutation, givenDraft(base, by, mistake), around, way);
  const recordText = textRecorder(maskOfSides(sides), record);
  recordSigning(made, { record, recordText }, by);
  recordOthers(finding, sides, recordText);
  return {
    purpose: 'replay',
    scheme: sides.scheme,
    algorithm: base.algorithm,
    rules: {},
    stages: stagesOf(made.secretAccessKey === null ? 'unsigned' : 'signed'),
    values,
    payload: { length: sides.request?.body?.length ?? 0, sha256: null },
    outcome: { kind: 'signed' },
  };
}

/** Returns the first byte that the mistake changes; `null` if it changes neither text, as one of the key does. */
export function firstChanged({ replayed: { base } }: ReplayedFinding, { values }: Trace): Position | null {
  const octetsOf = ({ id }: ValueDefinition) => values.find((value) => value.id === id)?.bytes.octets ?? null;
  const { canonicalRequest, stringToSign } = replay(base);
  const made = { canonicalRequest: octetsOf(CANONICAL_REQUEST), stringToSign: octetsOf(STRING_TO_SIGN) };
  const inBody = { stringInBody: null };
  const difference = differenceBetween({ ...made, ...inBody }, { canonicalRequest, stringToSign, ...inBody });
  if (!difference) return null;
  const { text, first, pairs } = difference;
  // Where a line is missing, what is there is the end of the line before it.
  const before = pairs.slice(0, first.pair).findLast(({ server }) => server !== null)?.server;
  return { value: text.id, byte: first.server ?? (before ? before.offset + before.octets.length : 0) };
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

/** Returns the source of the draft to which the mistake was applied. */
export function sourceOfReplay({ replayed }: ReplayedFinding, sides: Sides): InputSource {
  const side = replayed.mutation.side === 'client' ? 'server' : 'client';
  return sides[side].known === 'quoted' ? QUOTED_IN[side] : { kind: 'request', read: 'as-computed' };
}

const QUOTED_IN = { server: { kind: 'server-answer' }, client: { kind: 'client-log' } } as const;

/** Records the draft's steps, including wrong steps. Stops after the string to sign if the secret is unknown. */
function recordSigning(made: Draft, recorders: Recorders, by: InputSource): void {
  // The hash may come from a side that did not report its canonical request.
  const { quoting, stringToSign } = recordTexts(made, recorders, (hash) =>
    hash.spans === null ? given(hash.octets, inputOf(HASHED_CANONICAL_REQUEST, by)) : hash,
  );
  const secretAccessKey = secretBytes(made);
  if (secretAccessKey === null) return;
  const { record } = recorders;
  const ofKey = { stage: REPLAYED_SIGNATURE_STAGE.id };
  const secret = record({ ...SECRET_ACCESS_KEY, ...ofKey }, secretAccessKey);
  const key = record({ ...SIGNING_KEY, ...ofKey }, made.steps.signingKey(quoting, secret));
  record({ ...SIGNATURE, ...ofKey }, made.steps.signature(key, stringToSign));
}

/** Records the other side's values. Their IDs start with `other/`. */
function recordOthers({ replayed }: ReplayedFinding, sides: Sides, recordText: Recorder): void {
  const isClients = replayed.mutation.side === 'client';
  const { known, canonicalRequest, stringToSign: toSign, hash, hashFrom } = isClients ? sides.client : sides.server;
  const by = QUOTED_IN[isClients ? 'client' : 'server'];
  const other = (definition: ValueDefinition, octets: Octets | null, source: Input, at = 0) => {
    const { id, name } = definition;
    const value = { ...definition, id: `other/${id}`, name: `${name}, as it was`, stage: REPLAY_COMPARISON_STAGE.id };
    if (octets !== null) recordText(value, given(octets, source, at));
  };
  if (known === 'quoted') {
    other(CANONICAL_REQUEST, canonicalRequest, inputOf(CANONICAL_REQUEST, by));
    // The hash is at the end of the string to sign.
    const at = toSign !== null && hash !== null ? Math.max(0, toSign.lastIndexOf(hash)) : 0;
    other(HASHED_CANONICAL_REQUEST, hashFrom === 'stated' ? hash : null, inputOf(STRING_TO_SIGN, by), at);
    other(STRING_TO_SIGN, toSign, inputOf(STRING_TO_SIGN, by));
  }
  if (isClients) other(SIGNATURE, sides.signature, inputOf(SIGNATURE, { kind: 'request', read: 'as-sent' }));
}
