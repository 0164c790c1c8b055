/** Finds the lesson about a cause of refused requests, or about a value on which two signers disagree. */
import type { Cause, CauseStage } from '../causes/cause.ts';

export const LESSON_NAMES = [
  'knock',
  'authorization-header',
  'ten-lines',
  'encode-once',
  'forge-a-range',
  'body',
  'four-lines',
  'derive-the-key',
  'read-the-error',
  'replay',
  'in-the-url',
  'chunk-by-chunk',
  'in-the-middle',
  'your-own-signer',
] as const;
export type LessonName = (typeof LESSON_NAMES)[number];

const BY_STAGE: Readonly<Record<CauseStage, LessonName>> = {
  credentials: 'derive-the-key',
  'credential-scope': 'four-lines',
  'signing-key': 'derive-the-key',
  'http-method': 'ten-lines',
  'canonical-uri': 'encode-once',
  'canonical-query-string': 'encode-once',
  'canonical-headers': 'ten-lines',
  'signed-headers': 'forge-a-range',
  'hashed-payload': 'body',
  'canonical-request': 'ten-lines',
  'string-to-sign': 'four-lines',
  authorization: 'authorization-header',
  transport: 'in-the-middle',
};

/** Causes whose lesson differs from the lesson of their stage. */
const BY_CAUSE: Readonly<Record<string, LessonName>> = {
  // These causes are about who sends the request, which is checked before anything is computed.
  'unknown-access-key': 'knock',
  'wrong-kind-of-credential': 'knock',
  'session-token-missing': 'knock',
  'session-token-invalid': 'knock',
  // Header names are part of the canonical request.
  'header-name-not-lowercased': 'ten-lines',
  'turkish-locale-lowercase': 'ten-lines',
  'session-token-not-signed': 'forge-a-range',
  // If the path contains the query, line 3 is empty.
  'query-inside-path': 'ten-lines',
  // The signing key is bound to the Region and the service.
  'wrong-region': 'derive-the-key',
  'wrong-service': 'derive-the-key',
  'global-endpoint-region': 'derive-the-key',
  // These causes are about clocks.
  'clock-skew': 'replay',
  'stale-date-reused': 'replay',
  'x-amz-date-missing': 'replay',
  // These causes are about presigned URLs and forms.
  'presign-expired-or-too-long': 'in-the-url',
  'presign-needs-unsigned-payload': 'in-the-url',
  'presigned-extra-parameter': 'in-the-url',
  'presigned-internal-host': 'in-the-url',
  'presigned-signed-header-not-sent': 'in-the-url',
  'presigned-url-mangled': 'in-the-url',
  'token-expires-before-url': 'in-the-url',
  'session-token-signed-but-must-be-appended': 'in-the-url',
  'post-policy-encoding': 'in-the-url',
  // These causes are about chunks.
  'aws-chunked-framing': 'chunk-by-chunk',
  'chunk-data-changed': 'chunk-by-chunk',
  'unsigned-trailer-unsupported': 'chunk-by-chunk',
  // These causes are about programs between the client and the server.
  'accept-encoding-rewritten': 'in-the-middle',
  'content-length-signed': 'in-the-middle',
  'content-type-added-or-changed': 'in-the-middle',
  'expect-signed': 'in-the-middle',
  'forwarding-headers-signed': 'in-the-middle',
  'hop-by-hop-or-trace-header-signed': 'in-the-middle',
  'host-default-port-signed': 'in-the-middle',
  'host-nondefault-port-not-signed': 'in-the-middle',
  'host-rewritten-by-proxy': 'in-the-middle',
  'path-prefix-stripped-by-proxy': 'in-the-middle',
  'signed-header-dropped-in-transit': 'in-the-middle',
};

/** Returns the lesson about a cause, as the name of its file without the number. */
export function lessonOf({ id, stage }: Pick<Cause, 'id' | 'stage'>): LessonName {
  return BY_CAUSE[id] ?? BY_STAGE[stage];
}

/** Lessons by the ID of a value in a trace or of a comparison in a verification. */
const BY_VALUE: Readonly<Record<string, LessonName>> = {
  'access-key-id': 'knock',
  'secret-access-key': 'knock',
  'session-token': 'knock',
  timestamp: 'replay',
  expires: 'in-the-url',
  'presigned-url': 'in-the-url',
  region: 'derive-the-key',
  service: 'derive-the-key',
  'credential-scope': 'four-lines',
  'scope-date': 'four-lines',
  terminator: 'four-lines',
  'prefixed-secret': 'derive-the-key',
  'date-key': 'derive-the-key',
  'date-region-key': 'derive-the-key',
  'date-region-service-key': 'derive-the-key',
  'signing-key': 'derive-the-key',
  'http-method': 'ten-lines',
  'canonical-uri': 'encode-once',
  'normalised-path': 'encode-once',
  'canonical-query-string': 'encode-once',
  'canonical-headers': 'ten-lines',
  'signed-headers': 'forge-a-range',
  'hashed-payload': 'body',
  'canonical-request': 'ten-lines',
  'hashed-canonical-request': 'four-lines',
  'string-to-sign': 'four-lines',
  signature: 'derive-the-key',
  'provided-signature': 'derive-the-key',
  'computed-signature': 'derive-the-key',
  authorization: 'authorization-header',
  'encoded-length': 'chunk-by-chunk',
  'decoded-length': 'chunk-by-chunk',
  chunks: 'chunk-by-chunk',
  'chunk-signatures': 'chunk-by-chunk',
  'trailer-signature': 'chunk-by-chunk',
  'trailer-names': 'chunk-by-chunk',
};

/** Returns the lesson about a value. Returns `null` if there is no such lesson. */
export function lessonOfValue(valueId: string): LessonName | null {
  if (/^(?:chunk-\d+|trailer)(?:\/|$)/.test(valueId)) return 'chunk-by-chunk';
  return BY_VALUE[valueId] ?? null;
}
