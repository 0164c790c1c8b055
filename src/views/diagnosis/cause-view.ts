/** Makes the view of a cause that was found: what it says, how certain it is, its fix, and where to read more. */

import type { ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { Suspected } from '../../search/finding.ts';
import { printable } from '../characters/visible.ts';
import { aside, type Block, differs, heading, type Line, line, link, named, prose, type Run, words } from '../page.ts';
import { learnCommand, lessonLine } from '../value-blocks.ts';
import { linkLines } from './cause-reference.ts';
import { certaintyInWords, certaintyWord, findingFix, findingSays, reasonInWords } from './finding-words.ts';
import { likelihoodInWords, reasonsInWords, testInWords } from './suspect-words.ts';

/** A cause on the first page of a diagnosis. */
export interface CauseView {
  readonly id: string;
  readonly says: string;
  /** The certainty in one word, or the number of the mistake if several were made. */
  readonly label: string;
  /** The number of filled cells, out of `MOST_CELLS`; `null` if causes were not ranked by their likelihoods. */
  readonly cells: number | null;
  /** The reason for suspicion in one sentence; empty if causes were not ranked. */
  readonly why: string;
  /** Where to make the fix, such as `In the client`; empty if that is unknown, or if the fix itself says it. */
  readonly fixIn: string;
  readonly fix: string;
  /**
   * The lines of configuration or code that fix the cause, those for the programs that were seen first. None is within
   * the fix itself.
   */
  readonly lines: readonly LineForProgram[];
  /** Whether the fix can be tried: the request is signed with it, and is sent to the sandbox. */
  readonly canBeTried: boolean;
  /** The reason for the certainty. */
  readonly proof: string;
  /** How to recognize the cause, and where to read about it. */
  readonly about: readonly Block[];
  /** The lesson, and the page that specifies the right behavior. */
  readonly more: readonly Run[];
  /** The ID of the walk that makes the mistake again; `null` if the mistake was not reproduced. */
  readonly replay: string | null;
}

/** A line of configuration or code for one program. */
export interface LineForProgram {
  readonly program: string;
  readonly line: string;
  /** Whether the request or the response shows that the program was used. */
  readonly isSeen: boolean;
}

export const MOST_CELLS = 5;

/** Makes the view of a cause. Causes are numbered from 0. */
export function viewOfCause(finding: ShownFinding, index: number): CauseView {
  const { cause, oneOf, suspected } = finding;
  const isRanked = suspected !== null;
  const word = isRanked || finding.isSameBytes ? certaintyWord(finding) : finding.certainty.kind;
  return {
    id: cause.id,
    says: printable(findingSays(finding)),
    label: oneOf ? `${oneOf.number} of ${oneOf.count}` : word,
    cells: isRanked ? Math.min(Math.max(Math.round(suspected.likelihood * MOST_CELLS), 1), MOST_CELLS) : null,
    why: isRanked ? printable(reasonsInWords(finding)[0] ?? '') : '',
    fixIn: placeInWords(finding),
    fix: printable(findingFix(finding)),
    lines: linesForPrograms(finding),
    canBeTried: finding.canBeTried,
    proof: reasonInWords(finding),
    about: [prose(printable(cause.symptom)), ...linkBlocks(cause)],
    more: [aside('Lesson   '), words(`${learnCommand(cause.lesson)}   `), link(cause.see, 'docs ↗')],
    replay: replayOf(finding, index),
  };
}

/** Returns the cause as a sentence, with a mark that says whether it is more than possible. */
export function causeRun(finding: ShownFinding): Run {
  const text = printable(findingSays(finding));
  return finding.certainty.kind === 'possible' ? named(`? Possibly: ${text}`) : differs(`✗ ${text}`);
}

function linesForPrograms(finding: ShownFinding): LineForProgram[] {
  const { lines, otherLines } = finding;
  const fix = findingFix(finding);
  return [...lines, ...otherLines]
    .filter(({ line: text }) => !isWithin(text, fix))
    .map((each) => ({ program: each.name, line: each.line, isSeen: lines.includes(each) }));
}

/** Returns whether a text contains each directive of a line, in any order. */
const isWithin = (text: string, whole: string): boolean =>
  text
    .split(';')
    .filter((directive) => directive.trim() !== '')
    .every((directive) => whole.includes(directive.trim()));

/** Names the place of the fix, unless the fix has lines for programs, or has a part for each place. */
function placeInWords({ side, lines, place, twins }: ShownFinding): string {
  const isOpen = place === null && twins.length > 0;
  return side === null || lines.length > 0 || isOpen ? '' : FIX_IN[side];
}

const FIX_IN = { client: 'In the client', way: 'Between the client and the server' } as const;

/** Returns the parts of a report about a cause, in their order. */
export function sectionsOfCause(finding: ShownFinding) {
  const { cause, oneOf, suspected } = finding;
  const several = oneOf && `This is ${oneOf.number} of ${oneOf.count} mistakes: fixing this alone is not enough.`;
  return {
    fix: fixBlocks(finding),
    several: several === null ? [] : [prose(several)],
    lesson: lessonLine(cause.lesson),
    certainty: [heading('Certainty', certaintyInWords(finding))],
    suspicion: suspected === null ? [] : suspicionBlocks(finding, suspected),
    sources: [heading('More', aside(cause.id)), ...linkBlocks(cause)],
  } satisfies Readonly<Record<string, readonly Block[]>>;
}

const SHOWN_THREADS = 3;

const linkBlocks = ({ see, threads }: ShownFinding['cause']): Block[] =>
  linkLines({ see, threads: threads.slice(0, SHOWN_THREADS) });

export const fixBlock = (fix: string): Block => prose(named('Fix: '), fix);

/** Writes the fix of a cause. Lines for the client and the proxy that were recognized come first. */
const fixBlocks = (finding: ShownFinding): Block[] => [
  ...finding.lines.map(({ name, line: text }) => prose(named(`In ${name}: `), { text, meaning: 'command' })),
  fixBlock(printable(findingFix(finding))),
];

/** Writes a mistake that was made together with the first one, and its fix. The first line leads to its replay. */
export const togetherBlocks = (finding: ShownFinding, index: number): Block[] => [
  toReplay(line('', causeRun(finding)), finding, index),
  ...fixBlocks(finding),
];

/** Says why the cause is suspected, and which test confirms it or rules it out. */
const suspicionBlocks = (finding: ShownFinding, { likelihood }: Suspected): Block[] => [
  heading('Why it is suspected', likelihoodInWords(likelihood)),
  ...reasonsInWords(finding).map((reason) => line('', `– ${reason}`)),
  prose(named('Test: '), testInWords(finding)),
];

/** Returns the lines for a cause other than the first. The first of them leads to its replay, if it has one. */
export function otherCauseLines(finding: ShownFinding, index: number): Line[] {
  const { certainty, isSameBytes, cause, suspected } = finding;
  const how = suspected === null ? certainty.kind : likelihoodInWords(suspected.likelihood);
  const says = [
    words(`${printable(findingSays(finding))} `),
    aside(isSameBytes ? `(${cause.id})` : `(${how}; ${cause.id})`),
  ];
  const why = `  ${reasonsInWords(finding).join(' ')} Test: ${testInWords(finding)}`;
  return [
    toReplay(line('', says), finding, index),
    ...(suspected === null || isSameBytes ? [] : [line('', aside(why))]),
  ];
}

const REPLAY = 'replay/';

const replayOf = ({ side }: ShownFinding, index: number): string | null => (side === null ? null : `${REPLAY}${index}`);

/** Makes a line lead to the walk that makes the mistake again, if there is one. Causes are numbered from 0. */
export function toReplay(from: Line, finding: ShownFinding, index: number): Line {
  const leadsTo = replayOf(finding, index);
  return leadsTo === null ? from : { ...from, leadsTo };
}

/**
 * Returns the index of the finding whose replay a link leads to. Returns `null` if the link leads to something else.
 */
export const findingOfReplay = (way: string): number | null =>
  way.startsWith(REPLAY) ? Number(way.slice(REPLAY.length)) : null;
