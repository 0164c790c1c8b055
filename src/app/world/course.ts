/** The files that come with the program, and what a person has done in the course. */
import type { Problem } from '../../bytes/problem.ts';
import type { FixtureFiles } from '../../vectors/vector.ts';

export interface CourseFiles {
  readonly fixtures: FixtureFiles;
  /** The files of the course: `03-ten-lines.md`, `ladder/f0-why.md`. */
  readonly lessons: FixtureFiles;
  /** The path of their folder. */
  readonly lessonsFolder: string;
  /** What was done in the course, as text; empty where nothing was. `file`: in the place of the usual one. */
  readonly readProgress: (file: string | null) => Promise<string | Problem>;
  /** What `change` makes of it is written, whole or not at all; no other process changes it meanwhile. */
  readonly updateProgress: (file: string | null, change: (text: string) => string) => Promise<Problem | null>;
}
