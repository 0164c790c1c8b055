/** Writes sentences about suspects: why a cause is suspected, and the test that shows whether it is the cause. */
import type { Cause } from '../../causes/cause.ts';
import type { ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { Sign } from '../../search/finding.ts';
import { printable } from '../characters/visible.ts';

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
