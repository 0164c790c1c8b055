/**
 * Turns a diagnosis into a trace with the texts of both sides and the origin of each byte. The trace contains secrets.
 */

import { rulesOf } from '../../aws/services.ts';
import { type Bytes, fixed, given, join } from '../../bytes/bytes.ts';
import type { Input, InputSource } from '../../bytes/input.ts';
import type { Octets } from '../../bytes/octets.ts';
import { hexadecimal } from '../../bytes/text-operations.ts';
import { sha256 } from '../../crypto/digests.ts';
import { claimOf } from '../../drafts/draft-of-request.ts';
import type { QuotedText } from '../../evidence/evidence.ts';
import type { RequestHead } from '../../http/message.ts';
import type { SideName } from '../../sides/difference/byte-alignment.ts';
import { maskOfSides } from '../../sides/mask-sides.ts';
import type { Sides } from '../../sides/sides.ts';
import { AWS4_HMAC_SHA256 } from '../../sigv4/algorithms/hmac-sha256.ts';
import { SIGNATURE_ELEMENTS } from '../../sigv4/documentation.ts';
import { CANONICAL_REQUEST, canonicalRequest } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { REFUSED_STRING_TO_SIGN } from '../../sigv4/stages/chunk-signatures.ts';
import { REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import { STRING_TO_SIGN, stringToSign } from '../../sigv4/stages/string-to-sign.ts';
import { type Recorder, recording, type Trace, unrecorded, type ValueDefinition } from '../../trace/trace.ts';
import { recordHead } from '../../verification/trace-verification.ts';
import type { ComparedSides } from '../rebuilt-side.ts';
import { textRecorder } from './recorded-draft.ts';
import { SIDE_TEXTS, sideValue } from './side-values.ts';
import { CAUSES_STAGE } from './stages.ts';

/** Records the known and the rebuilt texts of both sides, and the request if one was given. */
export function traceDiagnosis({ sides, rebuilt }: ComparedSides): Trace {
  const { record, values } = recording();
  const recordText = textRecorder(maskOfSides(sides), record);
  const head = sides.request && recordHead(sides.request.head, record);
  const computed = head && computedTexts(head, sides);
  for (const side of ['server', 'client'] as const)
    recordSide(side, sides, { recordText, computed, isRebuilt: side === rebuilt?.side });
  const texts = SIDE_TEXTS.filter(({ stage }) => values.some((value) => value.stage === stage.id));
  return {
    purpose: 'diagnose',
    scheme: sides.scheme,
    algorithm: (sides.server.draft ?? sides.client.draft)?.algorithm ?? AWS4_HMAC_SHA256.names.request.octets,
    rules: {},
    stages: [CAUSES_STAGE, ...texts.map(({ stage }) => stage), ...(head ? [REQUEST_STAGE] : [])],
    values,
    payload: { length: sides.request?.body?.length ?? 0, sha256: null },
    outcome: { kind: 'mismatch', provided: sides.signature, computed: sides.answer?.signature ?? null },
  };
}

interface Recording {
  readonly recordText: Recorder;
  /** The texts computed from the given request; `null` if no request was given, or if the request is not signed. */
  readonly computed: ComputedTexts | null;
  readonly isRebuilt: boolean;
}

function recordSide(side: SideName, sides: Sides, { recordText, computed, isRebuilt }: Recording): void {
  const quoted = side === 'server' ? sides.answer : sides.evidence.client;
  const canonical = textOf(side, CANONICAL_REQUEST, {
    octets: sides[side].canonicalRequest,
    quoted: quoted?.canonicalRequest,
    computed: computed?.canonicalRequest,
    isRebuilt,
  });
  const kept = canonical && recordText(sideValue(side, CANONICAL_REQUEST), canonical);
  const made = computed && kept?.octets === computed.canonicalRequest.octets ? computed.stringToSign(kept) : null;
  const toSign = textOf(side, STRING_TO_SIGN, {
    octets: sides[side].stringToSign,
    quoted: quoted?.stringToSign,
    computed: made,
    isRebuilt,
  });
  if (toSign) recordText(sideValue(side, STRING_TO_SIGN), toSign);
  const inBody = textOf(side, REFUSED_STRING_TO_SIGN, {
    octets: sides[side].stringInBody,
    quoted: quoted?.stringToSign,
    computed: null,
    isRebuilt: false,
  });
  if (inBody) recordText(sideValue(side, REFUSED_STRING_TO_SIGN), inBody);
}

/** Returns the octets with their origin: the side's own quotation or the computed text. */
function textOf(
  side: SideName,
  { id }: ValueDefinition,
  { octets, quoted, computed, isRebuilt }: SideText,
): Bytes | null {
  if (octets === null) return null;
  const input = (source: InputSource): Input => ({ id: `value/${id}`, source });
  if (quoted?.octets === octets) return given(octets, input({ kind: 'side', side, quotedIn: quoted.by }));
  if (isRebuilt) return given(octets, input({ kind: 'rebuilt' }));
  return computed?.octets === octets ? computed : given(octets, input({ kind: 'request', read: 'as-it-says' }));
}

/** The name of one of a side's texts, the side's own quotation, and the computed text. */
interface SideText {
  readonly octets: Octets | null;
  readonly quoted: QuotedText | null | undefined;
  readonly computed: Bytes | null | undefined;
  readonly isRebuilt: boolean;
}

interface ComputedTexts {
  readonly canonicalRequest: Bytes;
  /** Computes the string to sign from the canonical request in the trace. */
  readonly stringToSign: (canonicalRequest: Bytes) => Bytes;
}

const SLASH = fixed('/', {
  id: 'scope-separator',
  says: 'a slash is between the parts of the credential scope',
  see: SIGNATURE_ELEMENTS,
});

/**
 * Computes the texts from the recorded request by the same stages as verification. Returns `null` if its head is not
 * signed.
 */
function computedTexts(head: RequestHead, { request }: Sides): ComputedTexts | null {
  const claim = claimOf({ head, body: request?.body ?? null });
  if (claim?.signed.kind !== 'request') return null;
  const { algorithm, timestamp, scope, terminator, signed } = claim;
  const rules = rulesOf(scope.service.octets);
  return {
    canonicalRequest: canonicalRequest({ ...signed, rules }, unrecorded).canonicalRequest,
    stringToSign: (canonical) =>
      stringToSign({
        algorithm: algorithm.names.request,
        timestamp,
        credentialScope: join([scope.date, scope.region, scope.service, terminator], SLASH),
        tail: [hexadecimal(sha256(canonical))],
      }),
  };
}
