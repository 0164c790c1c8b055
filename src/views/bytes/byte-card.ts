/** Creates the card of a byte. The card shows the byte's name, its source, the rule that put it there, and its uses. */
import { EMPTY, octetAt } from '../../bytes/octets.ts';
import type { Origin, Source } from '../../bytes/origin.ts';
import { characterStart, codePointAt } from '../../bytes/utf8.ts';
import type { SideName } from '../../sides/difference/byte-alignment.ts';
import { PAYLOAD } from '../../trace/payload.ts';
import { type FoundSource, type Position, ruleAt, sourcesAt, spanAt, usesOf } from '../../trace/provenance.ts';
import { findValue } from '../../trace/trace.ts';
import { nameOfCharacter } from '../characters/character-names.ts';
import { glyphsOfText } from '../characters/glyphs.ts';
import { byteName, hexName } from '../characters/visible.ts';
import { differsAt, positionBeside, SIDE_NAMES, sideOf } from '../diagnosis/two-texts.ts';
import type { WalkFacts } from '../facts.ts';
import { inputWords } from '../input-words.ts';
import { isPlace, type Places, type Tag } from '../map/places.ts';
import { aside, type Run, type TwoTexts, words } from '../page.ts';
import { partAt } from './message-parts.ts';
import { type BytesShown, bytesShown, SENT_BODY } from './shown-bytes.ts';

export interface ByteCard {
  /** The place that the byte comes from, in the request or in another input; `null` if there is no single place. */
  readonly place: { readonly letter: string; readonly hue: number; readonly name: string } | null;
  /** The name of the byte, such as `"/" (0x2f)`. */
  readonly name: string;
  /** The position and the name of the byte, such as `byte 3 of 120 of Canonical request: "/" (0x2f)`. */
  readonly what: readonly Run[];
  /**
   * The part of the message that contains the byte, such as "the value of the Content-Type header"; `null` if the part
   * is unknown, or if `place` already names it.
   */
  readonly part: string | null;
  /** The rule that put the byte there, or the bytes from which it was derived and the method of derivation. */
  readonly why: readonly Run[];
  /**
   * The address of the AWS page or RFC that documents the byte; `null` if the byte was given as input and is not part
   * of a message.
   */
  readonly see: string | null;
  /** The places to which the keys `o` and `u` lead. */
  readonly ways: readonly Run[];
}

export function byteCard(facts: WalkFacts, places: Places, position: Position): ByteCard | null {
  const shown = bytesShown(facts, position.value);
  if (!shown || position.byte >= shown.stored.length) return null;
  const { byte } = position;
  const tag = tagAt(places, position);
  const place = isPlace(tag) ? tag : null;
  const part = partAt(facts, position);
  return {
    place,
    name: nameOf(shown, byte),
    what: [words(`byte ${byte} of ${shown.length} of ${shown.name}: `), { text: nameOf(shown, byte), meaning: 'name' }],
    part: place ? null : (part?.name ?? null),
    why: whyOf(facts, position),
    see: pageOf(facts, position) ?? part?.see ?? null,
    ways: waysOf(facts, position),
  };
}

/** Names the byte at a position. Returns "the end" for a position after the last byte. */
export function nameOfByteAt(facts: Pick<WalkFacts, 'trace' | 'body' | 'exchange'>, { value, byte }: Position): string {
  const shown = bytesShown(facts, value);
  return shown && byte < shown.stored.length ? nameOf(shown, byte) : 'the end';
}

/** Names a byte. If the byte is part of a multibyte character, names that character too. */
function nameOf({ stored, masked, form }: BytesShown, byte: number): string {
  if (masked.some(({ start, end }) => start <= byte && byte < end)) return 'a byte of a secret, masked';
  const alone = stored.read(byte, byte + 1);
  if (alone === EMPTY) return 'it can no longer be read';
  const octet = octetAt(alone, 0);
  // The bytes of a key are not characters.
  if (form === 'octets') return hexName(octet);
  if (octet < 0x80) return byteName(octet);
  const first = Math.max(byte - LONGEST + 1, 0);
  const around = stored.read(first, Math.min(byte + LONGEST, stored.length));
  const codePoint = codePointAt(around, characterStart(around, byte - first));
  return codePoint === null ? byteName(octet) : `${byteName(octet)} in ${characterInWords(codePoint)}`;
}

/**
 * Names a character, such as `"é" U+00E9, lowercase letter (Latin)`. The character itself is omitted if it is
 * invisible.
 */
function characterInWords(codePoint: number): string {
  const [glyph] = glyphsOfText(String.fromCodePoint(codePoint), 'words');
  const itself = glyph?.kind === 'plain' ? `"${glyph.text}" ` : '';
  return itself + nameOfCharacter(codePoint);
}

/** The maximum length of a UTF-8 character, in bytes (RFC 3629). */
const LONGEST = 4;

export function tagAt(places: Places, { value, byte }: Position): Tag {
  return places.runsOf(value).find(({ start, end }) => start <= byte && byte < end)?.tag ?? 'unknown';
}

function whyOf({ trace }: WalkFacts, position: Position): Run[] {
  const rule = ruleAt(trace, position);
  if (rule) return [{ text: 'fixed: ', meaning: 'fixed' }, words(rule.says)];
  const sources = sourcesAt(trace, position);
  if (sources.length === 0) return [aside(WITHOUT_SPANS[position.value] ?? 'as received')];
  return madeOf(trace, sources);
}

/**
 * Returns the page that documents where a byte comes from, or else the page of its stage. Returns `null` if there is no
 * such page.
 */
function pageOf({ trace }: WalkFacts, position: Position): string | null {
  const origin = spanAt(trace, position)?.origin;
  const stage = findValue(trace, position.value)?.stage;
  const ofStage = trace.stages.find(({ id }) => id === stage)?.see ?? null;
  return origin ? pageOfOrigin(origin, ofStage) : null;
}

function pageOfOrigin(origin: Origin, ofStage: string | null): string | null {
  switch (origin.kind) {
    case 'given':
      return null;
    case 'fixed':
      return origin.rule.see;
    case 'copy':
      return ofStage;
    case 'derived':
      return origin.by.findLast(({ see }) => see !== undefined)?.see ?? ofStage;
  }
}

/** Descriptions of bytes that are not in the trace, by value ID. */
const WITHOUT_SPANS: Readonly<Record<string, string>> = { [SENT_BODY]: 'from the body, as sent' };

function madeOf(trace: WalkFacts['trace'], sources: readonly FoundSource[]): Run[] {
  const done = [...new Set(sources.flatMap(({ by }) => by.map((transform) => transform.done)))];
  const names = sources.map(({ source, role }) => `${sourceInWords(trace, source)}${role ? ` as ${role}` : ''}`);
  const meaning = done.length === 0 ? 'copied' : 'derived';
  const how =
    done.length === 0 ? (sources[0]?.source.kind === 'given' ? 'given: ' : 'copied: ') : `${done.join(', ')}: `;
  return [
    { text: how, meaning: sources[0]?.source.kind === 'given' && done.length === 0 ? 'given' : meaning },
    words(names.join(' and ')),
  ];
}

function sourceInWords(trace: WalkFacts['trace'], source: Source): string {
  switch (source.kind) {
    case 'given':
      return `by ${inputWords(source.input)}`;
    case 'fixed':
      return `the ${source.rule.id.replaceAll('-', ' ')}`;
    case 'copy':
      return rangeInWords(trace, source);
  }
}

/** Names a range, such as "bytes 4 to 12 of Request, step 1". */
export function rangeInWords(
  trace: WalkFacts['trace'],
  { value, start, end }: { readonly value: string; readonly start: number; readonly end: number },
): string {
  const found = findValue(trace, value);
  const which = end - start === 1 ? `byte ${start}` : `bytes ${start} to ${end - 1}`;
  if (value === PAYLOAD) return end === start ? 'the payload, which is empty' : `${which} of the payload`;
  if (!found) return `${which} of ${value}`;
  const stage = trace.stages.findIndex(({ id }) => id === found.stage) + 1;
  return start === 0 && end === found.bytes.octets.length
    ? `${found.name}, step ${stage}`
    : `${which} of ${found.name}, step ${stage}`;
}

function waysOf({ trace }: WalkFacts, { value, byte }: Position): Run[] {
  const hasSource = sourcesAt(trace, { value, byte }).some(({ source }) => source.kind === 'copy');
  const uses = usesOf(trace, { value, start: byte, end: byte + 1 }).length;
  const key = (text: string): Run => ({ text, meaning: 'name' });
  return [
    ...(hasSource ? [key('o'), aside(' goes to its source   ')] : []),
    ...(uses > 0 ? [key('u'), aside(` goes to its ${uses === 1 ? 'use' : `${uses} uses`}`)] : []),
  ];
}

interface ByteOfTwo {
  readonly texts: TwoTexts;
  readonly at: Position;
}

/**
 * Creates the card for two aligned bytes. It shows the server's byte, the client's byte, whether they differ, and the
 * origin of the selected byte. Returns `null` if the selected byte has no card.
 */
export function cardOfTwo(facts: WalkFacts, places: Places, { texts, at }: ByteOfTwo): ByteCard | null {
  const own = byteCard(facts, places, at);
  if (!own) return null;
  const beside = positionBeside(texts, at);
  const side = sideOf(texts, at.value);
  const [server, client] = SIDE_NAMES.map((name) => sideRuns(facts, name, name === side ? at : beside, texts));
  const standing: Run =
    texts.runs.length === 0
      ? aside('nothing to compare with   ')
      : differsAt(texts, at)
        ? { text: '✗ different   ', meaning: 'differs' }
        : { text: '✓ the same   ', meaning: 'agrees' };
  return {
    place: null,
    name: own.name,
    what: server ?? [],
    part: null,
    why: client ?? [],
    see: null,
    ways: [standing, ...own.ways, ...given(own)],
  };
}

function sideRuns(facts: WalkFacts, side: SideName, at: Position | null, { runs }: TwoTexts): Run[] {
  const label: Run = { text: side.padEnd(LABEL), meaning: 'name' };
  if (at === null) return [label, aside(runs.length === 0 ? '(not known)' : '(no byte here)')];
  const length = bytesShown(facts, at.value)?.length ?? 0;
  return [label, words(`byte ${at.byte} of ${length}: `), { text: nameOfByteAt(facts, at), meaning: 'name' }];
}

/** The width of the column that contains "server" or "client", in cells. */
const LABEL = 8;

/** Returns the place where a byte was given, or nothing if the byte's card already leads to its source. */
const given = ({ ways, why }: ByteCard): readonly Run[] => (ways.length === 0 ? why : []);
