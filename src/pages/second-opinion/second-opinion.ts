/** A second opinion: what AWS's own JavaScript signer makes of a request, held against what this program made of it. */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import type { Rules } from '../../sigv4/rules.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { printable, visible } from '../characters/visible.ts';
import { aside, type Block, heading, type Line, line, prose, type Run, words } from '../page.ts';

/** A request that was signed here, for another signer to sign again. Not for showing: it has the secret. */
export interface SecondOpinionInput {
  readonly method: Octets;
  /** As it is on the wire. */
  readonly path: Octets;
  /** As it is on the wire, without the `?`; `null` without one. */
  readonly query: Octets | null;
  /** Every header that goes over the wire, name and value, in its order. */
  readonly headers: readonly (readonly [name: Octets, value: Octets])[];
  /** In lower case. */
  readonly signedHeaders: readonly Octets[];
  /** As it stands on the last line of the canonical request. */
  readonly hashedPayload: Octets;
  readonly accessKeyId: Octets;
  readonly secretAccessKey: Octets;
  /** YYYYMMDD'T'HHMMSS'Z', in UTC. */
  readonly timestamp: Octets;
  readonly region: Octets;
  readonly service: Octets;
  readonly rules: Pick<Rules, 'pathEncoding' | 'pathSegments' | 'plusInQuery'>;
  /** What this program made of it. */
  readonly ours: {
    readonly canonicalUri: Octets;
    readonly canonicalRequest: Octets;
    readonly stringToSign: Octets;
    readonly signature: Octets;
  };
}

/** What the other signer made of it. */
export interface TheirAnswer {
  readonly canonicalRequest: Octets;
  readonly signature: Octets;
}

/** A line of the one canonical request and of the other; `null` where one of them has no such line. */
export interface DifferingLine {
  readonly ours: Octets | null;
  readonly theirs: Octets | null;
}

/** An answer, the value of a session token overwritten with `*`. */
interface Answered extends TheirAnswer {
  /** Which signer: package and version. */
  readonly by: string;
  /** Of what is compared; `null` where that is the same in both, and only the signatures may differ. */
  readonly firstDifferingLine: DifferingLine | null;
  /** What this check cannot settle in this very request, and why. */
  readonly notCompared: readonly string[];
}

/**
 * `agrees`: in all that can be compared, the canonical requests are the same, and so are the signatures.
 * `unavailable`: there is no answer; `because` is a sentence.
 */
export type SecondOpinion =
  | (Answered & { readonly kind: 'agrees' | 'differs' })
  | { readonly kind: 'unavailable'; readonly by: string; readonly because: string };

/** A part of the request that the other signer cannot be given, so that its line is left out of both sides. */
export type LeftOut =
  | { readonly part: 'path' }
  | { readonly part: 'query' }
  | { readonly part: 'header'; readonly name: string };

/** What the check cannot do for a request. */
export interface Limits {
  readonly leftOut: readonly LeftOut[];
  readonly notCompared: readonly string[];
}

/** Holds one answer against the other. Where something is left out, their signature is that of our string to sign. */
export function compareSigners(
  { ours }: Pick<SecondOpinionInput, 'ours'>,
  theirs: TheirAnswer,
  { leftOut, notCompared }: Limits,
  by: string,
): SecondOpinion {
  const firstDifferingLine = firstDifference(
    comparedLines(ours.canonicalRequest, leftOut),
    comparedLines(theirs.canonicalRequest, leftOut),
  );
  const agrees = firstDifferingLine === null && ours.signature === theirs.signature;
  const { canonicalRequest, signature } = theirs;
  return {
    kind: agrees ? 'agrees' : 'differs',
    by,
    canonicalRequest: canonicalRequest.split('\n').map(withoutSecrets).join('\n') as Octets,
    signature,
    firstDifferingLine,
    notCompared,
  };
}

/** The lines of a canonical request, but those that only one side can have. */
function comparedLines(canonicalRequest: Octets, leftOut: readonly LeftOut[]): string[] {
  const lines = canonicalRequest.split('\n');
  const headers = leftOut.flatMap((each) => (each.part === 'header' ? [each.name] : []));
  const isLeftOut = (part: LeftOut['part']) => leftOut.some((each) => each.part === part);
  return lines.flatMap((text, index) => {
    if ((index === 1 && isLeftOut('path')) || (index === 2 && isLeftOut('query'))) return [];
    if (index > 2 && index < lines.length - 3) return headers.includes(nameOf(text)) ? [] : [text];
    return index === lines.length - 2 ? [withoutNames(text, headers)] : [text];
  });
}

const nameOf = (headerLine: string) => headerLine.slice(0, headerLine.indexOf(':'));

const withoutNames = (signedHeaders: string, names: readonly string[]) =>
  signedHeaders
    .split(';')
    .filter((name) => !names.includes(name))
    .join(';');

function firstDifference(ours: readonly string[], theirs: readonly string[]): DifferingLine | null {
  for (let index = 0; index < Math.max(ours.length, theirs.length); index++) {
    if (ours[index] !== theirs[index]) return { ours: shownLine(ours[index]), theirs: shownLine(theirs[index]) };
  }
  return null;
}

const shownLine = (text: string | undefined) => (text === undefined ? null : withoutSecrets(text));

/** A line of a canonical request, the values of secret headers and parameters masked. */
function withoutSecrets(text: string): Octets {
  const headers = maskSecretsIn(text as Octets);
  // A canonical query string begins without the mark by which parameters are found.
  return sliceOctets(maskSecretsIn(`?${headers}` as Octets), 1);
}

/** What to show of it; nothing where nobody was asked. */
export function opinionBlocks(opinion: SecondOpinion | null): Block[] {
  if (opinion === null) return [];
  const who = aside(`Asked: ${opinion.by}, which AWS's SDK for JavaScript signs with.`);
  if (opinion.kind === 'unavailable') {
    return [heading(TITLE, aside('no answer')), prose(who), prose(words(printable(opinion.because)))];
  }
  return [
    heading(TITLE, verdictRun(opinion)),
    prose(who),
    ...differenceLines(opinion),
    ...opinion.notCompared.map((says) => prose(words(printable(says)))),
  ];
}

const TITLE = "AWS's own JavaScript signer";

function verdictRun({ kind, notCompared, firstDifferingLine }: Answered & { readonly kind: string }): Run {
  if (kind === 'agrees') {
    const what = notCompared.length > 0 ? 'agrees in all that it compares' : 'the same canonical request and signature';
    return { text: `✓ ${what}`, meaning: 'agrees' };
  }
  const what = firstDifferingLine ? 'canonical request: this line first' : 'signature only';
  return { text: `✗ differs in the ${what}`, meaning: 'differs' };
}

function differenceLines({ kind, signature, firstDifferingLine }: Answered & { readonly kind: string }): Line[] {
  if (kind === 'agrees') return [];
  const shown = (octets: Octets | null): Run =>
    octets === null ? aside('(no such line)') : { text: visible(octets), meaning: 'differs' };
  return firstDifferingLine
    ? [line('ours', [shown(firstDifferingLine.ours)]), line('theirs', [shown(firstDifferingLine.theirs)])]
    : [line('theirs', [shown(signature)])];
}
