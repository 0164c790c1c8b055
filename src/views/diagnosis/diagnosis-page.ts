/**
 * Creates the first page of a diagnosis: the cause, the two lines, the fix, the certainty, and the causes that were
 * ruled out. If nothing is proved, the page lists the suspects instead.
 */

import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import { lessonOf } from '../../lessons/lesson-of.ts';
import type { Difference } from '../../sides/difference/difference.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import type { QuestionId } from '../../suspects/question-table.ts';
import { printable } from '../characters/visible.ts';
import { aside, link, type Run, words } from '../page.ts';
import { requestInWords } from '../request-address.ts';
import { type BothTexts, bothTexts } from './both-texts.ts';
import { findingFix, findingSays, reasonInWords, standingWord } from './finding-words.ts';
import { NOT_SIGNATURE_FIXES } from './not-signature-words.ts';
import { lapseFix, lapseInWords, leadingVerdict } from './refusal-verdict.ts';
import { otherInWords } from './suspect-blocks.ts';
import { QUESTION_WORDS, RULED_OUT_WORDS, reasonsInWords } from './suspect-words.ts';
import { type TwoLines, twoLines } from './two-lines.ts';

export interface DiagnosisPage {
  /** A description of the refused request, the most important part first. */
  readonly about: readonly string[];
  /** The cause or the question, on its own row. */
  readonly verdict: Run;
  /** The certainty in one word; empty if there is nothing to be certain about. */
  readonly sure: '' | 'PROVED' | 'EXPLAINED' | 'POSSIBLE';
  /** Which of several responses was read; empty if there was only one. */
  readonly choices: readonly string[];
  readonly lines: TwoLines | null;
  /** The whole text of both sides; `null` if no side's text is known. */
  readonly texts: BothTexts | null;
  /** Where to make the fix, such as `In the client`; empty if that is unknown, or if the fix itself says it. */
  readonly fixIn: string;
  /** The fix of the selected cause; `null` if there is no fix. */
  readonly fix: string | null;
  readonly proof: { readonly says: string; readonly value: string | null } | null;
  /** The causes to choose from; empty if there is only one cause. */
  readonly suspects: readonly Suspect[];
  /** The question to answer next; `null` if no question is worth asking. */
  readonly question: AskedQuestion | null;
  /** Other findings: the parts that are equal on both sides, and information that would help. */
  readonly others: readonly (readonly Run[])[];
  /** The heading of `others`; empty if they need none. */
  readonly othersTitle: string;
}

export interface Suspect {
  readonly says: string;
  readonly standing: string;
  /** The number of filled cells, out of five; `null` if suspects were not ranked. */
  readonly cells: number | null;
  /** The reason for suspicion in one sentence; empty if the suspect was not ranked. */
  readonly why: string;
}

/** The question that best divides the suspects. */
export interface AskedQuestion {
  readonly id: QuestionId;
  readonly asks: string;
  /** The number of the question, from 1. */
  readonly number: number;
}

export const MOST_CELLS = 5;

/** Creates the page. `index` is the selected cause, counted from 0. */
export function diagnosisPage(diagnosis: ShownDiagnosis, index: number): DiagnosisPage {
  const { findings, notSignature } = diagnosis;
  const selected = findings[index] ?? null;
  const isProved = findings[0]?.standing.kind === 'proved' && findings[0].oneOf === null;
  const sure = leadingVerdict(diagnosis) || findings[0] === undefined ? '' : SURE[findings[0].standing.kind];
  const ruledOut = [...sameParts(diagnosis.compared), ...ruledOutRuns(diagnosis)];
  return {
    about: aboutOf(diagnosis),
    verdict: verdictOf(diagnosis),
    sure,
    choices: [...diagnosis.read.choices.map(printable), ...stoppedInWords(diagnosis)],
    lines: twoLines(diagnosis),
    texts: bothTexts(diagnosis),
    fixIn: selected ? placeInWords(selected) : '',
    fix: selected
      ? printable(fixInWords(selected))
      : notSignature
        ? NOT_SIGNATURE_FIXES[notSignature.id]
        : lapseFix(diagnosis),
    proof: selected && proofOf(diagnosis, selected),
    suspects: findings.length > 1 || !isProved ? findings.map(suspectOf) : [],
    question: questionOf(diagnosis),
    others: [
      ...lapseRuns(diagnosis),
      ...otherwiseRuns(diagnosis),
      ...ruledOut,
      ...nextRuns(diagnosis),
      ...moreRuns(selected),
    ],
    othersTitle: titleOfOthers(sure === 'PROVED', ruledOut.length > 0, diagnosis.next.length > 0),
  };
}

/**
 * Returns the fix, preceded by the lines for the client and the proxy that were recognized. A line that the fix already
 * contains is not repeated.
 */
function fixInWords(finding: ShownFinding): string {
  const fix = findingFix(finding);
  const lines = finding.lines.filter(({ line }) => !isWithin(line, fix));
  return [...lines.map(({ name, line }) => `In ${name}: ${line}`), fix].join('  ');
}

/** Returns whether a text contains each directive of a line, in any order. */
const isWithin = (line: string, text: string): boolean =>
  line
    .split(';')
    .filter((directive) => directive.trim() !== '')
    .every((directive) => text.includes(directive.trim()));

/** Says that not all mistakes were tried, because then the suspects are not all that can be known. */
const stoppedInWords = ({ stopped }: ShownDiagnosis): string[] =>
  stopped === null ? [] : ['The search for two mistakes at once was stopped: not all of them were tried.'];

/** Names the place of the fix, unless the fix has lines for programs, or has a part for each place. */
function placeInWords({ side, lines, place, twins }: ShownFinding): string {
  const isOpen = place === null && twins.length > 0;
  return side === null || lines.length > 0 || isOpen ? '' : FIX_IN[side];
}

const FIX_IN = { client: 'In the client', way: 'Between the client and the server' } as const;

const SURE = { proved: 'PROVED', explains: 'EXPLAINED', possible: 'POSSIBLE' } as const;

function aboutOf({ read: { answer, request } }: ShownDiagnosis): string[] {
  const code = [answer?.status === null ? '' : String(answer?.status ?? ''), printable(answer?.code ?? '')];
  const refused = code.filter((part) => part !== '').join(' ');
  return [...(refused === '' ? [] : [refused]), ...(request ? [requestInWords(request)] : [])];
}

function verdictOf(diagnosis: ShownDiagnosis): Run {
  const {
    findings: [first, ...others],
  } = diagnosis;
  const verdict = leadingVerdict(diagnosis);
  if (verdict) return verdict;
  if (!first) return { text: '? I cannot tell yet: no known cause explains this.', meaning: 'name' };
  if (first.standing.kind !== 'possible') return { text: `✗ ${printable(findingSays(first))}`, meaning: 'differs' };
  const count = others.length + 1;
  const fit = first.suspected?.looksAt === 'nothing' ? suspectsInWords(count) : fittingInWords(count);
  const otherwise = otherInWords(diagnosis);
  return { text: `? Not proved yet. ${fit}${otherwise === null ? '' : ` ${otherwise}`}`, meaning: 'name' };
}

const fittingInWords = (count: number): string =>
  count === 1 ? 'One suspect fits this request.' : `${count} suspects fit this request.`;

/** Counts the suspects without a word about the request, because nothing of it is known. */
const suspectsInWords = (count: number): string =>
  `Nothing of the request is known; ${count === 1 ? 'the usual suspect is below.' : `the ${count} usual suspects are below.`}`;

function suspectOf(finding: ShownFinding): Suspect {
  const { standing, oneOf, suspected } = finding;
  const known = oneOf ? `${oneOf.number} of ${oneOf.count}` : finding.isSameBytes ? 'same' : standing.kind;
  const shown = { says: printable(findingSays(finding)), standing: known, cells: null, why: '' };
  if (suspected === null) return shown;
  const { likelihood } = suspected;
  return {
    ...shown,
    standing: oneOf ? known : standingWord(finding),
    cells: Math.min(Math.max(Math.round(likelihood * MOST_CELLS), 1), MOST_CELLS),
    why: printable(reasonsInWords(finding)[0] ?? ''),
  };
}

function questionOf({ suspects }: ShownDiagnosis): AskedQuestion | null {
  const questions = suspects?.questions ?? [];
  const next = questions.find(({ answer }) => answer === null);
  const answered = questions.filter(({ answer }) => answer !== null).length;
  return next ? { id: next.id, asks: QUESTION_WORDS[next.id], number: answered + 1 } : null;
}

/** Returns the lapse of a URL, unless the verdict is about it. */
function lapseRuns({ read: { lapse, answer }, findings: [first] }: ShownDiagnosis): Run[][] {
  const isProved = first !== undefined && first.standing.kind !== 'possible';
  if (lapse === null || (answer === null && !isProved)) return [];
  return [[{ text: `✗ ${lapseInWords(lapse)}.`, meaning: 'differs' }]];
}

/** Returns how likely it is that no suspect is right, unless the verdict says it. */
function otherwiseRuns(diagnosis: ShownDiagnosis): Run[][] {
  const says = leadingVerdict(diagnosis) && otherInWords(diagnosis);
  return says ? [[words(says)]] : [];
}

/**
 * Returns a title for the list of other findings. The title is empty if the list has only the lesson and the address.
 */
function titleOfOthers(isProved: boolean, hasRuledOut: boolean, hasNext: boolean): string {
  if (isProved && (hasRuledOut || hasNext)) return 'What else was looked at';
  if (hasRuledOut) return hasNext ? 'What would help, and what was ruled out' : 'What was ruled out';
  return hasNext ? 'What would help' : '';
}

/** Says why causes are ruled out, and gives the number of causes for each reason. */
function ruledOutRuns({ suspects }: ShownDiagnosis): Run[][] {
  const reasons = Map.groupBy(suspects?.ruledOut ?? [], ({ by }) => by);
  return [...reasons].map(([by, causes]) => [
    { text: '✓', meaning: 'agrees' },
    aside(` ${String(causes.length).padStart(2)} ruled out  `),
    words(RULED_OUT_WORDS[by]),
  ]);
}

const proofOf = ({ rebuilt }: ShownDiagnosis, finding: ShownFinding): DiagnosisPage['proof'] => ({
  says: reasonInWords(finding),
  value: rebuilt?.proof ?? null,
});

/** Lists the parts that are equal on both sides and are therefore ruled out. */
function sameParts(compared: Difference | null): Run[][] {
  if (compared === null || compared.text.id !== CANONICAL_REQUEST.id) return [];
  const { pairs } = compared;
  const lines = pairs.map(
    ({ server, client }) => server !== null && client !== null && server.octets === client.octets,
  );
  const last = pairs.length - 1;
  const isSame = (...indices: number[]) => indices.every((index) => lines[index] === true);
  const headers = lines.slice(3, last - 1);
  const parts: readonly (readonly [name: string, isSame: boolean])[] = [
    ['method', isSame(0)],
    ['path', isSame(1)],
    ['query', isSame(2)],
    ['headers', headers.every(Boolean)],
    ['names of the headers', isSame(last - 1)],
    ['payload', isSame(last)],
  ];
  const names = parts.flatMap(([name, isEqual]) => (isEqual ? [name] : []));
  return names.length === 0 ? [] : [[{ text: '✓', meaning: 'agrees' }, aside(' same   '), words(names.join(' · '))]];
}

const nextRuns = ({ next }: ShownDiagnosis): Run[][] =>
  next.map((sentence) => [{ text: '–', meaning: 'aside' }, words(` ${sentence}`)]);

function moreRuns(selected: ShownFinding | null): Run[][] {
  if (!selected) return [];
  const lesson = lessonOf(selected.cause);
  return [
    [
      ...(lesson === null ? [] : [aside('Lesson   '), words(`sigv4 learn ${lesson}   `)]),
      link(selected.cause.see, 'docs ↗'),
    ],
  ];
}
