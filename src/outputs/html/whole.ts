/**
 * Writes the picture of a whole signature: the rows of the screen in a wide window, and the same parts one below the other
 * in a narrow one.
 */
import type { PicturePiece } from '../../layout/whole/canvas.ts';
import { pictureOf } from '../../layout/whole/picture.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import { stepNumberOf, type WalkFacts } from '../../views/facts.ts';
import { singleLetters } from '../../views/map/letters.ts';
import { isPlace } from '../../views/map/place.ts';
import { letterOfLine, onlyTag, tagsIn } from '../../views/map/tags.ts';
import { wholeInWords } from '../../views/whole/in-words.ts';
import { sourcesOfLine, wayFrom } from '../../views/whole/way.ts';
import { type Whole, type WholeLine, type WholePart, wholeOf } from '../../views/whole/whole.ts';
import { chip, glyphsMarkup, hueClass, type RowContext, runsMarkup } from './glyphs.ts';
import { type MarkupNode, markup } from './markup.ts';

/** The width of the picture, and as many rows as it has if nothing is folded. */
const ROOM = { width: 120, height: 48 };

/** Writes the picture with the way of its line `here`; `null` shows no way. Returns `null` if there is no picture. */
export function wholeMarkup(facts: WalkFacts, context: RowContext, here: number | null): MarkupNode | null {
  const whole = wholeOf(facts);
  if (!whole) return null;
  const sentences = wholeInWords(whole).map((sentence) => markup`<li>${sentence}</li>`);
  return markup`<div id="whole" class="whole"><ul class="spoken">${sentences}</ul>
<pre class="drawn" tabindex="0" role="img" aria-label="The picture of the signature, which the list before it tells">${drawnMarkup(facts, whole, context, here)}</pre>
<div class="parts" aria-hidden="true">${whole.parts.map((part) => partMarkup(facts, part, context))}</div></div>`;
}

/** Writes the rows of the picture, each with the index of its line. */
export function drawnMarkup(facts: WalkFacts, whole: Whole, context: RowContext, here: number | null): MarkupNode {
  const { places, bytesOf } = context;
  const lines = whole.parts.flatMap((part) => part.lines);
  const line = here === null ? undefined : lines[here];
  const { rows } = pictureOf(
    {
      whole,
      places,
      bytesOf,
      here,
      byte: null,
      way: line ? wayFrom(facts.trace, ...sourcesOfLine(places, line.range)) : null,
      isChanged: (range) => isChanged(range, context),
      stepOf: (id) => stepNumberOf(facts, { id }),
    },
    ROOM,
  );
  const tag = line ? onlyTag(tagsIn(places, line.range)) : null;
  const way = tag !== null && isPlace(tag) ? `way h${tag.hue}` : 'way';
  // The picture shows no byte that the steps below do not show, so its bytes need no index.
  const shown = { ...context, indexOf: new Map() };
  return markup`${rows.map((row) => {
    const pieces = row.pieces.map((piece) => pieceMarkup(piece, way, shown));
    return row.line === null
      ? markup`<span class="row">${pieces}</span>`
      : markup`<span class="row" data-line="${row.line}">${pieces}</span>`;
  })}`;
}

/** Returns whether an edit changed a byte in the range, or took away what was there. */
export const isChanged = ({ value, start, end }: ByteRange, { differing }: RowContext): boolean =>
  (differing?.get(value) ?? []).some((range) => range.start < end && start < Math.max(range.end, range.start + 1));

function pieceMarkup(piece: PicturePiece, way: string, context: RowContext): MarkupNode {
  if (piece.kind === 'glyphs') return markup`${glyphsMarkup(piece.glyphs, context)}`;
  if (piece.kind === 'line') return markup`<span class="${piece.isHeavy ? way : 'aside'}">${piece.text}</span>`;
  const letters = singleLetters(piece.letter.text);
  return markup`${letters.map((letter) => markup`<b class="${hueClass(letter)}">${letter}</b>`)}`;
}

/** Writes a part for a narrow window: its heading, and a row for each line. */
function partMarkup(facts: WalkFacts, { stage, title, says, lines }: WholePart, context: RowContext): MarkupNode {
  const shown = { ...context, indexOf: new Map() };
  const rows = lines.map((line) => lineMarkup(line, shown));
  const heading = `${stepNumberOf(facts, { id: stage })} ${title}`.trim();
  return markup`<div class="part"><p class="title">${heading}${says === '' ? null : markup` <span class="aside">${says}</span>`}</p>${rows}</div>`;
}

function lineMarkup({ range, runs, number, note }: WholeLine, context: RowContext): MarkupNode {
  const letter = letterOfLine(tagsIn(context.places, range), number)?.text ?? '';
  return markup`<p class="row"><span class="gutter">${singleLetters(letter).map(chip)}</span><span>${runsMarkup(runs, context)}${note === '' ? null : markup` <span class="aside">${note}</span>`}</span></p>`;
}
