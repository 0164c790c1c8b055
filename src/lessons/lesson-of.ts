/** Finds the lesson about a value on which two signers disagree. */
import type { LessonName } from '../sigv4/lesson-names.ts';

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
