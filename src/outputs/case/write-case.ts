/** Writes a case as JSON. */
import { base64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { jsonText, oneLine } from '../json/json-text.ts';
import { readable, textOrHex } from '../json/walk-json.ts';
import { CASE_VERSION, type CaseRequest, type SignatureCase } from './case.ts';

export function caseText({
  kind,
  madeBy,
  at,
  request,
  pieces,
  isMasked,
  scope,
  expected,
  verdict,
  notes,
}: SignatureCase): string {
  return jsonText({
    sigcase: CASE_VERSION,
    kind,
    madeBy,
    at,
    request: request && requestJson(request),
    pieces: pieces.map(textOrHex),
    masked: isMasked,
    scope: scope && { accessKeyId: readable(scope.accessKeyId), credentialScope: readable(scope.credentialScope) },
    expected: Object.fromEntries(
      Object.entries(expected).flatMap(([id, octets]) => (octets === undefined ? [] : [[id, textOrHex(octets)]])),
    ),
    verdict,
    notes,
  });
}

/** Writes a request as `verify --jsonl` reads it. */
function requestJson({ head, body }: CaseRequest) {
  const text = (octets: Octets) => readable(octets);
  return {
    method: text(head.method.octets),
    target: text(head.target.octets),
    headers: head.headers.map(({ name, value }) => oneLine([text(name.octets), text(value.octets)])),
    ...(body === null ? {} : { bodyBase64: base64(plain(body)).octets }),
  };
}
