/**
 * Creates the pages of the walk of a diagnosis: its report, the server's text beside the client's text with their first
 * difference, and the request as given.
 */

import type { PairedLine, PairedText } from '../../diagnosis/traces/side-values.ts';
import { CAUSES_STAGE } from '../../diagnosis/traces/stages.ts';
import type { Strings } from '../../evidence/evidence.ts';
import type { SideName } from '../../sides/difference/byte-alignment.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { findValue, type StageDescription } from '../../trace/trace.ts';
import { nameOfByteAt } from '../bytes/explain.ts';
import { bytesShown } from '../bytes/shown-bytes.ts';
import { firstDifferent, positionBeside, SIDE_NAMES } from '../bytes/two-texts.ts';
import { printable } from '../characters/visible.ts';
import { requireDiagnosis, requireValue, type WalkFacts } from '../facts.ts';
import { nameOfSource } from '../input-words.ts';
import { letteredLine, lineOctets } from '../map/lettered-text.ts';
import { letteredPairs } from '../map/letters-of-text.ts';
import {
  agrees,
  aside,
  type Block,
  differs,
  heading,
  keys,
  type Line,
  line,
  type Page,
  type PageContent,
  prose,
  type TextOfSide,
  type TwoTexts,
  words,
} from '../page.ts';
import { textLines } from '../value-blocks.ts';
import { toReplay } from './cause-view.ts';
import { comparisonOf } from './compare-sides.ts';
import { isBreak } from './compared-sides.ts';
import { diagnosisReport, diagnosisTitle } from './diagnosis-view.ts';

export function causesPage(facts: WalkFacts): PageContent {
  const diagnosis = requireDiagnosis(facts);
  const [first] = diagnosis.findings;
  const title = line(first?.certainty.kind ?? '', diagnosisTitle(diagnosis));
  return { main: [first ? toReplay(title, first, 0) : title], blocks: diagnosisReport(diagnosis) };
}

/** Returns whether a page is the report of a diagnosis. */
export const isReport = ({ id }: Pick<Page, 'id'>): boolean => id === CAUSES_STAGE.id;

export function givenRequestPage(facts: WalkFacts): PageContent {
  const { request } = requireDiagnosis(facts).read;
  const where = request?.form === 'query' ? 'its query' : 'its Authorization header';
  return {
    says: 'The request as it was given. If a side does not quote its text, the text is computed from this request.',
    main: [],
    blocks: [
      heading('The head', aside(`its signature is in ${where}`)),
      ...textLines('', requireValue(facts, REQUEST)),
      keys('On a byte, u lists where it is used. On the earlier pages, o leads back here.'),
    ],
  };
}

/** Creates the page for a stage that has two texts. */
export function sidesPage(stage: StageDescription) {
  return (facts: WalkFacts): PageContent => {
    const paired = requireDiagnosis(facts).texts.find(({ text }) => text === stage.id);
    if (!paired) throw new Error(`Neither side has a ${stage.title}.`);
    const texts = twoTexts(facts, paired);
    return {
      main: [],
      texts,
      blocks: [
        ...differenceBlocks(facts, texts),
        ...consequenceBlocks(facts, stage.id),
        ...quotationBlocks(facts, stage.id),
      ],
    };
  };
}

function twoTexts(facts: WalkFacts, { text, lines, runs }: PairedText): TwoTexts {
  const sides = { server: textOfSide(facts, 'server', text), client: textOfSide(facts, 'client', text) };
  const lettered = letteredPairs(
    text,
    lines.map((pair) => octetsOfPair(facts, sides, pair)),
  );
  const lineOf = (name: SideName, range: PairedLine[SideName], index: number): Line => {
    const value = findValue(facts.trace, sides[name].value);
    if (!value) return line('', index === 0 ? [aside(`(not known: ${UNKNOWN[name]})`)] : []);
    if (range === null) return line('', aside('(no such line)'));
    // Equal lines can have different numbers, because one side can have a line that the other lacks.
    const number = lines.slice(0, index).filter((pair) => pair[name] !== null).length + 1;
    return letteredLine(value, range, { letter: null, named: 0, ...lettered[index], number });
  };
  const isSame = runs.length > 0 && runs.every(({ standing }) => standing === 'same');
  const client = isSame ? { ...sides.client, title: `${sides.client.title}, the same` } : sides.client;
  return {
    sides: { ...sides, client },
    lines: lines.map(({ server, client }, index) => ({
      server: lineOf('server', server, index),
      client: lineOf('client', client, index),
    })),
    runs,
  };
}

/** Returns the lines of a pair without their ends. */
function octetsOfPair({ trace }: WalkFacts, sides: TwoTexts['sides'], pair: PairedLine) {
  const lineOf = (side: SideName) => {
    const [range, value] = [pair[side], findValue(trace, sides[side].value)];
    return range && value ? { octets: lineOctets(value, range) } : null;
  };
  return { server: lineOf('server'), client: lineOf('client') };
}

const UNKNOWN: Readonly<Record<SideName, string>> = {
  server: 'the response does not quote it',
  client: "give the request, or your client's log of what it signed",
};

const REBUILT = {
  signature: 'rebuilt: gives exactly the signature that was sent',
  hash: 'rebuilt: has exactly the hash that was stated',
} as const;

function textOfSide(facts: WalkFacts, side: SideName, text: string): TextOfSide {
  const value = `${side}/${text}`;
  const shown = bytesShown(facts, value);
  const quoted = quotedText(facts, side, text);
  const { rebuilt } = requireDiagnosis(facts);
  if (rebuilt?.side === side) return { value, title: `${side}, ${REBUILT[rebuilt.by]}` };
  const by = quoted ? `, ${printable(nameOfSource(quoted.by))}` : ', computed from the request';
  return { value, title: shown ? `${side}${by}, ${shown.length} bytes` : side };
}

function quotedText(facts: WalkFacts, side: SideName, text: string) {
  const { answer, client } = requireDiagnosis(facts).read;
  const strings: Strings | null = side === 'server' ? answer : client;
  const found = (text === 'canonical-request' ? strings?.canonicalRequest : strings?.stringToSign) ?? null;
  return found?.octets === findValue(facts.trace, `${side}/${text}`)?.bytes.octets ? found : null;
}

function differenceBlocks(facts: WalkFacts, texts: TwoTexts): Block[] {
  const isKnown = SIDE_NAMES.every((side) => findValue(facts.trace, texts.sides[side].value));
  if (!isKnown) return [];
  const first = firstDifferent(texts, facts.trace);
  if (!first) return sameBlocks(facts);
  const beside = positionBeside(texts, first);
  const side = first.value === texts.sides.server.value ? 'server' : 'client';
  const other = side === 'server' ? 'client' : 'server';
  return [
    heading('Where they differ', `first at byte ${first.byte} of the ${side}'s text, counted from 0`),
    line(side, differs(nameOfByteAt(facts, first))),
    line(other, beside ? differs(nameOfByteAt(facts, beside)) : aside('(no byte here)')),
    keys('h and l move from byte to byte, tab switches sides, ≠ marks what differs.'),
  ];
}

/** Says that the strings to sign differ because the canonical requests do, in the line of the first difference. */
function consequenceBlocks(facts: WalkFacts, text: string): Block[] {
  const diagnosis = requireDiagnosis(facts);
  if (text !== STRING_TO_SIGN.id || diagnosis.compared?.text.id !== CANONICAL_REQUEST.id) return [];
  const first = comparisonOf(diagnosis)?.lines.find(isBreak);
  const where = first?.number ? `line ${first.number} of the canonical request` : 'the canonical request';
  return [prose(`The last line is the hash of the canonical request. Its difference follows from ${where}.`)];
}

/**
 * Says that the texts are equal. A text that was computed from the request is the text that the client should have
 * signed, but not necessarily the text that it did sign.
 */
const sameBlocks = (facts: WalkFacts): Block[] => [
  heading('Both are the same', agrees('✓ byte for byte')),
  ...(requireDiagnosis(facts).read.client ? [] : [prose(MAY_HAVE_SIGNED_OTHER)]),
];

const MAY_HAVE_SIGNED_OTHER =
  "The client's text is computed from the request that was sent. If the client is proved to have signed a different text, the replay shows it: press Enter on the cause in step 1.";

const WHOLE = 'Its SHA-256 is the hash in the string to sign of the same side, so it is complete. ';

/** Lists the repairs to a quoted text, and says whether the text has been proved complete. */
const quotationBlocks = (facts: WalkFacts, text: string): Block[] =>
  SIDE_NAMES.flatMap((side) => {
    const quoted = quotedText(facts, side, text);
    const proof = quoted?.proof === 'proved' ? [words(WHOLE)] : [];
    const runs = [...proof, ...(quoted?.repairs ?? []).map((repair) => aside(`${printable(repair)} `))];
    return runs.length === 0 ? [] : [heading(`The ${side}'s text`), prose(...runs)];
  });
