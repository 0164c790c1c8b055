/** Compares the outcomes, solutions, hexadecimal texts, and table of other values in a lesson with computed values. */
import { EXAMPLE_KEYS } from '../../aws/example-keys.ts';
import { EMPTY, type Octets, sliceOctets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { sha256Hex } from '../../crypto/digests.ts';
import { writeRequestHead } from '../../http/message.ts';
import { exhibitText } from '../exhibits.ts';
import type { Remark, Reviewer } from '../files/lesson-problem.ts';
import { answersOf, checksOf, exhibitsOf, type Placed, shotsOf } from '../files/parts-of-lesson.ts';
import type { Check } from '../format.ts';
import type { Judgment } from '../judging/judge-lines.ts';
import { judge, kindOf } from '../kinds/table.ts';
import type { PreparedLesson } from '../lesson.ts';
import type { PreparedRequest } from '../prepared.ts';
import { checkOutcome, makeShot, shoot } from '../shots/shots.ts';
import { signedTexts, tableText, textOfValue } from '../values.ts';

/**
 * Matches hexadecimal digits in a computed text (`DIGITS`), and in a file, where they must be separate words (`ALONE`).
 */
const DIGITS = /[0-9a-fA-F]{8,}/g;
const ALONE = /(…|\.{3})?(?<![0-9A-Za-z])([0-9a-fA-F]{8,})(?![0-9A-Za-z])/g;

/**
 * Reports each text of at least eight hexadecimal digits that is not the beginning of a computed value, with its line.
 * A text after `…` can also be the end of a computed value.
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
      return isKnown ? [] : [{ file, field: `line ${index + 1}`, says: notComputed(written), fix: COMPUTE }];
    }),
  );
};

const notComputed = (digits: string): string =>
  `No value that this lesson computes begins with ${digits}, and neither does anything in its shots or their answers.`;
const COMPUTE = 'Write the computed value, or add the request or shot that it comes from.';

/**
 * Reports each entry of `values` that differs from the computed value, cannot be computed, or is not used in the
 * lesson.
 */
export const reviewTable: Reviewer = ({ file, lesson }) => {
  const { values, prose, notes, prepared: _prepared, ...fields } = lesson;
  const written = [...Object.values(prose), notes, ...stringsIn(fields)];
  return Object.entries(values).flatMap(([text, reference]): Remark[] => {
    const field = `values.${text}`;
    const computed = tableText(lesson, reference);
    if (isProblem(computed)) return [{ file, field, says: computed.says, fix: computed.fix }];
    const isSame = text === computed || text.startsWith(`${computed} `);
    const occurs = written.some((one) => one.includes(text));
    return [
      ...(isSame ? [] : [{ file, field, says: `${reference} is ${computed}.`, fix: 'Write the computed value.' }]),
      ...(occurs ? [] : [{ file, field, says: 'The text does not appear in the lesson.', fix: 'Remove it here.' }]),
    ];
  });
};

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

/** The maximum number of bytes that are searched in a body. */
const BEGINNING = 65_536;
const beginning = (octets: Octets): Octets => sliceOctets(octets, 0, BEGINNING);

/**
 * Lists the texts from which values can come: traces, requests, shots and their responses, example keys, and proofs.
 */
function knownTexts(lesson: PreparedLesson): readonly string[] {
  return [
    sha256Hex(EMPTY),
    ...EXAMPLE_KEYS.flatMap(({ accessKeyId, secretAccessKey }) => [accessKeyId, secretAccessKey]),
    ...lesson.prepared.flatMap(textsOfRequest),
    ...shotsOf(lesson).flatMap(({ part }) => textsOfShot(lesson, part)),
    ...answersOf(lesson).flatMap(({ part }) => part.texts ?? []),
    // The output of proofs is known to be right because the course tests run these commands.
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

/** Reports each shot that has an unexpected outcome, and each exhibit that does not exist. */
export const reviewShots: Reviewer = ({ file, lesson }) => {
  const shots = shotsOf(lesson).flatMap(({ field, part }): Remark[] => {
    const outcome = shoot(lesson, part);
    const found = isProblem(outcome) ? outcome : checkOutcome(part.expect, outcome);
    return found ? [{ file, field, says: found.says, fix: found.fix }] : [];
  });
  const exhibits = exhibitsOf(lesson).flatMap(({ field, part }): Remark[] => {
    const text = exhibitText(lesson, part);
    return isProblem(text) ? [{ file, field, says: text.says, fix: text.fix }] : [];
  });
  return [...shots, ...exhibits];
};

/** Reports each check that passes without an answer, and each solution that does not pass. Signers are not run. */
export const reviewAnswers: Reviewer = ({ file, lesson }) =>
  checksOf(lesson).flatMap(({ field, part }) => [
    ...passingStart(lesson, part).map((remark) => ({ file, field, ...remark })),
    ...failingSolution(lesson, { field, part }).map((remark) => ({ file, ...remark })),
  ]);

function passingStart(lesson: PreparedLesson, check: Check): Pick<Remark, 'says' | 'fix'>[] {
  const start = kindOf(check).start(check.answer);
  if (!start || judge(lesson, check, start).verdict !== 'right') return [];
  return [{ says: 'The check passes without an answer.', fix: 'Ask for something that is not true at the start.' }];
}

function failingSolution(lesson: PreparedLesson, { field, part }: Placed<Check>): Omit<Remark, 'file'>[] {
  const at = `${field}.solution`;
  const kind = kindOf(part);
  const solution = kind.solve(lesson, part.answer, part.solution);
  if (isProblem(solution)) return [{ field: at, says: solution.says, fix: solution.fix }];
  if (kind.solutionForm === 'command-line') return isBlank(part.solution) ? [{ field: at, ...NO_COMMAND }] : [];
  const judgment = judge(lesson, part, solution);
  return judgment.verdict === 'right' ? [] : [{ field: at, ...failed(judgment) }];
}

const isBlank = (solution: Check['solution']): boolean => String(solution).trim() === '';

const NO_COMMAND = { says: 'The solution is empty.', fix: 'Give the command line of a signer that passes.' };

const failed = ({ verdict, says }: Judgment): Pick<Remark, 'says' | 'fix'> => ({
  says: `The solution is ${verdict}. ${says.join(' ')}`.trim(),
  fix: 'Write the computed answer, or ask for something else.',
});
