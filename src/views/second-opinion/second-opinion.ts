/** Creates a second opinion, which compares the result of the AWS JavaScript signer with the result of this program. */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import type { Rules } from '../../sigv4/rules.ts';
import { maskSecretsIn } from '../../sigv4/secrets/secret-headers.ts';
import { printable, visible } from '../characters/visible.ts';
import { agrees, aside, type Block, differs, heading, type Line, line, prose, type Run } from '../page.ts';

/** A signed request for another signer to sign again. This input contains the secret and must never be shown. */
export interface SecondOpinionInput {
  readonly method: Octets;
  /** The path as it appears on the wire. */
  readonly path: Octets;
  /** The query as it appears on the wire, not including the `?`; `null` if there is no query. */
  readonly query: Octets | null;
  /** All headers on the wire, in order. */
  readonly headers: readonly (readonly [name: Octets, value: Octets])[];
  /** Names in lowercase. */
  readonly signedHeaders: readonly Octets[];
  /** The last line of the canonical request. */
  readonly hashedPayload: Octets;
  readonly accessKeyId: Octets;
  readonly secretAccessKey: Octets;
  /** The time in UTC, as YYYYMMDD'T'HHMMSS'Z'. */
  readonly timestamp: Octets;
  readonly region: Octets;
  readonly service: Octets;
  readonly rules: Pick<Rules, 'pathEncoding' | 'pathSegments' | 'plusInQuery'>;
  readonly ours: {
    readonly canonicalUri: Octets;
    readonly canonicalRequest: Octets;
    readonly stringToSign: Octets;
    readonly signature: Octets;
  };
}

export interface TheirAnswer {
  readonly canonicalRequest: Octets;
  readonly signature: Octets;
}

/** The lines at the same position in both canonical requests; `null` if a canonical request has no such line. */
export interface DifferingLine {
  readonly ours: Octets | null;
  readonly theirs: Octets | null;
}

/** A result in which the session token is overwritten with `*`. */
interface Answered extends TheirAnswer {
  /** The package and the version of the signer. */
  readonly by: string;
  /**
   * The first line that differs; `null` if all compared lines are equal, in which case only the signatures can differ.
   */
  readonly firstDifferingLine: DifferingLine | null;
  /** Sentences about what cannot be compared in this request, and why. */
  readonly notCompared: readonly string[];
}

/**
 * The opinion of the other signer. `agrees` means that everything that can be compared is equal, including the
 * signatures. `unavailable` means that there is no result, and `because` is a sentence that explains why.
 */
export type SecondOpinion =
  | (Answered & { readonly kind: 'agrees' | 'differs' })
  | { readonly kind: 'unavailable'; readonly by: string; readonly because: string };

/** A part of the request that the other signer cannot process. The line that contains the part is not compared. */
export type LeftOut =
  | { readonly part: 'path' }
  | { readonly part: 'query' }
  | { readonly part: 'header'; readonly name: string };

export interface Limits {
  readonly leftOut: readonly LeftOut[];
  readonly notCompared: readonly string[];
}

/** Compares the two results. If a part is omitted, `theirs` contains the signature of this program's string to sign. */
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

/** Returns the lines of a canonical request without the omitted parts. */
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

/** Masks the values of secret headers and parameters in a line of a canonical request. */
function withoutSecrets(text: string): Octets {
  const headers = maskSecretsIn(text as Octets);
  // Masking expects a `?`, but a canonical query string does not have one.
  return sliceOctets(maskSecretsIn(`?${headers}` as Octets), 1);
}

/** Shows the opinion. Returns nothing if there is no opinion. */
export function opinionBlocks(opinion: SecondOpinion | null): Block[] {
  if (opinion === null) return [];
  const isKnown = opinion.kind !== 'unavailable';
  return [
    heading("AWS's own JavaScript signer", isKnown ? verdictRun(opinion) : aside('no result')),
    prose(aside(`Signed again with ${opinion.by}, the signer of the AWS SDK for JavaScript.`)),
    ...(isKnown ? differenceLines(opinion) : []),
    ...(isKnown ? opinion.notCompared : [opinion.because]).map((says) => prose(printable(says))),
  ];
}

type Known = Exclude<SecondOpinion, { readonly kind: 'unavailable' }>;

function verdictRun({ kind, notCompared, firstDifferingLine }: Known): Run {
  if (kind === 'agrees') {
    const what =
      notCompared.length > 0
        ? 'agrees in everything that can be compared'
        : 'gives the same canonical request and signature';
    return agrees(`✓ ${what}`);
  }
  const what = firstDifferingLine ? 'canonical request, first in this line' : 'signature only';
  return differs(`✗ differs in the ${what}`);
}

function differenceLines({ kind, signature, firstDifferingLine }: Known): Line[] {
  if (kind === 'agrees') return [];
  const lineOf = (label: string, octets: Octets | null) =>
    line(label, octets === null ? aside('(no such line)') : differs(visible(octets)));
  return firstDifferingLine
    ? [lineOf('ours', firstDifferingLine.ours), lineOf('theirs', firstDifferingLine.theirs)]
    : [lineOf('theirs', signature)];
}
