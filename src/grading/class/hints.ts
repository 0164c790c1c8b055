/** Finds signs that a submission is not the student's own work. They are hints for a person, and change no points. */
import type { SubmittedFile } from './submission.ts';

/** What submissions are compared with. */
export interface Known {
  /** The texts of the course's signers. */
  readonly courseSigners: readonly string[];
  /** The signatures that were published with the questions. */
  readonly signatures: ReadonlySet<string>;
}

export type Hint =
  /** `percent` of the lines are in one of the course's signers. */
  | { readonly kind: 'course-signer'; readonly percent: number }
  /** The files contain this number of published signatures. */
  | { readonly kind: 'published-answers'; readonly count: number }
  /** The program mentions this program. */
  | { readonly kind: 'runs-sigv4' }
  /** The same lines are in these submissions. */
  | { readonly kind: 'equal'; readonly to: readonly string[] };

interface Handed {
  readonly name: string;
  readonly files: readonly SubmittedFile[];
}

/** Returns the hints about each submission, by its name. */
export function hintsOf(submissions: readonly Handed[], known: Known): ReadonlyMap<string, readonly Hint[]> {
  const course = known.courseSigners.map((text) => new Set(linesOf(text)));
  const texts = new Map(
    submissions.map(({ name, files }) => [name, linesOf(files.map(({ text }) => text).join('\n'))]),
  );
  return new Map(
    submissions.map(({ name, files }) => {
      const lines = texts.get(name) ?? [];
      const whole = lines.join('\n');
      const to = [...texts]
        .filter(([other, own]) => other !== name && own.join('\n') === whole)
        .map(([other]) => other);
      return [
        name,
        [
          ...likeCourse(lines, course),
          ...publishedIn(files, known.signatures),
          ...(files.some(({ text }) => RUNS_SIGV4.test(text)) ? [{ kind: 'runs-sigv4' } as const] : []),
          ...(lines.length > 0 && to.length > 0 ? [{ kind: 'equal', to } as const] : []),
        ],
      ];
    }),
  );
}

/** The lines of a program that say something, without their indentation. Comments and short lines are in every program. */
const SHORTEST = 12;
const COMMENT = /^(?:#|\/\/|\*|\/\*|--)/;

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line.length >= SHORTEST && !COMMENT.test(line));

/** A submission with fewer lines is too short to say that it was copied. */
const FEWEST_LINES = 20;
const ALIKE = 50;

function likeCourse(lines: readonly string[], course: readonly ReadonlySet<string>[]): Hint[] {
  if (lines.length < FEWEST_LINES) return [];
  const shares = course.map((signer) => lines.filter((line) => signer.has(line)).length / lines.length);
  const percent = Math.round(100 * Math.max(0, ...shares));
  return percent >= ALIKE ? [{ kind: 'course-signer', percent }] : [];
}

/** A program may quote a signature or two from a page, but not more. */
const MOST_QUOTED = 4;

function publishedIn(files: readonly SubmittedFile[], signatures: ReadonlySet<string>): Hint[] {
  const found = new Set(
    files.flatMap(({ text }) => text.match(/[\da-f]{64}/g) ?? []).filter((one) => signatures.has(one)),
  );
  return found.size > MOST_QUOTED ? [{ kind: 'published-answers', count: found.size }] : [];
}

const RUNS_SIGV4 = /\bsigv4(?:-inspector|['", ]+signer)\b/;
