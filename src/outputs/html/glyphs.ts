/** Writes glyphs as HTML, those that look the same together, and the letters of places on their hues. */
import { joinNeighbors } from '../../bytes/joined.ts';
import { type BytesOf, glyphsOfRuns, type ShownGlyph } from '../../layout/shown-glyphs.ts';
import type { Range } from '../../trace/ranges.ts';
import { bytesShown } from '../../views/bytes/shown-bytes.ts';
import type { WalkFacts } from '../../views/facts.ts';
import { hueOfLetter } from '../../views/map/letters.ts';
import { isPlace, type Tag } from '../../views/map/place.ts';
import { type Places, placesOf } from '../../views/map/places.ts';
import { tagAt } from '../../views/map/tags.ts';
import type { Run } from '../../views/page.ts';
import { type MarkupNode, markup } from './markup.ts';

/** The information that the rows of a page need. */
export interface RowContext {
  readonly bytesOf: BytesOf;
  readonly places: Places;
  /** The index of each value in the page's data. */
  readonly indexOf: ReadonlyMap<string, number>;
  /** The bytes of each value that are marked because they differ from the other side. */
  readonly differing?: ReadonlyMap<string, readonly Range[]>;
}

export const rowContext = (facts: WalkFacts): RowContext => ({
  bytesOf: (id) => bytesShown(facts, id),
  places: placesOf(facts.trace),
  indexOf: new Map(facts.trace.values.map(({ id }, index) => [id, index])),
});

/** Returns the class of the color on which a letter is written. */
export const hueClass = (letter: string): string => `c${hueOfLetter(letter) ?? 'x'}`;

export const chip = (letter: string): MarkupNode => markup`<b class="chip ${hueClass(letter)}">${letter}</b>`;

/** Returns the input or the mixture of which a glyph is; `null` if it shows no byte. */
export const tagOf = ({ at }: ShownGlyph, { places }: RowContext): Tag | null =>
  at && tagAt(places, { value: at.value, byte: at.start });

/**
 * Adjacent glyphs that look the same. All glyphs in the group have the same number of characters and show consecutive
 * bytes.
 */
interface Group {
  readonly first: ShownGlyph;
  readonly hue: number | null;
  readonly isDiffering: boolean;
  /** Whether it is one glyph that shows several bytes, or a byte that is no printable ASCII. */
  readonly isLong: boolean;
  readonly text: string;
  readonly end: number;
}

const isDiffering = ({ at }: ShownGlyph, { differing }: RowContext): boolean =>
  at !== null && (differing?.get(at.value) ?? []).some(({ start, end }) => start <= at.start && at.start < end);

/** Writes runs without a row around them. */
export const runsMarkup = (runs: readonly Run[], context: RowContext): MarkupNode =>
  markup`${glyphsMarkup(glyphsOfRuns(runs, context.bytesOf), context)}`;

/** Writes glyphs. Neighbors that look the same are written together. */
export const glyphsMarkup = (glyphs: readonly ShownGlyph[], context: RowContext): MarkupNode[] =>
  joinNeighbors(
    glyphs.map((glyph) => groupOf(glyph, context)),
    (last, next) => (areAlike(last, next) ? { ...last, text: last.text + next.text, end: next.end } : null),
  ).map((group) => groupMarkup(group, context));

/** Returns whether a glyph looks as those before it do, and shows the byte after theirs. */
function areAlike(last: Group, next: Group): boolean {
  const [one, other] = [last.first, next.first];
  if (one.meaning !== other.meaning || one.opens !== other.opens) return false;
  if (one.at === null || other.at === null) return one.at === other.at;
  return (
    last.end === other.at.start &&
    one.at.value === other.at.value &&
    one.text.length === other.text.length &&
    last.hue === next.hue &&
    last.isDiffering === next.isDiffering &&
    !last.isLong &&
    !next.isLong
  );
}

function groupOf(glyph: ShownGlyph, context: RowContext): Group {
  const { at, text } = glyph;
  if (!at) return { first: glyph, hue: null, isDiffering: false, isLong: false, text, end: 0 };
  const tag = tagOf(glyph, context);
  const hue = tag && isPlace(tag) ? tag.hue : null;
  const isLong = at.end - at.start > 1 || /[^ -~]/.test(text);
  return { first: glyph, hue, isDiffering: isDiffering(glyph, context), isLong, text, end: at.end };
}

function groupMarkup({ first, hue, isDiffering, text, end }: Group, { indexOf }: RowContext): MarkupNode {
  const { at, meaning, opens } = first;
  if (opens !== undefined) return markup`<a href="${opens}" rel="noreferrer">${text}</a>`;
  const look = (hue === null ? meaning : `h${hue}`) + (isDiffering ? ' other' : '');
  const value = at && indexOf.get(at.value);
  if (!at || value === undefined || value === null) {
    const [, tree = '', words = text] = BRANCH.exec(text) ?? [];
    const branch = tree === '' ? null : markup`<span class="tree">${tree}</span>`;
    return markup`${branch}${PLAIN.has(look) ? words : markup`<span class="${look}">${words}</span>`}`;
  }
  const each = first.text.length > 1 && end - at.start > 1 && text.length > first.text.length ? first.text.length : 0;
  const isOne = text === first.text;
  return markup`<span class="${look}" data-v="${value}" data-a="${at.start}" data-z="${end}"${
    isOne ? markup` data-w="0"` : each > 0 ? markup` data-w="${each}"` : null
  }>${text}</span>`;
}

/** The lines of a tree (─, │, └, and ├) before words. A narrow window omits them. */
const BRANCH = /^([ \u2500\u2502\u2514\u251c]*[\u2500\u2502\u2514\u251c] *)(.*)$/s;

const PLAIN: ReadonlySet<string> = new Set(['words', 'given', 'copied', 'derived', 'fixed']);
