/** Defines the scripts of pages that compute. */

/** The pages that compute: each is a file in `src/page`. */
export type PageName = 'walk' | 'paste' | 'diagnosis';

/** A script that is bundled for a browser. */
export interface PageScript {
  /** The script, in ASCII. */
  readonly text: string;
}
