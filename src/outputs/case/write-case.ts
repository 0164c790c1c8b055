/** Writes a case as JSON. */
import { base64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { jsonText, oneLine } from '../json/json-text.ts';
import { readable, textOrHex } from '../json/walk-json.ts';
import { CASE_VERSION, type CaseRequest, type SignatureCase } from './case.ts';

export function caseText({
  kind,
  madeBy,
  at,
  request,
  isMasked,
  scope,
  verdict,
  notes,
  ...made
}: SignatureCase): string {
  const expected = Object.entries(made.expected);
  return jsonText({
    sigcase: CASE_VERSION,
    kind,
    madeBy,
    at,
    request: request && requestJson(request),
    pieces: made.pieces.map(textOrHex),
    masked: isMasked,
    scope: scope && { accessKeyId: readable(scope.accessKeyId), credentialScope: readable(scope.credentialScope) },
    expected: Object.fromEntries(
      expected.flatMap(([id, octets]) => (octets === undefined ? [] : [[id, textOrHex(octets)]])),
    ),
    verdict,
    notes,
  });
}

/** Writes a request as `verify --jsonl` reads it. */
const requestJson = ({ head: { method, target, headers }, body }: CaseRequest) => ({
  method: readable(method.octets),
  target: readable(target.octets),
  headers: headers.map(({ name, value }) => oneLine([readable(name.octets), readable(value.octets)])),
  ...(body === null ? {} : { bodyBase64: base64(plain(body)).octets }),
});
