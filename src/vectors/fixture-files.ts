/**
 * Gives access to the files in `fixtures`. Paths contain slashes on every system. Both functions throw if a file or
 * folder cannot be read.
 */
export interface FixtureFiles {
  list(folder: string): readonly string[];
  read(path: string): string;
}
