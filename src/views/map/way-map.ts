/**
 * Creates the map. The map shows how the inputs flow into the canonical request, the string to sign, and the signature.
 * It also shows the lines through which the byte under the cursor flows.
 */
import { sliceOctets } from '../../bytes/octets.ts';
import { AUTHORIZATION_STAGE, SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { PRESIGNED_URL_STAGE } from '../../sigv4/stages/presigned-url.ts';
import { DATE_KEY, DATE_REGION_KEY, DATE_REGION_SERVICE_KEY, SIGNING_KEY } from '../../sigv4/stages/signing-key.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import type { Position } from '../../trace/provenance.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import { visible } from '../characters/visible.ts';
import { lineRanges } from '../value-blocks.ts';
import type { RowLetter } from './letters.ts';
import { isPlace, type Place, type Places, type Tag } from './places.ts';
import { letterOfLine, mostOf, tagAt, tagsIn } from './tags.ts';

/** A line of the canonical request or of the string to sign. */
export interface MapLine {
  readonly letter: RowLetter | null;
  /** The input that contributes most of the line, such as `Range`; empty if there is no such input. */
  readonly from: string;
  readonly number: number;
  readonly text: string;
  /** Whether the byte under the cursor flows through this line. */
  readonly isOnWay: boolean;
  /** Whether the cursor is on this line. */
  readonly isHere: boolean;
}

export interface MapKey {
  readonly letter: RowLetter;
  /** The first digits of the key; dots if the key is masked. */
  readonly digits: string;
  readonly isOnWay: boolean;
}

export interface WayMap {
  /** The letter of the place whose path the heavy lines show, such as `N1`. */
  readonly of: string;
  readonly canonical: readonly MapLine[];
  readonly toSign: readonly MapLine[];
  /** The keys of the chain; empty for an algorithm that has no key chain. */
  readonly keys: readonly MapKey[];
  readonly isSecretOnWay: boolean;
  readonly signature: string;
}

/** Returns whether a trace has a map. A map requires a canonical request and its signature. */
export const isMapped = (trace: RedactedTrace): boolean =>
  [CANONICAL_REQUEST, STRING_TO_SIGN, SIGNATURE].every(({ id }) => findValue(trace, id)) &&
  trace.stages.some(({ id }) => id === AUTHORIZATION_STAGE.id || id === PRESIGNED_URL_STAGE.id);

/** Returns the map of a byte; `null` if there is no canonical request, which is the case for a form policy. */
export function wayMap(trace: RedactedTrace, places: Places, position: Position | null): WayMap | null {
  const canonical = findValue(trace, CANONICAL_REQUEST.id);
  const toSign = findValue(trace, STRING_TO_SIGN.id);
  const signature = findValue(trace, SIGNATURE.id);
  if (!canonical || !toSign || !signature || !isMapped(trace)) return null;
  const tag: Tag = position ? tagAt(places, position) : 'unknown';
  const place = isPlace(tag) ? tag : null;
  const lines = linesOf(canonical, places, place, position);
  const isInCanonical = lines.some(({ isOnWay }) => isOnWay);
  const signed = linesOf(toSign, places, place, position).map((line, index, all) =>
    index === all.length - 1 ? { ...line, from: 'hash', isOnWay: line.isOnWay || isInCanonical } : line,
  );
  return {
    of: place?.letter ?? '',
    canonical: lines,
    toSign: signed,
    keys: KEYS.flatMap(({ letter, hue, value }) => keyOf(trace, value, { text: letter, hue }, place)),
    isSecretOnWay: place?.letter === 'X',
    signature: visible(signature.bytes.octets),
  };
}

const KEYS: readonly { readonly letter: string; readonly hue: number | null; readonly value: ValueDefinition }[] = [
  { letter: 'D', hue: 0, value: DATE_KEY },
  { letter: 'R', hue: 1, value: DATE_REGION_KEY },
  { letter: 'S', hue: 2, value: DATE_REGION_SERVICE_KEY },
  { letter: '.', hue: null, value: SIGNING_KEY },
];

const SHOWN_DIGITS = 4;

function keyOf(trace: RedactedTrace, { id }: ValueDefinition, letter: RowLetter, place: Place | null): MapKey[] {
  const key = findValue(trace, id);
  if (!key) return [];
  const first = Buffer.from(key.bytes.octets.slice(0, SHOWN_DIGITS), 'latin1').toString('hex');
  return [{ letter, digits: key.masked.length > 0 ? '••••••••' : first, isOnWay: place?.letter === letter.text }];
}

function linesOf(value: RedactedValue, places: Places, place: Place | null, position: Position | null): MapLine[] {
  return lineRanges(value.bytes.octets).map(([start, end], index): MapLine => {
    const tags = tagsIn(places, { value: value.id, start, end });
    const tag = mostOf(tags) ?? 'unknown';
    return {
      letter: letterOfLine(tags),
      from: isPlace(tag) ? shortName(tag.name) : '',
      number: index + 1,
      text: visible(sliceOctets(value.bytes.octets, start, end)).replace(/\\n$/, ''),
      isOnWay: place !== null && tags.has(place),
      isHere: position?.value === value.id && position.byte >= start && position.byte < end,
    };
  });
}

/** Writes "the Range header" as "Range". */
const shortName = (name: string) =>
  name
    .replace(/^the /, '')
    .replace(/ header$| of the URL$/, '')
    .replace(/^secret access key$/, 'secret');
