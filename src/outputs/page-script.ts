/** A program that computes a page again in a browser, bundled for it, in ASCII. */
export interface PageScript {
  /** The script that answers, which runs where the page has it. */
  readonly first: string;
  /** The script that runs when the page is read. */
  readonly later: string;
}
