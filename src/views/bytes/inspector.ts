/**
 * Creates the inspector, which shows the known facts about the byte under the cursor. Labels and their order are the
 * same everywhere, so users soon know where to look.
 */
import { isExampleSecret } from '../../aws/example-keys.ts';
import { sliceOctets } from '../../bytes/octets.ts';
import { sourcesOf } from '../../bytes/origin.ts';
import { CANONICAL_REQUEST, HASHED_PAYLOAD } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { SECRET_ACCESS_KEY } from '../../sigv4/stages/request.ts';
import { KEY_STEP } from '../../sigv4/stages/signing-key.ts';
import { type ByteRange, type FoundSource, type Position, sourcesAt, spanAt, spansIn } from '../../trace/provenance.ts';
import { findValue } from '../../trace/trace.ts';
import { visible } from '../characters/visible.ts';
import type { WalkFacts } from '../facts.ts';
import { inputWords } from '../input-words.ts';
import type { RowLetter } from '../map/letters.ts';
import { isPlace, letterOfTag, type Place } from '../map/place.ts';
import type { Places } from '../map/places.ts';
import { type LineOrigin, lineOrigin } from '../map/tags.ts';
import { sourcesInWords, valueInWords } from '../origins.ts';
import { aside, EXPLANATION_LABELS, type Explanation, type LineGutter, type Run, words } from '../page.ts';
import { stepNames } from '../walk/step-names.ts';
import { type ExplainedByte, explain } from './explain.ts';
import { reasonOf } from './reasons.ts';
import { bytesShown } from './shown-bytes.ts';
import { isInKey, type Station, wayInWords, wayOf } from './way.ts';

export interface Inspector {
  readonly letter: RowLetter | null;
  /** The place and the byte, such as `Range header, "n" 6e`. */
  readonly title: string;
  /** The position of the byte, the most precise description first. */
  readonly at: readonly string[];
  readonly rows: readonly InspectorRow[];
  /** The address of the page about the byte; `null` if there is no such page. */
  readonly see: string | null;
}

export interface InspectorRow {
  readonly label: string;
  readonly runs: readonly Run[];
  /**
   * Set if a hash that does not fit is shortened in the middle instead of broken, so that two hashes can be compared.
   */
  readonly isOneRow?: true;
}

/** The information that a row of the page provides in addition to the trace. */
export interface InspectedRow {
  readonly explains: Explanation | null;
  readonly bytes: ByteRange | null;
  readonly gutter: LineGutter | null;
}

/**
 * Creates the inspector of a byte. `shownStage` is the ID of the stage whose page is shown, which may be another one than
 * that of the byte. Returns `null` if the byte does not exist.
 */
export function inspectorOf(
  facts: WalkFacts,
  places: Places,
  position: Position,
  row: InspectedRow | null,
  shownStage: string | null = null,
): Inspector | null {
  const byte = explain(facts, places, position);
  if (!byte) return null;
  const known = knownOf(facts, places, byte, row?.explains ?? {}, shownStage);
  const named = isPlace(byte.tag) ? byte.tag.name : byte.part;
  const name = named === null ? (KINDS[String(byte.tag)] ?? '') : withoutArticle(named);
  return {
    letter: letterOfTag(byte.tag),
    title: [name, nameInTitle(byte.name)].filter((part) => part !== '').join(', '),
    at: whereOf(facts, position, row, shownStage),
    rows: rowsOf({ ...known, ...lineInWords(facts, lineOrigin(places, position, row?.bytes ?? null)) }),
    see: byte.see,
  };
}

const rowsOf = (known: Explanation): InspectorRow[] =>
  EXPLANATION_LABELS.flatMap((label) => (known[label] ? [{ label, runs: [words(known[label])] }] : []));

const KINDS: Readonly<Record<string, string>> = { fixed: 'fixed by a rule', mixed: 'mixed by a hash' };

const withoutArticle = (name: string) => {
  const bare = name.replace(/^the /, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
};

/** Writes `"n" (0x6e)` as `"n" 6e`. */
export const nameInTitle = (name: string) => name.replace(/ ?\(0x([0-9a-f]{2})\)/, ' $1');

function whereOf(
  facts: WalkFacts,
  { value, byte }: Position,
  row: InspectedRow | null,
  shownStage: string | null,
): string[] {
  const shown = bytesShown(facts, value);
  const total = shown ? `byte ${byte} of ${shown.length}` : '';
  const number = row?.gutter?.number ?? null;
  const start = row?.bytes?.start ?? 0;
  if (!shown) return [total];
  const stage = findValue(facts.trace, value)?.stage ?? null;
  if (shownStage !== null && stage !== null && stage !== shownStage) return [`${total} of ${shown.name}`, total];
  if (row?.gutter?.isOffset) return [total];
  // A row that is not a line of a text can show a part of a longer value, so the value is named.
  if (number === null) return row?.gutter ? [`${total} of ${shown.name}`, total] : [total];
  const here = `line ${number} · offset ${byte - start}`;
  return [`${here} · ${total}`, here, `line ${number}`];
}

function knownOf(
  facts: WalkFacts,
  places: Places,
  { position, origin, sources, tag }: ExplainedByte,
  explains: Explanation,
  shownStage: string | null,
): Explanation {
  const { trace } = facts;
  const stations = wayOf(trace, places, position);
  const way = `${wayInWords(stations, shownStage)}${isInKey(trace, stations) ? ` · also in ${stepNames(KEY_STEP).short}` : ''}`;
  const place = isPlace(tag) ? tag : null;
  const from = place ? cameAsPlace(facts, position, place) : madeFrom(trace, sources);
  // The key and the message of an HMAC already say what its output was made from.
  const cameAs = explains.key === undefined ? (explains['came as'] ?? from) : '';
  const common = { ...explains, 'came as': cameAs, way };
  if (origin?.kind === 'fixed') return { ...common, rule: origin.rule.says, why: reasonOf(origin) ?? explains.why };
  const quoted = quotedHash(facts, position, stations);
  if (quoted !== null) return { ...common, rule: quoted, why: PAYLOAD_HASH_REASON };
  const own = reasonOf(origin);
  return {
    ...common,
    rule: explains.rule ?? (origin?.kind === 'derived' ? origin.by.map(({ done }) => done).join(', ') : ''),
    // A place is only a part of its line, so its own reason comes first. A hash is the whole line.
    why: (place && own) ?? reasonInLine(trace, position, explains) ?? own ?? undefined,
  };
}

/** Names the values that a byte was copied or derived from, with their roles. */
const madeFrom = (trace: WalkFacts['trace'], sources: readonly FoundSource[]): string =>
  sourcesInWords(
    sources.filter(({ source }) => source.kind === 'copy'),
    (copy) => valueInWords(trace, copy),
  );

/** Returns the reason for a byte of a line, whose bytes can have different reasons. */
function reasonInLine(
  trace: WalkFacts['trace'],
  position: Position,
  { why, whyGiven }: Explanation,
): string | undefined {
  if (whyGiven === undefined) return why;
  const span = spanAt(trace, position);
  const origin = span?.origin;
  if (span && origin?.kind === 'copy') {
    const copied = { value: origin.value, byte: origin.start + position.byte - span.start };
    return reasonInLine(trace, copied, { why, whyGiven });
  }
  return origin?.kind === 'fixed' ? (reasonOf(origin) ?? why) : (reasonOf(origin ?? null) ?? whyGiven);
}

const PAYLOAD_HASH_REASON = 'a changed body changes these digits, and with them the signature';

/**
 * Explains a byte of the hash of the body in a header of the canonical request, whose last line has the same digits.
 * Returns `null` for any other byte.
 */
function quotedHash({ trace }: WalkFacts, { value, byte }: Position, stations: readonly Station[]): string | null {
  const octets = findValue(trace, CANONICAL_REQUEST.id)?.bytes.octets ?? '';
  const isFromHash = stations
    .slice(
      0,
      stations.findIndex(({ isHere }) => isHere),
    )
    .some(isPayloadHash);
  const isAbove = value === CANONICAL_REQUEST.id && byte < octets.lastIndexOf('\n');
  if (!isFromHash || !isAbove || trace.rules.payload !== 'hashed') return null;
  return `the SHA-256 of the body; the same digits as line ${octets.split('\n').length}`;
}

const isPayloadHash = ({ value }: Station): boolean => value === HASHED_PAYLOAD.id;

/**
 * Says where the line of a byte comes from, in place of the value that the byte itself was copied from, because a rule
 * adds the byte.
 */
function lineInWords(facts: WalkFacts, line: LineOrigin | null): Explanation {
  if (!line || !isPlace(line.tag)) return {};
  const { letter, name } = line.tag;
  const from = givenInWords(facts, line.first, line.tag);
  return { line: `${letter} · ${textOfPlace(facts, line.tag)} · ${name}${from && `, ${from}`}`, 'came as': '' };
}

/** Names the input that gave a byte or, if the byte was copied, the input that gave the byte's place. */
function givenInWords({ trace }: WalkFacts, position: Position, { value, start, end }: Place): string {
  const spans = spansIn(findValue(trace, value)?.bytes ?? { spans: null }, { start, end });
  const sources = [
    ...sourcesAt(trace, position).map(({ source }) => source),
    ...spans.flatMap(({ origin }) => sourcesOf(origin)),
  ];
  const given = sources.find((source) => source.kind === 'given');
  const from = given ? `from ${inputWords(given.input)}` : '';
  return isPublished(trace, { value, start, end }) ? [PUBLISHED, from].filter((part) => part !== '').join(', ') : from;
}

const PUBLISHED = "AWS's published example";

/** Returns whether a place is a secret that is shown because AWS has published it. */
function isPublished(trace: WalkFacts['trace'], { value, start, end }: ByteRange): boolean {
  const found = value === SECRET_ACCESS_KEY.id ? findValue(trace, value) : undefined;
  return found !== undefined && isExampleSecret(sliceOctets(found.bytes.octets, start, end));
}

function cameAsPlace(facts: WalkFacts, position: Position, place: Place): string {
  const from = givenInWords(facts, position, place);
  return `${textOfPlace(facts, place)}${from && ` · ${from}`}`;
}

function textOfPlace({ trace }: WalkFacts, { value, start, end }: Place): string {
  const found = findValue(trace, value);
  if (!found) return `the body, ${trace.payload.length} bytes`;
  const isMasked = found.masked.some((mask) => mask.start < end && mask.end > start);
  const octets = sliceOctets(found.bytes.octets, start, end);
  return isMasked ? '•'.repeat(octets.length) : visible(octets);
}

/** Creates the inspector of a line that shows no bytes. Returns `null` if there is nothing to say about the line. */
export function inspectorOfLine(explains: Explanation | null, origin: string | null): Inspector | null {
  const rows = explains ? rowsOf(explains) : origin === null ? [] : [{ label: '', runs: [aside(origin)] }];
  return rows.length === 0 ? null : { letter: null, title: '', at: [], rows, see: null };
}
