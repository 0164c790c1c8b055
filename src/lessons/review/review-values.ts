/** Whether what stands in the file of a lesson is what the lesson computes: each hexadecimal text, and the table of others. */
import { EXAMPLE_KEYS } from '../../aws/example-keys.ts';
import { EMPTY, type Octets, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { writeRequestHead } from '../../http/message.ts';
import { answersOf, shotsOf } from '../files/parts-of-lesson.ts';
import type { PreparedLesson } from '../lesson.ts';
import type { PreparedRequest } from '../prepared.ts';
import { makeShot, shoot } from '../shots/shots.ts';
import { signedTexts, tableText, textOfValue } from '../values.ts';
import type { Remark, Reviewer } from './remark.ts';

/** Where one begins that is computed; in the file, one that stands alone. */
const DIGITS = /[0-9a-fA-F]{8,}/g;
const ALONE = /(…|\.{3})?(?<![0-9A-Za-z])([0-9a-fA-F]{8,})(?![0-9A-Za-z])/g;

/**
 * A remark for each text of eight hexadecimal digits and more with which no value begins; behind `…` it may be the end
 * of one. By line of the file.
 */
export const reviewValues: Reviewer = ({ file, text, lesson }) => {
  const known = new Set(
    knownTexts(lesson).flatMap((one) => (one.match(DIGITS) ?? []).map((digits) => digits.toLowerCase())),
  );
  const values = [...known];
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(ALONE)].flatMap(([, before, written = '']): Remark[] => {
      const digits = written.toLowerCase();
      const isKnown = values.some(
        (value) => value.startsWith(digits) || (before !== undefined && value.endsWith(digits)),
      );
      return isKnown ? [] : [{ file, where: `line ${index + 1}`, says: notComputed(written), fix: MEND }];
    }),
  );
};

const notComputed = (digits: string): string =>
  `${digits} is the beginning of no value that this lesson computes, and of nothing that its shots sign or are answered.`;
const MEND = 'Write what is computed, or give the lesson the request or the shot from which it comes.';

/**
 * A remark for each entry of `values` that is computed otherwise, cannot be computed, or stands nowhere in the lesson.
 */
export const reviewTable: Reviewer = ({ file, lesson }) => {
  const { values, prose, notes, prepared: _prepared, ...fields } = lesson;
  const written = [...Object.values(prose), notes, ...stringsIn(fields)];
  return Object.entries(values).flatMap(([text, reference]): Remark[] => {
    const where = `values.${text}`;
    const computed = tableText(lesson, reference);
    if (isProblem(computed)) return [{ file, where, says: computed.says, fix: computed.fix }];
    const isSame = text === computed || text.startsWith(`${computed} `);
    const occurs = written.some((one) => one.includes(text));
    return [
      ...(isSame ? [] : [{ file, where, says: `${reference} is ${computed}.`, fix: 'Write what is computed.' }]),
      ...(occurs ? [] : [{ file, where, says: 'The text stands nowhere in the lesson.', fix: 'Leave it out here.' }]),
    ];
  });
};

/** Every string in it, however deep. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** Of a body so much is looked at. */
const BEGINNING = 65_536;
const beginning = (octets: Octets): Octets => sliceOctets(octets, 0, BEGINNING);

/**
 * Values of traces, what goes over the wire, what shots sign and are answered, the example keys, and what proofs print;
 * of a body its beginning alone.
 */
function knownTexts(lesson: PreparedLesson): readonly string[] {
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
