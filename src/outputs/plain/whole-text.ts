/** Writes the picture of a whole signature as plain text. */

import type { PicturePiece } from '../../layout/whole/canvas.ts';
import { pictureOf } from '../../layout/whole/picture.ts';
import { bytesShown } from '../../views/bytes/shown-bytes.ts';
import { stepNumberOf, type WalkFacts } from '../../views/facts.ts';
import { legendIn } from '../../views/map/letters.ts';
import { placesOf } from '../../views/map/places.ts';
import { textOf } from '../../views/page.ts';
import { wholeInWords } from '../../views/whole/in-words.ts';
import { wholeOf } from '../../views/whole/whole.ts';

/** The width of the picture, and as many rows as it has if nothing is folded. */
const ROOM = { width: 80, height: 40 };

/** Returns the picture with a newline after each row; an empty text if there is none of this trace. */
export function wholeText(facts: WalkFacts): string {
  const whole = wholeOf(facts);
  if (!whole) return '';
  const { rows } = pictureOf(
    {
      whole,
      places: placesOf(facts.trace),
      bytesOf: (id) => bytesShown(facts, id),
      here: null,
      byte: null,
      way: null,
      isChanged: () => false,
      stepOf: (stage) => stepNumberOf(facts, { id: stage }),
    },
    ROOM,
  );
  const picture = rows.map(({ pieces }) => pieces.map(textOfPiece).join('').trimEnd());
  return [...picture, '', ...legend()].map((row) => `${row}\n`).join('');
}

/** Returns the same in sentences, a line each. */
export function wholeInSentences(facts: WalkFacts): string {
  const whole = wholeOf(facts);
  return whole
    ? wholeInWords(whole)
        .map((sentence) => `${sentence}\n`)
        .join('')
    : '';
}

const LETTERS = 6;
const COLUMNS = 2;

/** Returns what the letters mean. */
const legend = (): string[] =>
  legendIn(COLUMNS).map((groups) =>
    groups
      .map(([letters, says]) => ` ${letters.padEnd(LETTERS)}${says}`.padEnd(ROOM.width / COLUMNS + 1))
      .join('')
      .trimEnd(),
  );

const textOfPiece = (piece: PicturePiece): string =>
  piece.kind === 'glyphs' ? textOf(piece.glyphs) : piece.kind === 'letter' ? piece.letter.text : piece.text;
