/** The cases that are wrong: the first one to the byte, the others by their names. */
import type { Octets } from '../../bytes/octets.ts';
import { VALUE_NAMES, type ValueName } from '../../grading/cases/graded-case.ts';
import type { ToldCase, ToldGrade, ToldMistake } from '../../grading/told.ts';
import { commandFor, VALUE_LABELS } from '../../grading/told.ts';
import { byteName, printable, visible } from '../characters/visible.ts';
import { aside, type Block, heading, line, type Run, words } from '../page.ts';
import { shownWord } from '../shell.ts';

/** The most of anything that a person reads of; the JSON has all. */
export const MOST_LISTED = 20;

/** The case to look at first: the first one that is wrong at the earliest stage. */
export function firstCaseBlocks(grade: ToldGrade): Block[] {
  const { cases, firstWrong, program } = grade;
  const shown = cases.find((one) => one.firstWrong !== null && one.firstWrong.name === firstWrong);
  if (!shown?.firstWrong) return [];
  const { name, place, values } = shown.firstWrong;
  const where = place === null || !isText(name) ? '' : `, line ${place.line}, byte ${place.column}`;
  return [
    heading('First wrong case', words(`${shown.id}: ${VALUE_LABELS[name]}${where}`)),
    ...(values === null ? [] : valueLines(name, values)),
    { kind: 'command', says: 'This case alone:', commands: [commandFor(shown, program).map(shownWord)] },
  ];
}

/** Where a byte stands in digits tells nobody anything. */
const isText = (name: ValueName) => name !== 'signingKeyHex' && name !== 'signature';

function valueLines(
  name: ValueName,
  { right, given, difference }: NonNullable<NonNullable<ToldCase['firstWrong']>['values']>,
): Block[] {
  if (!isText(name) || difference === null) return [valueLine('right', right, null), valueLine('yours', given, null)];
  const { rightLine, givenLine, column } = difference;
  const byte = (octet: number | null) => (octet === null ? 'the end of the line' : byteName(octet));
  const isBoth = rightLine !== null && givenLine !== null;
  return [
    valueLine('right', rightLine, column),
    valueLine('yours', givenLine, column),
    ...(isBoth
      ? [line('', [aside(`${byte(difference.right)} would be right, ${byte(difference.given)} is there.`)])]
      : []),
  ];
}

/** `at`: the byte from which it differs. */
function valueLine(label: string, octets: Octets | null, at: number | null): Block {
  if (octets === null) return line(label, [aside('(no such line)')]);
  if (octets === '') return line(label, [aside('(an empty line)')]);
  if (at === null) return line(label, [{ text: visible(octets), meaning: 'given' }]);
  const runs: Run[] = [
    { text: visible(octets.slice(0, at) as Octets), meaning: 'given' },
    { text: visible(octets.slice(at) as Octets), meaning: 'differs' },
  ];
  return line(
    label,
    runs.filter(({ text }) => text !== ''),
  );
}

/** Each wrong case with the value that is wrong first, or why there is none; no more than `MOST_LISTED` of them. */
export function wrongCaseBlocks({ cases, mistakes }: ToldGrade): Block[] {
  const wrong = cases.filter(({ isRight }) => !isRight);
  if (wrong.length === 0) return [];
  const more = wrong.length - MOST_LISTED;
  return [
    heading('Wrong cases'),
    ...wrong.slice(0, MOST_LISTED).map((one) => line('', [words(`✗ ${one.id}  `), aside(inWords(one, mistakes))])),
    ...(more > 0 ? [line('', [aside(`and ${more} more: --json has all`)])] : []),
  ];
}

function inWords({ firstWrong, says, mistake }: ToldCase, mistakes: readonly ToldMistake[]): string {
  if (firstWrong === null) return printable(says ?? '');
  const named = mistake !== null && mistakes.length > 1 ? `: ${mistake.cause.id}, ${mistake.mutation.variant}` : '';
  return `${VALUE_LABELS[firstWrong.name]}${named}`;
}

/** The stages of a case that are not right, for a line of a program's report. */
export function wrongStages({ verdicts }: ToldCase): readonly string[] {
  return VALUE_NAMES.filter((name) => verdicts[name] === 'wrong').map((name) => VALUE_LABELS[name]);
}
