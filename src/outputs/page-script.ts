/** Defines the scripts of pages that compute. */

/** The pages that compute: each is a file in `src/page`. */
export type PageName = 'walk' | 'paste' | 'diagnosis';

/** A script that is bundled for a browser. */
export interface PageScript {
  /** The script, compressed with gzip, in base64. */
  readonly compressed: string;
  /** The source expression that allows the script in a policy: its SHA-256 in base64. */
  readonly source: string;
}
