/** Every text that a lesson computes, in which each of its hexadecimal values has to begin. */
import { EXAMPLE_KEYS } from '../../aws/example-keys.ts';
import { EMPTY, type Octets, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { writeRequestHead } from '../../http/message.ts';
import { answersOf, shotsOf } from '../files/parts-of-lesson.ts';
import type { PreparedLesson } from '../lesson.ts';
import type { PreparedRequest } from '../prepared.ts';
import { makeShot, shoot } from '../shots/shots.ts';
import { signedTexts, textOfValue } from '../values.ts';

/** Of a body so much is looked at. */
const BEGINNING = 65_536;
const beginning = (octets: Octets): Octets => sliceOctets(octets, 0, BEGINNING);

/**
 * Values of traces, what goes over the wire, what shots sign and are answered, the example keys, and what proofs print;
 * of a body its beginning alone.
 */
export function knownTexts(lesson: PreparedLesson): readonly string[] {
  return [
    sha256Hex(EMPTY),
    ...EXAMPLE_KEYS.flatMap(({ accessKeyId, secretAccessKey }) => [accessKeyId, secretAccessKey]),
    ...lesson.prepared.flatMap(textsOfRequest),
    ...shotsOf(lesson).flatMap(({ part }) => textsOfShot(lesson, part)),
    ...answersOf(lesson).flatMap(({ part }) => part.texts ?? []),
    // What a shell prints is not computed here: whoever tests the course runs these lines.
    ...lesson.proof.map(({ prints }) => prints),
  ];
}

function textsOfRequest({ head, body, trace, asked }: PreparedRequest): string[] {
  const { octets } = writeRequestHead(head);
  const ofTrace = (trace?.values ?? []).map(textOfValue);
  return [asked.time, octets, beginning(body), sha256Hex(body), sha256Hex(octets), ...ofTrace];
}

function textsOfShot(lesson: PreparedLesson, shot: Parameters<typeof makeShot>[1]): string[] {
  const made = makeShot(lesson, shot);
  const outcome = shoot(lesson, shot);
  const ofMade = isProblem(made)
    ? []
    : [beginning(made.message), ...(made.signed ? [...signedTexts(made.signed).values()] : [])];
  const ofOutcome = isProblem(outcome)
    ? []
    : [beginning(outcome.body), sha256Hex(outcome.body), ...outcome.fields.values()];
  return [...ofMade, ...ofOutcome];
}
