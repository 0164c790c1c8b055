/** Finds the lesson about a value on which two signers disagree. */
import { STAGES } from '../sigv4/line-of-stages.ts';
import type { LessonName } from '../trace/lesson-names.ts';

/** The lessons of values, by their IDs, that are not those of their stages. */
const BY_VALUE: Readonly<Record<string, LessonName>> = {
  'access-key-id': 'knock',
  'secret-access-key': 'knock',
  'session-token': 'temporary-credentials',
  timestamp: 'replay',
  expires: 'in-the-url',
  region: 'derive-the-key',
  service: 'derive-the-key',
  'canonical-uri': 'encode-once',
  'canonical-query-string': 'encode-once',
  'signed-headers': 'forge-a-range',
  'hashed-payload': 'body',
  'decoded-length': 'chunk-by-chunk',
  'hashed-canonical-request': 'four-lines',
  signature: 'derive-the-key',
};

/**
 * Returns the lesson about a value of a trace or a comparison of a verification. `stage` is the ID of its stage. Returns
 * `null` if there is no such lesson.
 */
export const lessonOfValue = ({ id, stage }: { readonly id: string; readonly stage: string }): LessonName | null =>
  BY_VALUE[id] ?? STAGES.find((one) => one.id === stage)?.lesson ?? null;
