/** All that can be told of a failed request: the causes, the first difference, and what to look at next. */
import type { Octets } from '../bytes/octets.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { linesOf } from '../evidence/where-to-look.ts';
import { type NotSignature, notSignatureOf } from './certainty/not-signature.ts';
import { isSignedRight } from './certainty/right-signature.ts';
import { type Verdict, verdictOf } from './certainty/verdict.ts';
import { type Finding, findCauses } from './diagnose.ts';
import { type Difference, differenceOf } from './difference/difference.ts';
import { type Sides, sidesOf } from './sides.ts';

export interface Diagnosis {
  /** What the signature itself tells; `null` where it tells nothing. */
  readonly verdict: Verdict | null;
  /** Why the refusal is not about the signature; `null` where it may be. */
  readonly notSignature: NotSignature | null;
  /** The surest first. */
  readonly findings: readonly Finding[];
  /** Between what the server made of the request and what the client signed; `null` where one is not known. */
  readonly difference: Difference | null;
  readonly sides: Sides;
  /** What would make it surer, each a sentence. */
  readonly next: readonly string[];
}

/** How a person at the command line gives the secret. */
const GIVE_SECRET = 'Give the secret access key, in the environment or with --secret-from';

/**
 * `secretOf` gives the secret of an access key ID, which is empty where nobody said it; `null` for one that is not known.
 * `giveSecret` begins the sentence that asks for it.
 */
export function diagnose(
  evidence: Evidence,
  secretOf: (accessKeyId: Octets) => Octets | null,
  giveSecret = GIVE_SECRET,
): Diagnosis {
  const sides = sidesOf(evidence, secretOf);
  const notSignature = notSignatureOf(sides);
  const found = findCauses(sides);
  const findings = notSignature === null ? found : found.filter((finding) => isStronger(finding, notSignature));
  const verdict = verdictOf(sides);
  return {
    verdict,
    notSignature: findings.length > 0 ? null : notSignature,
    findings,
    difference: differenceOf(sides),
    sides,
    next: nextSteps(sides, { notSignature, findings }, giveSecret),
  };
}

/**
 * Returns whether a cause holds although the refusal does not look like one of the signature. What the server states
 * holds always. A refusal that gives no reason may mean that no usable signature arrived.
 */
function isStronger({ standing, cause }: Finding, { id }: NotSignature): boolean {
  if (standing.kind === 'proved' && standing.by === 'statement') return true;
  return WITHOUT_REASON.has(id) && (standing.kind === 'explains' || cause.stage === 'authorization');
}

const WITHOUT_REASON: ReadonlySet<NotSignature['id']> = new Set(['permission', 'page', 'no-such-route']);

/** Whether a cause is proved or explains what happened. */
export function isNamed({ findings }: Pick<Diagnosis, 'findings'>): boolean {
  const [first] = findings;
  return first !== undefined && first.standing.kind !== 'possible';
}

/** Asks for what a request does not say that is only a URL, or a head that is cut. */
function askForRest({ request }: Sides): string[] {
  if (request === null || request.unsaid.length === 0) return [];
  return [
    'Give the whole request, with its method and all of its headers: raw, as a curl command or out of a HAR file.',
  ];
}

/** Nothing, where something is proved by what was computed; no more of the signature, where the refusal is not about it. */
function nextSteps(
  sides: Sides,
  { notSignature, findings: [first] }: Pick<Diagnosis, 'notSignature' | 'findings'>,
  giveSecret: string,
): string[] {
  if (first?.standing.kind === 'proved') return [];
  // A refusal without a reason may be about what the request does not say.
  if (notSignature !== null)
    return WITHOUT_REASON.has(notSignature.id) && !isSignedRight(sides) ? askForRest(sides) : [];
  const { answer, request, client, server, secretAccessKey, signature } = sides;
  return [
    ...(answer === null
      ? ["Give the server's whole answer, its headers and its body: it says what it computed, or which check failed."]
      : []),
    ...(request === null
      ? ['Give the request as it was sent: raw, as a URL, as a curl command or out of a HAR file.']
      : askForRest(sides)),
    ...(signature === null
      ? ['Give the signature that was sent: it is in the Authorization header, or in the URL.']
      : []),
    ...(secretAccessKey === null
      ? [`${giveSecret}: each mistake of the signer can then be made again and compared with the signature.`]
      : []),
    // What the client signed is known where the signature is right for the request.
    ...(client.known === 'quoted' || sides.rightFor.request === true
      ? []
      : [
          `Give what your client signed: its debug log holds the canonical request and the string to sign. ${linesOf('client')}`,
        ]),
    ...(answer !== null && server.known !== 'quoted'
      ? [`The server does not say what it computed: its log may. ${linesOf('server')}`]
      : []),
  ];
}
