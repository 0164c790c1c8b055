/**
 * Makes the view of a diagnosis: everything that it says, in parts, without a width, a color, or a key. Plain text, HTML,
 * Markdown, the screen, and what a screen reader hears are made of this view.
 */

import { QUESTIONS, type QuestionId } from '../../causes/questions.ts';
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { type Answers, MOST_QUESTIONS } from '../../suspects/questions.ts';
import { remembered } from '../../trace/remembered.ts';
import { printable } from '../characters/visible.ts';
import { aside, type Block, differs, headed, keys, line, named, prose, type Report, type Run, words } from '../page.ts';
import { requestInWords } from '../request-address.ts';
import {
  type CauseView,
  causeRun,
  fixBlock,
  otherCauseLines,
  sectionsOfCause,
  togetherBlocks,
  viewOfCause,
} from './cause-view.ts';
import { comparisonOf } from './compare-sides.ts';
import type { ComparedSides } from './compared-sides.ts';
import { answerBlocks, evidenceBlocks, readBlocks } from './evidence-blocks.ts';
import { CHECKS_TITLE, type Check, checksOf } from './not-signature.ts';
import { adviceInWords, lapseBlocks, lapseInWords, leadingVerdict, signatureBlocks } from './refusal-verdict.ts';
import { likelihoodInWords, nextInWords, ruledOutBlocks, ruledOutRuns } from './suspect-words.ts';

export interface DiagnosisView {
  /** A description of the refused request, the most important part first. */
  readonly about: readonly string[];
  /** The result in one sentence: the cause or, if there is no cause, what the signature shows. */
  readonly title: Run;
  /** The result above a list of `suspects`. */
  readonly verdict: Run;
  /** The certainty in one word; empty if there is nothing to be certain about. */
  readonly sure: '' | 'PROVED' | 'EXPLAINED' | 'POSSIBLE';
  /** Which of several responses was read, and whether the search was stopped. */
  readonly choices: readonly string[];
  /** What both sides have; `null` if that is not known of either side. */
  readonly comparison: ComparedSides | null;
  /** The causes that were found, the most certain first. */
  readonly causes: readonly CauseView[];
  /** The causes to choose from; empty if there is only one cause. */
  readonly suspects: readonly CauseView[];
  /** What to do if there is no cause; `null` if that is unknown. */
  readonly fix: string | null;
  /** What to check first, if the refusal is not about the signature. */
  readonly checks: readonly Check[];
  /** The value that proves the rebuilt text of a side; `null` if nothing was rebuilt. */
  readonly proof: string | null;
  /** The ID of the stage that compares the texts of both sides; `null` if neither is known. */
  readonly textsAt: string | null;
  /** The question to answer next; `null` if no question is worth asking. */
  readonly question: AskedQuestion | null;
  /** The answers that were given. */
  readonly answers: Answers;
  /** What else was found, and information that would help. */
  readonly others: readonly (readonly Run[])[];
  /** The heading of `others`; empty if they need none. */
  readonly othersTitle: string;
  /** What the server said. */
  readonly answer: readonly Block[];
  /** The parts of the report below the title, in their order. */
  readonly sections: DiagnosisSections;
}

/** The question that best divides the suspects. */
export interface AskedQuestion {
  readonly id: QuestionId;
  readonly asks: string;
  /** The number of the question, from 1, and the most questions that are asked. */
  readonly number: number;
  readonly most: number;
}

/** Returns the view of a diagnosis. It is made once. */
export const diagnosisView = remembered((diagnosis: ShownDiagnosis): DiagnosisView => {
  const { findings, compared, next, read, rebuilt } = diagnosis;
  const [first] = findings;
  const causes = findings.map(viewOfCause);
  const isProved = first?.certainty.kind === 'proved' && first.oneOf === null;
  const isVerdictFirst = leadingVerdict(diagnosis) !== null;
  const sure = isVerdictFirst || !first ? '' : SURE[first.certainty.kind];
  const otherwise = isVerdictFirst ? otherInWords(diagnosis) : null;
  const ruledOut = ruledOutRuns(diagnosis);
  return {
    about: aboutOf(diagnosis),
    title: diagnosisTitle(diagnosis),
    verdict: verdictOf(diagnosis),
    sure,
    choices: [...read.choices.map(printable), ...(diagnosis.stopped === null ? [] : [STOPPED])],
    comparison: comparisonOf(diagnosis),
    causes,
    suspects: causes.length > 1 || !isProved ? causes : [],
    fix: adviceInWords(diagnosis),
    checks: checksOf(diagnosis),
    proof: rebuilt?.proof ?? null,
    textsAt: compared?.text.id ?? diagnosis.texts[0]?.text ?? null,
    ...questionsOf(diagnosis),
    others: [
      ...lapseRuns(diagnosis),
      ...(otherwise === null ? [] : [[words(otherwise)]]),
      ...ruledOut,
      ...next.map((step) => [aside('–'), words(` ${nextInWords(step)}`)]),
    ],
    othersTitle: titleOfOthers(sure === 'PROVED', ruledOut.length > 0, next.length > 0),
    answer: answerBlocks(diagnosis),
    sections: sectionsOf(diagnosis),
  };
});

/** Returns the report below the title. */
export const diagnosisReport = (diagnosis: ShownDiagnosis): Block[] =>
  Object.values(diagnosisView(diagnosis).sections).flat();

export const reportOf = (diagnosis: ShownDiagnosis): Report => ({
  title: diagnosisTitle(diagnosis),
  blocks: diagnosisReport(diagnosis),
});

/** Returns what a view says about the cause with this index: the cause itself, what to do, and what else was found. */
export function selectedIn({ causes, fix, others }: DiagnosisView, index: number) {
  const cause = causes[index] ?? null;
  return { cause, fix: cause?.fix ?? fix, others: cause ? [...others, cause.more] : others };
}

export type DiagnosisSections = ReturnType<typeof sectionsOf>;

function sectionsOf(diagnosis: ShownDiagnosis) {
  const { findings, read, next } = diagnosis;
  const [first] = findings;
  const own = first && sectionsOfCause(first);
  const advice = adviceInWords(diagnosis);
  return {
    // A wrong choice makes the whole report wrong, so it is said first.
    choices: read.choices.map((sentence) => prose(aside(printable(sentence)))),
    cause: first && (leadingVerdict(diagnosis) || isUnlikely(first, diagnosis)) ? [prose(causeRun(first))] : [],
    lapse: lapseBlocks(diagnosis),
    fix: own?.fix ?? (advice === null ? [] : [fixBlock(advice)]),
    checks: headed(
      CHECKS_TITLE,
      checksOf(diagnosis).flatMap(({ says, command }) => [
        line('', `– ${says}`),
        line('', { text: `  ${command}`, meaning: 'command' }),
      ]),
    ),
    several: [
      ...(own?.several ?? []),
      ...findings.flatMap((other, at) => (isTogether(other, at) ? togetherBlocks(other, at) : [])),
    ],
    lesson: own && first?.side ? [...own.lesson, ENTER] : (own?.lesson ?? []),
    signature: signatureBlocks(diagnosis),
    evidence: evidenceBlocks(diagnosis),
    certainty: own?.certainty ?? [],
    suspicion: own?.suspicion ?? [],
    others: otherBlocks(diagnosis),
    question: questionBlocks(questionsOf(diagnosis)),
    ruledOut: ruledOutBlocks(diagnosis),
    next: headed(
      'To find out more',
      next.map((step) => line('', `– ${nextInWords(step)}`)),
    ),
    sources: own?.sources ?? [],
    read: readBlocks(diagnosis),
  } satisfies Readonly<Record<string, readonly Block[]>>;
}

/** Returns whether a cause was made together with the first one, so that both have to be fixed. */
const isTogether = ({ oneOf }: ShownFinding, at: number): boolean => at > 0 && oneOf !== null;

const ENTER: Block = keys('Press Enter to walk through this mistake step by step. Press → to see both sides.');

const SURE = { proved: 'PROVED', explains: 'EXPLAINED', possible: 'POSSIBLE' } as const;

/** What the words for a certainty mean. */
export const CERTAINTIES: readonly (readonly [word: string, says: string])[] = [
  [SURE.proved, 'the cause produces exactly the bytes that were given'],
  [SURE.explains, 'the cause accounts for everything that is known'],
  [SURE.possible, 'nothing that is known rules the cause out'],
];

const STOPPED = 'The search for two mistakes at once was stopped: not all of them were tried.';

/** Returns whether a cause is named only because it is usual: nothing of the request is known that could show it. */
const isUsualSuspect = ({ suspected }: ShownFinding): boolean => suspected?.looksAt === 'nothing';

/** Something else is far more likely than a suspect if it is more likely by this factor. */
const FAR = 4;

/** Returns whether a suspect is no result: it is named only because it is usual, or something else is far more likely. */
const isUnlikely = (finding: ShownFinding, diagnosis: ShownDiagnosis): boolean =>
  isUsualSuspect(finding) || isFarBelow(finding, diagnosis);

const isFarBelow = ({ suspected }: ShownFinding, { suspects }: ShownDiagnosis): boolean =>
  suspected !== null && suspects !== null && suspects.other > FAR * suspected.likelihood;

/** Returns the result in one sentence. If no cause is certain, also says where the sides first differ. */
export function diagnosisTitle(diagnosis: ShownDiagnosis): Run {
  const {
    findings: [first],
    difference,
  } = diagnosis;
  const verdict = leadingVerdict(diagnosis);
  if (first && !verdict) return isUnlikely(first, diagnosis) ? verdictOf(diagnosis) : causeRun(first);
  const where = difference ? ` The two sides first differ in the ${difference.part.name}.` : '';
  const { text, meaning } = verdict ?? named('? No known cause explains this.');
  return { text: `${text}${where}`, meaning };
}

function verdictOf(diagnosis: ShownDiagnosis): Run {
  const { findings } = diagnosis;
  const [first] = findings;
  const verdict = leadingVerdict(diagnosis);
  if (verdict) return verdict;
  if (!first) return named('? I cannot tell yet: no known cause explains this.');
  if (first.certainty.kind !== 'possible') return causeRun(first);
  const fit = fitInWords(first, diagnosis);
  return named(['? Not proved yet.', fit, otherInWords(diagnosis)].filter(Boolean).join(' '));
}

function fitInWords(first: ShownFinding, diagnosis: ShownDiagnosis): string {
  const count = diagnosis.findings.length;
  if (isUsualSuspect(first)) return suspectsInWords(count);
  return isFarBelow(first, diagnosis) ? 'No known mistake is likely.' : fittingInWords(count);
}

const fittingInWords = (count: number): string =>
  count === 1 ? 'One suspect fits this request.' : `${count} suspects fit this request.`;

/** Counts the suspects without a word about the request, because nothing of it is known. */
const suspectsInWords = (count: number): string =>
  `Nothing of the request is known; ${count === 1 ? 'the usual suspect is below.' : `the ${count} usual suspects are below.`}`;

function aboutOf({ read: { answer, request, parts }, inLines }: ShownDiagnosis): string[] {
  const refused = [answer?.status ?? '', printable(answer?.code ?? '')].filter((part) => part !== '').join(' ');
  const [line] = inLines?.text.id === CANONICAL_REQUEST.id ? inLines.pairs : [];
  const method = (line?.client ?? line?.server)?.octets;
  const quoted = method !== undefined && parts.path !== null ? { method, host: parts.host, path: parts.path } : null;
  const asked = request ?? quoted;
  return [...(refused === '' ? [] : [refused]), ...(asked ? [requestInWords(asked)] : [])];
}

/** The likelihood above which something else is more likely than all suspects together. */
const LARGE = 0.5;

/** Says how likely it is that none of the suspects is right, if that is likely; `null` if it is not. */
function otherInWords({ suspects }: ShownDiagnosis): string | null {
  const other = suspects?.other ?? 0;
  return other < LARGE ? null : `Something else: ${likelihoodInWords(other)}.`;
}

/** Lists the causes after the first. What proves one that produces the same bytes as the first proves only the bytes. */
function otherBlocks(diagnosis: ShownDiagnosis): Block[] {
  const { findings } = diagnosis;
  const linesOf = (isSame: boolean) =>
    findings.flatMap((each, at) =>
      at === 0 || isTogether(each, at) || each.isSameBytes !== isSame ? [] : otherCauseLines(each, at),
    );
  const otherwise = otherInWords(diagnosis);
  return [
    ...headed('Other mistakes that produce the same bytes', linesOf(true)),
    ...headed('Other possible causes', [...linesOf(false), ...(otherwise === null ? [] : [line('', otherwise)])]),
  ];
}

/** Returns the answers that were given, and the next question. Each answer determines the question after it. */
function questionsOf({ suspects }: ShownDiagnosis): Pick<DiagnosisView, 'answers' | 'question'> {
  const questions = suspects?.questions ?? [];
  const answers = new Map(questions.flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer] as const])));
  const id = questions.find(({ answer }) => answer === null)?.id;
  if (id === undefined) return { answers, question: null };
  return { answers, question: { id, asks: QUESTIONS[id].asks, number: answers.size + 1, most: MOST_QUESTIONS } };
}

function questionBlocks({ answers, question }: ReturnType<typeof questionsOf>): Block[] {
  return headed('The most useful question', [
    ...[...answers].map(([id, answer]) => line(answer, QUESTIONS[id].asks)),
    ...(question
      ? [line('', question.asks), line('', aside(`Answer with --answer ${question.id}=yes, =no, or =unknown.`))]
      : []),
  ]);
}

/** Returns the lapse of a URL, unless the verdict is about it. */
function lapseRuns({ read: { lapse, answer }, findings: [first] }: ShownDiagnosis): Run[][] {
  const isProved = first !== undefined && first.certainty.kind !== 'possible';
  if (lapse === null || (answer === null && !isProved)) return [];
  return [[differs(`✗ ${lapseInWords(lapse)}.`)]];
}

/** Returns a title for the list of what else was found; empty if nothing in it needs one. */
function titleOfOthers(isProved: boolean, hasRuledOut: boolean, hasNext: boolean): string {
  if (isProved && (hasRuledOut || hasNext)) return 'What else was looked at';
  if (hasRuledOut) return hasNext ? 'What would help, and what was ruled out' : 'What was ruled out';
  return hasNext ? 'What would help' : '';
}
