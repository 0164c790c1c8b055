/** Splits text into graphemes, which are what people see as characters (Unicode Standard Annex #29). */

let segmenter: Intl.Segmenter | null = null;

/**
 * Returns the graphemes of a text. The segmenter is created for the first text, not when this file is loaded, because
 * Node.js reads the data of ICU for it, and nothing has been typed before the first frame.
 */
export function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter();
  return segmenter.segment(text);
}
