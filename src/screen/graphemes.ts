/** Splits text into graphemes, which are what people see as characters (Unicode Standard Annex #29). */

/** Letters and marks that the screen is made of: each is a grapheme, next to any other, and takes one cell. */
const PLAIN = String.raw` -~\u{a1}-\u{ac}\u{ae}-\u{2ff}\u{2010}-\u{2027}\u{2030}-\u{205e}\u{2190}-\u{2319}\u{2423}\u{2500}-\u{25fc}\u{2713}\u{2717}\u{2800}-\u{28ff}`;
const ONLY_PLAIN = new RegExp(`^[${PLAIN}]*$`, 'u');
/** The codes of colors begin with a control character. Each of those is a grapheme too, but not the two of a CRLF. */
const EACH_ALONE = new RegExp(String.raw`^[${PLAIN}\0-\f\x0e-\x1f]*$`, 'u');

/** Returns whether a text is sure to take as many cells as it has code units. */
export const isPlain = (text: string): boolean => ONLY_PLAIN.test(text);

let segmenter: Intl.Segmenter | null = null;

/**
 * Returns what the segmenter of Node.js says of a text. It is created for the first text, not when this file is loaded,
 * because Node.js reads the data of ICU for it, which takes longer than a frame.
 */
export function segmentsOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}

type Grapheme = Pick<Intl.SegmentData, 'segment' | 'index'>;

/** The graphemes of a text, and which of them contains a code unit, as `Intl.Segments` has both. */
interface Graphemes extends Iterable<Grapheme> {
  readonly containing: (codeUnit: number) => Grapheme | undefined;
}

/** Returns the graphemes of a text, each with its index in code units. Only a text that is not plain needs a segmenter. */
export function graphemesOf(text: string): Graphemes {
  if (!EACH_ALONE.test(text)) return segmentsOf(text);
  const graphemes: Grapheme[] = [];
  for (let index = 0; index < text.length; index++) graphemes.push({ segment: text.charAt(index), index });
  return Object.assign(graphemes, { containing: (codeUnit: number) => graphemes[codeUnit] });
}
