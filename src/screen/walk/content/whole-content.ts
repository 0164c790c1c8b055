/** Lays out the whole signature with the way of its cursor's line. */

import { fittedField } from '../../../layout/field-in-row.ts';
import type { ShownGlyph } from '../../../layout/shown-glyphs.ts';
import type { PicturePiece } from '../../../layout/whole/canvas.ts';
import type { Picture } from '../../../layout/whole/drawn.ts';
import { pictureOf } from '../../../layout/whole/picture.ts';
import type { ByteRange } from '../../../trace/provenance.ts';
import { bytesShown } from '../../../views/bytes/shown-bytes.ts';
import { stepNumberOf } from '../../../views/facts.ts';
import { isPlace } from '../../../views/map/place.ts';
import { onlyTag, tagsIn } from '../../../views/map/tags.ts';
import { sourcesOfLine, wayFrom } from '../../../views/whole/way.ts';
import { chip, letterCells } from '../../components/frame/gutter.ts';
import {
  type Changed,
  isChangedPart,
  type Look,
  PLAIN,
  type ScreenRow,
  type Style,
  styleGlyphs,
  styleText,
} from '../../components/styled-glyphs.ts';
import { pictureRoom } from '../drawing/picture-room.ts';
import { fieldOfRow, openedField } from '../fields/field-of-row.ts';
import { cursorOf, type View } from '../view.ts';
import { isInWhole, type WalkState } from '../walk-state.ts';
import { type NamedSignature, signaturesOf } from './two-signatures.ts';

export interface WholeContent {
  readonly picture: Picture;
  /** The hue of the way; `null` if it is of no single input. */
  readonly hue: number | null;
  /** What the picture shows, in one sentence. */
  readonly says: string;
  /** The signatures whose bits are drawn: one or, in a verification, two. Without any for SigV4A, which has no such bits. */
  readonly sealed: readonly NamedSignature[];
  /** The row up to which the way is drawn, exclusive, while it is followed. */
  readonly followedTo: number;
}

const ONE_SIGNATURE = 'what you ask and who you are become one signature';
const CHANGED_LATER = '✗ the request is changed after it is signed, the signature is not';

/** Returns the picture; `null` if a step is shown. */
export function wholeContent(state: WalkState, view: View, changed: Changed): WholeContent | null {
  const { facts, places, regions } = view;
  const shown = view.whole();
  if (!isInWhole(state) || !shown) return null;
  const { row: here, position: byte } = cursorOf(state, view);
  const line = shown.lines[here];
  const opened = openedField(state);
  const of = {
    whole: shown.whole,
    places,
    bytesOf: (id: string) => bytesShown(facts, id),
    here,
    byte,
    way: line ? wayFrom(facts.trace, ...sourcesOfLine(places, line.range)) : null,
    ...(opened && {
      field: (glyphs: readonly ShownGlyph[], width: number) => fittedField(fieldOfRow(...opened, glyphs, view), width),
    }),
    isChanged: (range: ByteRange) => isChangedPart(changed, range),
    stepOf: (id: string) => stepNumberOf(facts, { id }),
  };
  const picture = pictureOf(of, pictureRoom(regions));
  const tag = line ? onlyTag(tagsIn(places, line.range)) : null;
  const followedTo = Math.ceil((state.followed ?? 1) * picture.rows.length);
  const isChangedLater = facts.breaks.some(({ side }) => side === 'way');
  const says = isChangedLater ? CHANGED_LATER : ONE_SIGNATURE;
  const hue = tag !== null && isPlace(tag) ? tag.hue : null;
  return { picture, hue, says, sealed: signaturesOf(facts), followedTo };
}

/** Returns the rows of the picture with the styles of their bytes; the way has the hue of its input. */
export const rowsOfPicture = ({ picture, hue, followedTo }: WholeContent, look: Look): ScreenRow[] =>
  picture.rows.map(({ pieces }, row) => {
    const way = row < followedTo ? ({ meaning: 'name', hue } as const) : ({ meaning: 'aside', hue: null } as const);
    return pieces.flatMap((piece) => styled(piece, way, look));
  });

function styled(piece: PicturePiece, way: Pick<Style, 'meaning' | 'hue'>, look: Look): ScreenRow {
  if (piece.kind === 'glyphs') return styleGlyphs(piece.glyphs, look);
  if (piece.kind === 'letter') return piece.letter.text.length < 2 ? [chip(piece.letter)] : letterCells(piece.letter);
  const { text, isHeavy } = piece;
  return isHeavy ? [{ text, width: text.length, style: { ...PLAIN, ...way } }] : [styleText(text, 'aside')];
}
