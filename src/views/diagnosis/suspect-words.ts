/**
 * Writes sentences about suspects: why a cause is suspected, the test that shows whether it is the cause, which causes are
 * ruled out, and what would help to find out more.
 */
import { WHERE_TO_LOOK, type WhereToLook } from '../../aws/programs.ts';
import type { Cause } from '../../causes/cause.ts';
import { DOUBT_WORDS, RULED_OUT_WORDS, type RuledOutBy } from '../../causes/needs.ts';
import type { NextStep } from '../../diagnosis/next-steps.ts';
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import { runTheCode } from '../../evidence/signer-code.ts';
import type { SeenFeature } from '../../search/finding.ts';
import { printable } from '../characters/visible.ts';
import { agrees, aside, type Block, headed, line, type Run, words } from '../page.ts';

/** Returns the test that shows whether this is the cause. */
export const testInWords = ({ cause, variant }: Pick<ShownFinding, 'cause' | 'variant'>): string =>
  cause.variants?.[variant ?? '']?.test ?? cause.test;

const NOTHING_UNUSUAL = 'Nothing in the request is unusual, and a wrong secret would leave no trace in it.';
const NOTHING_SEEN = 'Nothing of the request is known, and a wrong secret is a common cause.';
const USUAL = 'It is a common cause when nothing more specific is known.';

type WithReasons = Pick<ShownFinding, 'cause' | 'variant' | 'suspected'>;

/** Explains why a cause is a suspect, with quotations from the request, and what makes it less likely. */
export function reasonsInWords(finding: WithReasons): readonly string[] {
  const doubt = finding.suspected?.doubt ?? null;
  return [...signsInWords(finding), ...(doubt === null ? [] : [DOUBT_WORDS[doubt]])];
}

function signsInWords({ cause, variant, suspected }: WithReasons): readonly string[] {
  const ofVariant = cause.variants?.[variant ?? ''];
  if (ofVariant) return [ofVariant.why];
  const signs = (suspected?.signs ?? []).flatMap((sign) => signInWords(cause, sign));
  if (signs.length > 0) return signs;
  if (cause.why !== undefined) return [cause.why];
  if (cause.stage !== 'credentials') return [USUAL];
  return [suspected?.looksAt === 'nothing' ? NOTHING_SEEN : NOTHING_UNUSUAL];
}

/** Returns the sentence about a feature of the request that points to a cause. */
const signInWords = ({ features }: Pick<Cause, 'features'>, { id, quote }: SeenFeature): readonly string[] =>
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
const OWN_REASONS: readonly RuledOutBy[] = [
  'signature-right',
  'key-right',
  'same-on-both-sides',
  'arrived-as-sent',
  'made-and-compared',
  'server-says-so',
  'other-service',
];
/** The maximum number of causes that are named for each reason. The JSON output lists all of them. */
const MOST_NAMED = 6;

/** Lists the causes that are ruled out for a reason of this request. */
export function ruledOutBlocks(diagnosis: WithSuspects): Block[] {
  const ruledOut = ruledOutOf(diagnosis);
  const lines = OWN_REASONS.flatMap((by) => {
    const ids = ruledOut.get(by) ?? [];
    const more = ids.length > MOST_NAMED ? `, and ${ids.length - MOST_NAMED} more` : '';
    const named = aside(`(${ids.slice(0, MOST_NAMED).join(', ')}${more})`);
    return ids.length === 0 ? [] : [line('', [`${RULED_OUT_WORDS[by]} `, named])];
  });
  return headed('Ruled out', lines);
}

/** Says for each reason how many causes it rules out. */
export const ruledOutRuns = (diagnosis: WithSuspects): Run[][] =>
  [...ruledOutOf(diagnosis)].map(([by, { length }]) => [
    agrees('✓'),
    aside(` ${String(length).padStart(2)} ruled out  `),
    words(RULED_OUT_WORDS[by]),
  ]);

/** Says what would help to find out more, and how to get it. `secret` is what the reader calls the option of the secret. */
export function nextInWords(step: NextStep, secret = '--secret-from'): string {
  switch (step.id) {
    case 'finish-search':
      return `The search for two mistakes at once was stopped after ${step.tried.toLocaleString('en-US')} combinations. The others were not tried: run it again, and let it finish.`;
    case 'rest-of-request':
      return 'Give the whole request, with its method and all of its headers: raw, as a curl command or out of a HAR file.';
    case 'secret':
      return `Give the secret access key${step.to === 'program' ? `, in the environment or with ${secret}` : ''}: the signer's mistakes can then be reproduced and compared with the signature.`;
    case 'response':
      return "Give the server's whole response, both headers and body: it shows what the server computed, or which check failed.";
    case 'request':
      return 'Give the request as it was sent: raw, as a URL, as a curl command, or from a HAR file.';
    case 'signature':
      return 'Give the signature that was sent: it is in the Authorization header, or in the URL.';
    case 'client-text':
      if (step.client === 'code') return runTheCode(step.upstream);
      return `Give the text that your client signed: its debug log contains the canonical request and the string to sign. ${howClientPrints(step.client, step.upstream)}`;
    case 'server-log':
      return `The server does not say what it computed: its log may. ${linesOf('server')}`;
  }
}

/** If the client is not one whose line is known, the capture in front of it prints the text. */
function howClientPrints(client: Omit<WhereToLook, 'side'> | null, upstream: string): string {
  if (client) return `${client.program}: ${client.line}`;
  return `${linesOf('client')} · sigv4 capture --upstream ${upstream} --port 9100, as the endpoint of the client, prints it too.`;
}

/** Lists the settings for the programs on one side, on a single line. */
const linesOf = (side: WhereToLook['side']): string =>
  WHERE_TO_LOOK.filter((row) => row.side === side)
    .map(({ program, line }) => `${program}: ${line}`)
    .join(' · ');
