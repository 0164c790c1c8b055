/**
 * Shows the suspects on a page: their likelihoods, their signs, the causes that are ruled out, and the next question.
 */
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { RuledOutBy } from '../../suspects/requirements.ts';
import { printable } from '../characters/visible.ts';
import { aside, type Block, heading, line, prose, words } from '../page.ts';
import { likelihoodInWords, QUESTION_WORDS, RULED_OUT_WORDS, reasonsInWords, testInWords } from './suspect-words.ts';

/**
 * Returns the reasons that a cause is suspected, and the test that confirms or rules it out. Returns nothing if
 * suspects were not ranked.
 */
export function suspectBlocks(finding: ShownFinding): Block[] {
  if (finding.suspected === null) return [];
  return [
    heading('Why it is suspected', words(likelihoodInWords(finding.suspected.likelihood))),
    ...reasonsInWords(finding).map((reason) => line('', [words(`– ${reason}`)])),
    prose({ text: 'Test: ', meaning: 'name' }, words(testInWords(finding))),
  ];
}

/** Returns a suspect other than the first one, with the reasons for suspicion and the suspect's test. */
export function otherSuspectBlocks(finding: ShownFinding): Block[] {
  const { says, cause, suspected } = finding;
  if (suspected === null) return [];
  return [
    line('', [words(`${printable(says)} `), aside(`(${likelihoodInWords(suspected.likelihood)}; ${cause.id})`)]),
    line('', [aside(`  ${reasonsInWords(finding).join(' ')} Test: ${testInWords(finding)}`)]),
  ];
}

/** The likelihood above which something else is more likely than all suspects together. */
const LARGE = 0.5;

/** Says how likely it is that none of the suspects is right, if that is likely; `null` if it is not. */
export function otherInWords({ suspects }: ShownDiagnosis): string | null {
  const other = suspects?.other ?? 0;
  return other < LARGE ? null : `Something else: ${likelihoodInWords(other)}.`;
}

/** The reasons that are specific to this request. All other reasons apply to every request of the same kind. */
const SHOWN_REASONS: readonly RuledOutBy[] = [
  'signature-right',
  'made-and-compared',
  'server-says-so',
  'other-service',
];
/** The maximum number of causes that are named for each reason. The JSON output lists all of them. */
const MOST_NAMED = 6;

/** Returns the causes that are ruled out, by reason. */
export function ruledOutBlocks({ suspects }: ShownDiagnosis): Block[] {
  const ruledOut = suspects?.ruledOut ?? [];
  const rows = SHOWN_REASONS.flatMap((by) => {
    const ids = ruledOut.filter((one) => one.by === by).map(({ id }) => id);
    const more = ids.length > MOST_NAMED ? `, and ${ids.length - MOST_NAMED} more` : '';
    return ids.length === 0
      ? []
      : [line('', [words(`${RULED_OUT_WORDS[by]} `), aside(`(${ids.slice(0, MOST_NAMED).join(', ')}${more})`)])];
  });
  return rows.length === 0 ? [] : [heading('Ruled out'), ...rows];
}

/** The maximum number of questions that are shown together. Each answer determines the next question. */
const MOST_QUESTIONS = 1;

/** Returns the answers that were given, and the most informative question. */
export function questionBlocks({ suspects }: ShownDiagnosis): Block[] {
  const questions = suspects?.questions ?? [];
  const open = questions.filter(({ answer }) => answer === null).slice(0, MOST_QUESTIONS);
  const answered = questions.filter(({ answer }) => answer !== null);
  if (open.length === 0 && answered.length === 0) return [];
  return [
    heading('The most useful question'),
    ...answered.map(({ id, answer }) => line(answer ?? '', [words(QUESTION_WORDS[id])])),
    ...open.flatMap(({ id }) => [
      line('', [words(QUESTION_WORDS[id])]),
      line('', [aside(`Answer with --answer ${id}=yes, =no, or =unknown.`)]),
    ]),
  ];
}
