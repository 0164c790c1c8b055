/** What `sigv4 diagnose` says: the cause, how to fix it, the evidence, how sure it is, what else it could be, what next. */
import { EMPTY, type Octets, octetAt, sliceOctets } from '../../bytes/octets.ts';
import { characterStart, codePointAt } from '../../bytes/utf8.ts';
import type { Standing } from '../../diagnosis/certainty/hit.ts';
import type { Change } from '../../diagnosis/difference/changes.ts';
import type { Difference } from '../../diagnosis/difference/difference.ts';
import type { LinePair, SideLine } from '../../diagnosis/difference/line-difference.ts';
import type { ShownDiagnosis, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { QuotedText } from '../../evidence/evidence.ts';
import { lessonOf } from '../../lessons/lesson-of.ts';
import { differingByte } from '../../verification/comparison/comparison.ts';
import { nameOfCharacter } from '../characters/character-names.ts';
import { byteName, printable, visible } from '../characters/visible.ts';
import { aside, type Block, heading, line, prose, type Run, words } from '../page.ts';
import { lessonLine } from './lesson-line.ts';
import { readBlocks } from './read-blocks.ts';
import { leadingVerdict, verdictBlocks } from './refusal-verdict.ts';

/** Returns the first line: the cause in one sentence, and how sure it is, in one word; or what the signature tells. */
export function causeRun(diagnosis: ShownDiagnosis): Run {
  const {
    findings: [first],
    difference,
  } = diagnosis;
  const verdict = leadingVerdict(diagnosis);
  const where = difference ? ` The two sides differ first in the ${difference.part.name}.` : '';
  if (verdict) return { ...verdict, text: `${verdict.text}${where}` };
  return first ? findingRun(first) : { text: `? No cause that is known explains this.${where}`, meaning: 'name' };
}

/** Returns a cause in one sentence, with how sure it is. */
export function findingRun({ says, standing }: ShownFinding): Run {
  const text = printable(says);
  return standing.kind === 'possible'
    ? { text: `? It may be this: ${text}`, meaning: 'name' }
    : { text: `✗ ${text}`, meaning: 'differs' };
}

/** Returns the first cause below a line that is not its own. */
function possibleBlocks(diagnosis: ShownDiagnosis): Block[] {
  const [first] = diagnosis.findings;
  return first && leadingVerdict(diagnosis) ? [prose(findingRun(first))] : [];
}

/** What stands below the cause. */
export function diagnosisReport(diagnosis: ShownDiagnosis): Block[] {
  const [first, ...others] = diagnosis.findings;
  return [
    ...possibleBlocks(diagnosis),
    ...(first ? fixBlocks(first) : []),
    ...verdictBlocks(diagnosis),
    ...evidenceBlocks(diagnosis, first ?? null),
    ...(first ? surenessBlocks(first) : []),
    ...otherBlocks(others),
    ...nextBlocks(diagnosis.next),
    ...(first ? sourceBlocks(first) : []),
    ...readBlocks(diagnosis),
  ];
}

export const fixBlocks = ({ fix, cause, oneOf }: ShownFinding): Block[] => [
  prose({ text: 'Fix: ', meaning: 'name' }, words(printable(fix))),
  ...(oneOf === null
    ? []
    : [prose(words(`This is ${oneOf.number} of ${oneOf.count} mistakes: fixing this alone is not enough.`))]),
  ...lessonLine(lessonOf(cause)),
];

function evidenceBlocks({ difference, read }: ShownDiagnosis, first: ShownFinding | null): Block[] {
  if (difference) return differenceBlocks(difference);
  if (first && first.changes.length > 0) return changeBlocks(first);
  return read.answer?.canonicalRequest ? quotedBlocks(read.answer.canonicalRequest) : [];
}

/** The most lines of a text that nothing is held against. */
const MOST_LINES = 60;

function quotedBlocks({ octets }: QuotedText): Block[] {
  const lines = octets.split('\n') as Octets[];
  return [
    heading('Canonical request, as the server made it'),
    ...lines.slice(0, MOST_LINES).map((text) => line('', [sideRun({ octets: text, offset: 0 }, 0, 'given')])),
    ...(lines.length > MOST_LINES ? [line('', [aside(`… and ${lines.length - MOST_LINES} lines more`)])] : []),
  ];
}

/** Lines that are the same around those that differ. */
const CONTEXT = 1;

function differenceBlocks({ text, pairs, first, part }: Difference): Block[] {
  const isNear = (index: number) => pairs.some((pair, other) => Math.abs(other - index) <= CONTEXT && !isSame(pair));
  return [
    heading(
      `${text.name}, server and client`,
      words(`first difference: ${part.name}, line ${first.pair + 1}, byte ${first.column}`),
    ),
    ...pairs.flatMap((pair, index) => (isNear(index) ? pairLines(pair) : [])),
  ];
}

const isSame = ({ server, client }: LinePair): boolean =>
  server !== null && client !== null && server.octets === client.octets;

function pairLines(pair: LinePair): Block[] {
  const { server, client } = pair;
  if (isSame(pair)) return [line('both', [sideRun(server, 0, 'given')])];
  const at = server && client ? differingByte(server.octets, client.octets) : 0;
  return [
    line('server', sideRuns(server, at)),
    line('client', sideRuns(client, at)),
    ...(server && client ? [line('', [aside(inWords(server.octets, client.octets, at))])] : []),
  ];
}

function sideRuns(side: SideLine | null, at: number): Run[] {
  if (side === null) return [aside('(no such line)')];
  if (side.octets === '') return [aside('(an empty line)')];
  return [sideRun(side, 0, 'given', at), sideRun(side, at, 'differs')].filter(({ text }) => text !== '');
}

function sideRun(side: SideLine | null, start: number, meaning: 'given' | 'differs', end?: number): Run {
  const octets = side?.octets ?? EMPTY;
  if (octets === EMPTY) return aside('(an empty line)');
  return { text: visible(sliceOctets(octets, start, end)), meaning };
}

function inWords(server: Octets, client: Octets, at: number): string {
  if (server === client) return 'They differ in a secret, which is masked.';
  return `They differ from byte ${at} on: ${characterAt(server, at)} against ${characterAt(client, at)}.`;
}

/** Of a character that takes several bytes its name. */
function characterAt(octets: Octets, at: number): string {
  if (at >= octets.length) return 'the end of the line';
  const octet = octetAt(octets, at);
  if (octet < 0x80) return byteName(octet);
  const codePoint = codePointAt(octets, characterStart(octets, at));
  return codePoint === null ? byteName(octet) : `${byteName(octet)} in ${nameOfCharacter(codePoint)}`;
}

export function changeBlocks({ changes, side }: ShownFinding): Block[] {
  return [
    heading('What was changed'),
    ...changes.flatMap((change) => changeLines(change, side === 'way' ? ['signed', 'arrived'] : ['right', 'signed'])),
  ];
}

function changeLines({ name, from, to }: Change, [before, after]: readonly [string, string]): Block[] {
  const text = (octets: Octets | null, meaning: 'given' | 'differs'): Run =>
    octets === null ? aside('(none)') : { text: visible(octets) || '(empty)', meaning };
  return [
    line('', [{ text: name, meaning: 'name' }]),
    line(before, [text(from, 'given')]),
    line(after, [text(to, 'differs')]),
  ];
}

export function surenessBlocks({ standing, side }: ShownFinding): Block[] {
  return [heading('How sure', words(standingInWords(standing, side)))];
}

/** What the standing rests on. */
export function standingInWords(standing: Standing, side: 'client' | 'way' | null): string {
  if (standing.kind === 'possible') return 'possible: it fits, and nothing proves it.';
  if (standing.kind === 'explains')
    return 'explains: what is known is exactly as this makes it; no hash and no signature proves it.';
  switch (standing.by) {
    case 'signature':
      return 'proved: with this mistake, and the secret access key, the very signature that was sent comes out.';
    case 'hash':
      return side === 'way'
        ? 'proved: with this change, the canonical request has the very hash in the string to sign of the server.'
        : 'proved: with this mistake, the canonical request has the very hash that the client signed.';
    case 'statement':
      return 'proved: the server says so.';
  }
}

function otherBlocks(others: readonly ShownFinding[]): Block[] {
  if (others.length === 0) return [];
  return [
    heading('What else it could be'),
    ...others.map(({ standing, says, cause }) =>
      line('', [words(`${printable(says)} `), aside(`(${standing.kind}; ${cause.id})`)]),
    ),
  ];
}

export function nextBlocks(next: readonly string[]): Block[] {
  return next.length === 0
    ? []
    : [heading('To be surer'), ...next.map((sentence) => line('', [words(`– ${sentence}`)]))];
}

export function sourceBlocks({ cause }: ShownFinding): Block[] {
  const link = (text: string) => line('', [{ text, meaning: 'link' } as const]);
  return [heading('More', aside(cause.id)), link(cause.see), ...cause.threads.slice(0, SHOWN_THREADS).map(link)];
}

const SHOWN_THREADS = 3;
