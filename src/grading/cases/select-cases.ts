/** Which cases are asked: by group, and by globs on their ids. */
import { type Problem, problem } from '../../bytes/problem.ts';
import type { GradedCase } from './graded-case.ts';
import { GROUPS, type Group } from './groups.ts';

export interface Selection {
  readonly groups: readonly Group[];
  /** Globs: `*` stands for any characters, `?` for one. None for all. */
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

/** A problem where none is left. */
export function selectCases(cases: readonly GradedCase[], selection: Selection): readonly GradedCase[] | Problem {
  const { groups, only, skip } = selection;
  const isWanted = ({ id }: GradedCase) => (only.length === 0 || matchesAny(id, only)) && !matchesAny(id, skip);
  const wanted = cases.filter(isWanted);
  const asked = wanted.filter(({ needs }) => needs.every((group) => groups.includes(group)));
  if (asked.length > 0) return asked;
  const [other] = wanted;
  return other === undefined ? noSuchCase() : inOtherGroup(other);
}

/** Groups from the words of an option, separated by commas. */
export function readGroups(text: string): readonly Group[] | Problem {
  const words = text.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !GROUPS.some((group) => group === word));
  if (unknown === undefined) return GROUPS.filter((group) => words.includes(group));
  return problem('option', `--groups ${JSON.stringify(unknown)} is not known.`, `Use ${GROUPS.join(', ')}.`);
}

const matchesAny = (id: string, globs: readonly string[]) => globs.some((glob) => asPattern(glob).test(id));

function asPattern(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

const noSuchCase = () =>
  problem(
    'no-case',
    'No case has such a name.',
    "A name is a group and a vector: s3-documentation/get-object. * stands for any characters: 's3-documentation/*'.",
  );

const inOtherGroup = ({ id, needs }: GradedCase) =>
  problem('no-case', `${id} is not asked by itself.`, `Add --groups ${needs.join(',')}.`);
