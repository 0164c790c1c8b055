/** Lays out the whole signature with the way of its cursor's line. */
import type { Row } from '../../../layout/block-rows.ts';
import { fittedField } from '../../../layout/field-in-row.ts';
import type { ShownGlyph } from '../../../layout/shown-glyphs.ts';
import type { PicturePiece } from '../../../layout/whole/canvas.ts';
import type { Picture } from '../../../layout/whole/drawn.ts';
import { pictureOf } from '../../../layout/whole/picture.ts';
import type { Room } from '../../../layout/wrapping.ts';
import type { ByteRange, Position } from '../../../trace/provenance.ts';
import { bytesShown } from '../../../views/bytes/shown-bytes.ts';
import { stepNumberOf } from '../../../views/facts.ts';
import { isPlace } from '../../../views/map/place.ts';
import { onlyTag, tagsIn } from '../../../views/map/tags.ts';
import { sourcesOfLine, wayFrom } from '../../../views/whole/way.ts';
import type { Whole } from '../../../views/whole/whole.ts';
import { chip, letterCells } from '../../components/frame/gutter.ts';
import {
  type Changed,
  isChangedPart,
  type Look,
  onCursorLine,
  PLAIN,
  type ScreenRow,
  type Style,
  styleGlyphs,
  styleText,
} from '../../components/styled-glyphs.ts';
import { pictureRoom } from '../cursor/picture-rows.ts';
import { fieldOfRow, openedField } from '../fields/field-of-row.ts';
import { cursorOf, type View } from '../view.ts';
import { isInWhole, type WalkState } from '../walk-state.ts';
import { type NamedSignature, signaturesOf } from './two-signatures.ts';

/** A picture, and the way that is drawn in it. */
interface PictureContent {
  readonly picture: Picture;
  /** The hue of the way; `null` if it is of no single input. */
  readonly hue: number | null;
  /** The row up to which the way is drawn, exclusive, while it is followed. */
  readonly followedTo: number;
}

export interface WholeContent extends PictureContent {
  /** What the picture shows, in one sentence. */
  readonly says: string;
  /** The signatures whose bits are drawn: one or, in a verification, two. Without any for SigV4A, which has no such bits. */
  readonly sealed: readonly NamedSignature[];
}

const ONE_SIGNATURE = 'what you ask and who you are become one signature';
const CHANGED_LATER = '✗ the request is changed after it is signed, the signature is not';

/** Returns the picture; `null` if a step is shown. */
export function wholeContent(state: WalkState, view: View, changed: Changed): WholeContent | null {
  const { facts, regions } = view;
  const shown = view.whole();
  if (!isInWhole(state) || !shown) return null;
  const { row: here, position: byte } = cursorOf(state, view);
  const opened = openedField(state);
  const field = opened && {
    field: (glyphs: readonly ShownGlyph[], width: number) => fittedField(fieldOfRow(...opened, glyphs, view), width),
  };
  const of = { ...pictured(shown.whole, view, changed, shown.lines[here]?.range ?? null), here, byte, ...field };
  const picture = pictureOf(of, pictureRoom(regions));
  const followedTo = Math.ceil((state.followed ?? 1) * picture.rows.length);
  const isChangedLater = facts.breaks.some(({ side }) => side === 'way');
  const says = isChangedLater ? CHANGED_LATER : ONE_SIGNATURE;
  return { picture, hue: of.hue, says, sealed: signaturesOf(facts), followedTo };
}

/** Returns what every picture is made of. `from` is where its way begins; `null` if there is none. */
function pictured(whole: Whole, { facts, places }: View, changed: Changed, from: ByteRange | null) {
  const tag = from && onlyTag(tagsIn(places, from));
  return {
    whole,
    places,
    bytesOf: (id: string) => bytesShown(facts, id),
    way: from && wayFrom(facts.trace, ...sourcesOfLine(places, from)),
    hue: tag !== null && isPlace(tag) ? tag.hue : null,
    isChanged: (range: ByteRange) => isChangedPart(changed, range),
    stepOf: (id: string) => stepNumberOf(facts, { id }),
  };
}

/** The picture below a text is as wide as that of the smallest window. `height` is the least for the whole. */
const BELOW_TEXT: Room = { width: 80, height: 12 };
/** The empty row and the title above it. */
const ABOVE_PICTURE = 2;

/**
 * Returns the picture below the text of a step, with the way of the byte under the cursor, where a wide window has rows to
 * spare. Below the message itself, the rest of the picture is enough. `used` is the number of rows of the text.
 */
export function wholeBelow(state: WalkState, view: View, changed: Changed, used: number): PictureContent | null {
  const { text, form, layout } = view.regions;
  const height = text.height - used - ABOVE_PICTURE;
  const shown = view.whole();
  const { position } = cursorOf(state, view);
  if (form !== 'wide' || layout !== 'usual' || height < 1) return null;
  if (!shown || !position || isInWhole(state) || view.textsOf(state.step)) return null;
  const isWhole = height >= BELOW_TEXT.height;
  if (!isWhole && !isOnMessage(state, view, shown.whole)) return null;
  const of = pictured(shown.whole, view, changed, rangeOf(position));
  const room = { ...BELOW_TEXT, height: Math.max(height, BELOW_TEXT.height) };
  const whole = pictureOf({ ...of, here: null, byte: position }, room);
  const picture = isWhole ? whole : { ...whole, rows: rowsAfterMessage(whole, shown.whole) };
  return picture.rows.length > height ? null : { picture, hue: of.hue, followedTo: picture.rows.length };
}

const isOnMessage = ({ step }: WalkState, { facts }: View, { parts }: Whole): boolean =>
  parts.find(({ name }) => name === 'message')?.stage === facts.trace.stages[step]?.id;

/** Returns the rows of a picture from the one in which the message becomes the last line of the string to sign. */
function rowsAfterMessage({ rows }: Picture, { parts }: Whole): Picture['rows'] {
  const names = parts.flatMap(({ name, lines }) => lines.map(() => name));
  return rows.slice(rows.findLastIndex(({ line }) => line !== null && names[line] === 'message') + 1);
}

/** Returns the number of rows up to the last one that is not empty. */
export const usedRows = (rows: readonly Row[]): number => rows.findLastIndex(({ glyphs }) => glyphs.length > 0) + 1;

const rangeOf = ({ value, byte }: Position): ByteRange => ({ value, start: byte, end: byte + 1 });

/** Returns the rows of the picture with the styles of their bytes; the way has the hue of its input. */
export const rowsOfPicture = ({ picture, hue, followedTo }: PictureContent, look: Look): ScreenRow[] =>
  picture.rows.map(({ pieces, here }, row) => {
    const way = row < followedTo ? ({ meaning: 'name', hue } as const) : ({ meaning: 'aside', hue: null } as const);
    const drawn = pieces.flatMap((piece) => styled(piece, way, look));
    return here ? onCursorLine(drawn, here) : drawn;
  });

function styled(piece: PicturePiece, way: Pick<Style, 'meaning' | 'hue'>, look: Look): ScreenRow {
  if (piece.kind === 'glyphs') return styleGlyphs(piece.glyphs, look);
  if (piece.kind === 'letter')
    return piece.letter.text.length < 2 ? [chip(piece.letter, look.lit)] : letterCells(piece.letter, look.lit ?? null);
  const { text, isHeavy } = piece;
  return isHeavy ? [{ text, width: text.length, style: { ...PLAIN, ...way } }] : [styleText(text, 'aside')];
}
