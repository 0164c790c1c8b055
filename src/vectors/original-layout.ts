/**
 * AWS's signing test suite as it is published: folders v4 and v4a, in each a folder a case, with `context.json`,
 * `request.txt` and the expected values of the header form and of the query form
 * (https://github.com/awslabs/aws-c-auth/tree/main/tests/aws-signing-test-suite).
 */
import { type Problem, problem } from '../bytes/problem.ts';
import { quotedOperand } from '../bytes/quoted-operand.ts';
import { readCase, type Suite } from './original-case.ts';
import type { FixtureFiles, VectorGroup } from './vector.ts';

const SUITES: readonly Suite[] = ['v4', 'v4a'];
const FORMS = ['header', 'query'] as const;

/**
 * Every case in a folder, once a form, or a problem where there is none: the folder v4, the folder v4a, or the one above
 * them. A case without all its files is declined, and says so.
 */
export function readOriginalLayout(files: FixtureFiles, source: string): VectorGroup[] | Problem {
  const direct = casesIn(files, '');
  if (direct.length > 0) return readSuite(files, { folder: '', source, cases: direct });
  const groups = SUITES.flatMap((folder) => {
    const cases = casesIn(files, folder);
    return cases.length > 0
      ? readSuite(files, { folder, source: inside(source.replace(/\/$/, ''), folder), cases })
      : [];
  });
  return groups.length > 0 ? groups : noCases(source);
}

interface Place {
  /** Below the folder that was given; empty for that itself. */
  readonly folder: string;
  readonly source: string;
  /** The names of the folders of the cases. */
  readonly cases: readonly string[];
}

/** Cases of Signature Version 4A come with the public key. A form of which no case has a file is left out. */
function readSuite(files: FixtureFiles, { folder, source, cases }: Place): VectorGroup[] {
  const all = cases.flatMap((name) => namesIn(files, inside(folder, name)));
  const suite = all.includes('public-key.json') ? 'v4a' : 'v4';
  const forms = FORMS.filter((form) => all.some((name) => name.startsWith(`${form}-`)));
  return (forms.length > 0 ? forms : FORMS).map((form) => {
    const read = cases.map((name) => {
      const path = inside(folder, name);
      return readCase(name, {
        suite,
        form,
        has: namesIn(files, path),
        read: (file) => readNamed(files, inside(path, file)),
      });
    });
    return {
      id: `${suite}-${form}`,
      publisher: {
        title: `AWS's signing test suite in its original layout, ${suite}, ${form} form`,
        publisher: 'AWS',
        source,
        licence: 'as its files say',
        notice: 'Read from where it stands.',
      },
      runnable: read.filter((vector) => vector.kind !== 'declined'),
      declined: read.filter((vector) => vector.kind === 'declined'),
    };
  });
}

/** The folders that have a context, by name. */
function casesIn(files: FixtureFiles, folder: string): string[] {
  const names = folder === '' ? files.list('') : namesIn(files, folder);
  return names.filter((name) => namesIn(files, inside(folder, name)).includes('context.json')).sort();
}

const inside = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);

/** Throws with the path in front of what the error says. */
function readNamed(files: FixtureFiles, path: string): string {
  try {
    return files.read(path);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

/** Empty for what is no folder. */
function namesIn(files: FixtureFiles, folder: string): readonly string[] {
  try {
    return files.list(folder);
  } catch {
    return [];
  }
}

function noCases(source: string): Problem {
  return problem(
    'no-vectors',
    `${quotedOperand(source)} holds no case of AWS's signing test suite: no folder in it has a context.json.`,
    'Give the folder v4 or v4a of the suite, or the one above them.',
  );
}
