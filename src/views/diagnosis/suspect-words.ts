/**
 * Writes sentences about suspects: why a cause is suspected, the test that shows whether it is the cause, and which causes
 * are ruled out.
 */
import type { Cause } from '../../causes/cause.ts';
import { RULED_OUT_WORDS, type RuledOutBy } from '../../causes/needs.ts';
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { Sign } from '../../search/finding.ts';
import { printable } from '../characters/visible.ts';
import { aside, type Block, headed, line, type Run, words } from '../page.ts';

/** Returns the test that shows whether this is the cause. */
export const testInWords = ({ cause, variant }: Pick<ShownFinding, 'cause' | 'variant'>): string =>
  cause.variants?.[variant ?? '']?.test ?? cause.test;

const NOTHING_UNUSUAL =
  'Nothing in the request is unusual, and a wrong secret would leave no trace in it, so the secret is the first suspect.';
const NOTHING_SEEN = 'Nothing of the request is known, and a wrong secret is a common cause.';
const USUAL = 'It is a common cause when nothing more specific is known.';

/** Explains why a cause is a suspect, with quotations from the request. */
export function reasonsInWords({
  cause,
  variant,
  suspected,
}: Pick<ShownFinding, 'cause' | 'variant' | 'suspected'>): readonly string[] {
  const ofVariant = cause.variants?.[variant ?? ''];
  if (ofVariant) return [ofVariant.why];
  const signs = (suspected?.signs ?? []).flatMap((sign) => signInWords(cause, sign));
  if (signs.length > 0) return signs;
  if (cause.why !== undefined) return [cause.why];
  if (cause.stage !== 'credentials') return [USUAL];
  return [suspected?.looksAt === 'nothing' ? NOTHING_SEEN : NOTHING_UNUSUAL];
}

/** Returns the sentence about a feature of the request that points to a cause. */
const signInWords = ({ features }: Pick<Cause, 'features'>, { id, quote }: Sign): readonly string[] =>
  features
    .filter((feature) => feature.id === id)
    .map(({ says }) => (typeof says === 'string' ? says : says(printable(quote))));

/** The likelihood above which a suspect is more likely than all other suspects together. */
const LIKELY = 0.5;

/** Returns whether a suspect is more likely than all other suspects together. */
export const isLikely = ({ suspected }: Pick<ShownFinding, 'suspected'>): boolean =>
  suspected !== null && suspected.likelihood >= LIKELY;

/** Returns a likelihood as a percentage, such as "about 40%". */
export const likelihoodInWords = (likelihood: number): string =>
  likelihood < 0.01 ? 'less than 1%' : `about ${Math.round(likelihood * 100)}%`;

type WithSuspects = Pick<ShownDiagnosis, 'suspects'>;

/** Returns the IDs of the causes that are ruled out, by reason. */
const ruledOutOf = ({ suspects }: WithSuspects) => {
  const reasons = Map.groupBy(suspects?.ruledOut ?? [], ({ by }) => by);
  return new Map([...reasons].map(([by, causes]) => [by, causes.map(({ id }) => id)]));
};

/** The reasons that are specific to this request. All other reasons apply to every request of the same kind. */
const OWN_REASONS: readonly RuledOutBy[] = ['signature-right', 'made-and-compared', 'server-says-so', 'other-service'];
/** The maximum number of causes that are named for each reason. The JSON output lists all of them. */
const MOST_NAMED = 6;

/** Lists the causes that are ruled out for a reason of this request. */
export function ruledOutBlocks(diagnosis: WithSuspects): Block[] {
  const ruledOut = ruledOutOf(diagnosis);
  const lines = OWN_REASONS.flatMap((by) => {
    const ids = ruledOut.get(by) ?? [];
    const more = ids.length > MOST_NAMED ? `, and ${ids.length - MOST_NAMED} more` : '';
    const named = aside(`(${ids.slice(0, MOST_NAMED).join(', ')}${more})`);
    return ids.length === 0 ? [] : [line('', [words(`${RULED_OUT_WORDS[by]} `), named])];
  });
  return headed('Ruled out', lines);
}

/** Says for each reason how many causes it rules out. */
export const ruledOutRuns = (diagnosis: WithSuspects): Run[][] =>
  [...ruledOutOf(diagnosis)].map(([by, { length }]) => [
    { text: '✓', meaning: 'agrees' },
    aside(` ${String(length).padStart(2)} ruled out  `),
    words(RULED_OUT_WORDS[by]),
  ]);
