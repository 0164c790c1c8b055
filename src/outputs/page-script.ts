/** Defines the scripts of pages that compute. */

/** The pages that compute: each is a file in `src/page`. */
export type PageName = 'walk' | 'paste' | 'diagnosis';

/** A program that is bundled for a browser, in ASCII. */
export interface PageScript {
  /** The script that answers, which runs where the page has it; `null` if all of the program runs later. */
  readonly first: string | null;
  /** The script that runs when the page is read. */
  readonly later: string;
}
