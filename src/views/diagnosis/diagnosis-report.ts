/**
 * Writes the report of `sigv4 diagnose`: the cause, its fix, the evidence, the confidence, other causes, and the next
 * steps.
 */
import { type Octets, octetAt } from '../../bytes/octets.ts';
import { characterStart, codePointAt } from '../../bytes/utf8.ts';
import type { RefusedText, ShownDiagnosis, ShownEvidence, ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import type { QuotedText } from '../../evidence/evidence.ts';
import { lessonOf } from '../../lessons/lesson-of.ts';
import type { Change } from '../../sides/difference/changes.ts';
import type { Difference } from '../../sides/difference/difference.ts';
import type { LinePair } from '../../sides/difference/line-difference.ts';
import { shownLines, shownPairs } from '../../sides/difference/line-ends.ts';
import { isCut } from '../../sigv4/stages/canonical-request/cut-off.ts';
import { differingByte } from '../../verification/comparison/comparison.ts';
import { nameOfCharacter } from '../characters/character-names.ts';
import { byteName, printable, visible, visibleText } from '../characters/visible.ts';
import { sourceWords } from '../input-words.ts';
import { aside, type Block, heading, line, link, prose, type Run, words } from '../page.ts';
import { lessonLine, markedLine } from '../value-blocks.ts';
import { findingFix, findingSays, standingInWords } from './finding-words.ts';
import { leadingVerdict, verdictBlocks } from './refusal-verdict.ts';
import { otherInWords, otherSuspectBlocks, questionBlocks, ruledOutBlocks, suspectBlocks } from './suspect-blocks.ts';

/**
 * Returns the first line. This line states the cause in one sentence or, if there is no cause, the finding about the
 * signature itself.
 */
export function causeRun(diagnosis: ShownDiagnosis): Run {
  const {
    findings: [first],
    difference,
  } = diagnosis;
  const verdict = leadingVerdict(diagnosis);
  const where = difference ? ` The two sides first differ in the ${difference.part.name}.` : '';
  if (verdict) return { ...verdict, text: `${verdict.text}${where}` };
  return first ? findingRun(first) : { text: `? No known cause explains this.${where}`, meaning: 'name' };
}

function findingRun(finding: ShownFinding): Run {
  const text = printable(findingSays(finding));
  return finding.standing.kind === 'possible'
    ? { text: `? Possibly: ${text}`, meaning: 'name' }
    : { text: `✗ ${text}`, meaning: 'differs' };
}

/** Returns the first cause as a block. Returns nothing if the first line already states it. */
function possibleBlocks(diagnosis: ShownDiagnosis): Block[] {
  const [first] = diagnosis.findings;
  return first && leadingVerdict(diagnosis) ? [prose(findingRun(first))] : [];
}

/** Says which of several responses was read, because a wrong choice makes the whole report wrong. */
const choiceBlocks = ({ read }: ShownDiagnosis): Block[] =>
  read.choices.map((sentence) => prose(aside(printable(sentence))));

/** Returns the report below the first line. */
export function diagnosisReport(diagnosis: ShownDiagnosis): Block[] {
  const [first, ...others] = diagnosis.findings;
  return [
    ...choiceBlocks(diagnosis),
    ...possibleBlocks(diagnosis),
    ...(first ? fixBlocks(first) : []),
    ...verdictBlocks(diagnosis),
    ...evidenceBlocks(diagnosis, first ?? null),
    ...(first ? surenessBlocks(first) : []),
    ...(first ? suspectBlocks(first) : []),
    ...sameBlocks(others),
    ...otherBlocks(
      others.filter(({ isSameBytes }) => !isSameBytes),
      otherInWords(diagnosis),
    ),
    ...questionBlocks(diagnosis),
    ...ruledOutBlocks(diagnosis),
    ...nextBlocks(diagnosis.next),
    ...(first ? sourceBlocks(first) : []),
    ...readBlocks(diagnosis),
  ];
}

/** Returns the fix. Lines for the client and the proxy that were recognized come first. */
export function fixBlocks(finding: ShownFinding): Block[] {
  const { lines, cause, oneOf } = finding;
  return [
    ...lines.map(({ name, line }) =>
      prose({ text: `In ${name}: `, meaning: 'name' }, { text: line, meaning: 'command' }),
    ),
    prose({ text: 'Fix: ', meaning: 'name' }, words(printable(findingFix(finding)))),
    ...(oneOf === null
      ? []
      : [prose(words(`This is ${oneOf.number} of ${oneOf.count} mistakes: fixing this alone is not enough.`))]),
    ...lessonLine(lessonOf(cause)),
  ];
}

function evidenceBlocks({ difference, refused }: ShownDiagnosis, first: ShownFinding | null): Block[] {
  if (difference) return differenceBlocks(difference);
  if (first && first.changes.length > 0) return changeBlocks(first);
  return refused ? quotedBlocks(refused) : [];
}

/** The maximum number of lines that are shown from a text that cannot be compared with another text. */
const MOST_LINES = 60;

function quotedBlocks({ name, octets }: RefusedText): Block[] {
  const [lines = []] = shownLines(octets);
  return [
    heading(`${name}, as the server computed it`),
    ...lines.slice(0, MOST_LINES).map((text) => line('', markedLine(text, null))),
    ...(lines.length > MOST_LINES ? [line('', [aside(`… and ${lines.length - MOST_LINES} more lines`)])] : []),
  ];
}

/** The number of equal lines shown before and after lines that differ. */
const CONTEXT = 1;

function differenceBlocks({ text, pairs, first, part }: Difference): Block[] {
  const shown = shownPairs(pairs);
  const isNear = (index: number) => pairs.some((pair, other) => Math.abs(other - index) <= CONTEXT && !isSame(pair));
  return [
    heading(
      `${text.name}, server and client`,
      words(`first difference: ${part.name}, line ${first.pair + 1}, byte ${first.column}`),
    ),
    ...pairs.flatMap((pair, index) => (isNear(index) ? pairLines(pair, shown[index]) : [])),
  ];
}

const isSame = ({ server, client }: LinePair): boolean =>
  server !== null && client !== null && server.octets === client.octets;

function pairLines(pair: LinePair, shown: ReturnType<typeof shownPairs>[number] | undefined): Block[] {
  const { server, client } = pair;
  if (isSame(pair)) return [line('both', markedLine(shown?.server ?? null, null))];
  const at = server && client ? differingByte(server.octets, client.octets) : 0;
  return [
    line('server', markedLine(shown?.server ?? null, at)),
    line('client', markedLine(shown?.client ?? null, at)),
    ...(server && client ? [line('', [aside(inWords(server.octets, client.octets, at))])] : []),
  ];
}

function inWords(server: Octets, client: Octets, at: number): string {
  if (server === client) return 'They differ in a secret, which is masked.';
  return `They first differ at byte ${at}: ${characterAt(server, at)} on the server, ${characterAt(client, at)} on the client.`;
}

/** Names a byte. If the byte is part of a multibyte character, names that character too. */
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

export function surenessBlocks(finding: ShownFinding): Block[] {
  return [heading('How sure', words(standingInWords(finding)))];
}

/** Lists other mistakes that produce the bytes of the first cause. What proves one of them proves only the bytes. */
function sameBlocks(others: readonly ShownFinding[]): Block[] {
  const same = others.filter(({ isSameBytes }) => isSameBytes);
  return same.length === 0
    ? []
    : [
        heading('Other mistakes that produce the same bytes'),
        ...same.map((finding) =>
          line('', [words(`${printable(findingSays(finding))} `), aside(`(${finding.cause.id})`)]),
        ),
      ];
}

function otherBlocks(others: readonly ShownFinding[], otherwise: string | null): Block[] {
  if (others.length === 0 && otherwise === null) return [];
  return [
    heading('Other possible causes'),
    ...others.flatMap((finding) => {
      const { standing, cause, suspected } = finding;
      if (suspected !== null) return otherSuspectBlocks(finding);
      return [line('', [words(`${printable(findingSays(finding))} `), aside(`(${standing.kind}; ${cause.id})`)])];
    }),
    ...(otherwise === null ? [] : [line('', [words(otherwise)])]),
  ];
}

export function nextBlocks(next: readonly string[]): Block[] {
  return next.length === 0
    ? []
    : [heading('To find out more'), ...next.map((sentence) => line('', [words(`– ${sentence}`)]))];
}

export function sourceBlocks({ cause }: ShownFinding): Block[] {
  const linkLine = (address: string) => line('', [link(address, address)]);
  const threads = cause.threads.slice(0, SHOWN_THREADS);
  return [heading('More', aside(cause.id)), linkLine(cause.see), ...threads.map(linkLine)];
}

const SHOWN_THREADS = 3;

/** Lists the inputs that were read and how they were repaired. */
export function readBlocks({ read }: ShownDiagnosis): Block[] {
  const { answer, client, request } = read;
  const texts = [answer?.canonicalRequest, answer?.stringToSign, client?.canonicalRequest, client?.stringToSign];
  const repairs = texts.flatMap((text) => text?.repairs ?? []);
  return [
    heading('What was read'),
    line('answer', [answer ? words(answerInWords(answer.status, answer.code)) : aside('none')]),
    line('its strings', [quotedInWords(answer?.canonicalRequest ?? null, answer?.stringToSign ?? null)]),
    line('request', [request ? words(requestInWords(request)) : aside('none')]),
    ...partLines(read.parts),
    line("client's log", [quotedInWords(client?.canonicalRequest ?? null, client?.stringToSign ?? null)]),
    line('secret', [read.secret === 'unknown' ? aside('not known') : words(secretInWords(read))]),
    ...[...new Set([...repairs, ...read.remarks])].map((remark) => line('', [aside(printable(remark))])),
  ];
}

const PARTS = [
  ['host', 'host'],
  ['path', 'path'],
  ['scope', 'scope'],
  ['signedHeaders', 'signed'],
] as const;

/** Lists the parts that were read, and names the parts that were not, so that nothing is omitted silently. */
function partLines(parts: ShownDiagnosis['read']['parts']): Block[] {
  const unread = PARTS.filter(([id]) => parts[id] === null).map(([id, name]) =>
    id === 'signedHeaders' ? 'signed headers' : name,
  );
  const read = PARTS.flatMap(([id, name]) => {
    const part = parts[id];
    return part === null ? [] : [line(name, [words(visible(part))])];
  });
  return [...read, ...(unread.length === 0 ? [] : [line('not found', [aside(unread.join(', '))])])];
}

function requestInWords({ method, unsaid }: NonNullable<ShownDiagnosis['read']['request']>): string {
  if (unsaid.includes('target')) return 'parts of one; its path and some of its headers are not known';
  if (unsaid.includes('method')) return 'a URL; its method and headers are not known';
  return unsaid.includes('headers') ? `${visible(method)}; some of its headers may be missing` : visible(method);
}

const secretInWords = ({ secretFrom }: Pick<ShownEvidence, 'secretFrom'>): string =>
  secretFrom === null ? 'known' : `known, from ${printable(sourceWords(secretFrom))}`;

const answerInWords = (status: number | null, code: string | null): string =>
  [status === null ? '' : `status ${status}`, visibleText(code ?? 'no code')].filter((part) => part !== '').join(', ');

function quotedInWords(canonicalRequest: QuotedText | null, stringToSign: QuotedText | null): Run {
  const named = [canonicalRequest && 'canonical request', stringToSign && 'string to sign'].filter(
    (name) => name !== null,
  );
  if (named.length === 0) return aside('none');
  const proof = canonicalRequest?.standing === 'proved' ? ', with matching hashes' : '';
  const doubt =
    canonicalRequest?.standing === 'refuted' ? ', whose hashes do not match: the pasted text is damaged' : '';
  const cut = canonicalRequest && isCut(canonicalRequest) ? '; the canonical request is cut off' : '';
  return words(`${named.join(' and ')}${proof}${doubt}${cut}`);
}
