/** Asks the learner to assign each item to a category. */
import * as v from 'valibot';
import { isProblem, problem } from '../../bytes/problem.ts';
import { text } from '../format-parts.ts';
import { incomplete, right, wrong } from '../judging/judge-lines.ts';
import { aside, type Kind, name, words } from './kind.ts';
import { answerLines, indexOfLetter, isLetterOf, letterOf, notSolution, readNamed } from './reading.ts';

const schema = v.strictObject({
  kind: v.literal('sort'),
  categories: v.pipe(v.array(text), v.minLength(2)),
  /** Each item has its category and the reason why it belongs there. */
  items: v.array(v.strictObject({ text, in: text, says: text })),
});

type Sorting = v.InferOutput<typeof schema>;

interface Sorted {
  readonly kind: 'sort';
  /** The category of each item, as an index from 0; `null` if the item has no category yet. */
  readonly categories: readonly (number | null)[];
}

const sorted = (categories: readonly (number | null)[]): Sorted => ({ kind: 'sort', categories });
const unsorted = ({ items }: Sorting): Sorted => sorted(items.map(() => null));

/** The width of the category column, in cells. */
const CATEGORY_WIDTH = 12;
/** The letter that represents an item without a category. */
const NO_CATEGORY = '-';

export const sort = {
  schema,
  answeredBy: 'person',
  parts: () => ({}),

  start: unsorted,
  read: ({ categories, items }, octets) => {
    const lines = answerLines(octets);
    if (isProblem(lines)) return lines;
    const named = readNamed(lines, categories);
    if (isProblem(named)) return named;
    if (named.length <= items.length)
      return { do: 'hand-in', given: sorted(items.map((_item, at) => named[at] ?? null)) };
    const says = `There are ${named.length} lines for ${items.length} items.`;
    return problem('answer', says, 'Give one line for each item.');
  },
  judge: (_lesson, { items, categories }, given) => {
    const placed = items.map((item, at) => ({ ...item, given: categories[given.categories[at] ?? -1] }));
    const left = placed.filter((item) => item.given === undefined).length;
    if (left > 0) return incomplete(`${left} of ${items.length} items have no category yet.`);
    const misplaced = placed.filter((item) => item.given !== item.in);
    const [first] = misplaced;
    if (!first) return right(...items.map((item) => `${item.text}: ${item.in}. ${item.says}`));
    const count = `${items.length - misplaced.length} of ${items.length} items are right.`;
    return wrong(`"${first.text}" does not belong to "${first.given}". ${first.says}`, count);
  },
  solve: (_lesson, { categories, items }, solution) => {
    if (!Array.isArray(solution) || solution.length !== items.length)
      return notSolution('Give a category for each item.');
    const places = solution.map((category) => categories.indexOf(category));
    return places.includes(-1) ? notSolution(`The categories are ${categories.join(', ')}.`) : sorted(places);
  },

  paper: (_lesson, { categories, items }) => [
    [aside(categories.map((category, index) => `${letterOf(index)}  ${category}`).join('   '))],
    ...items.map((item) => [words(`___ ${item.text}`)]),
  ],
  items: ({ answer: { items, categories }, given }) =>
    items.map((item, index) => {
      const category = categories[given?.categories[index] ?? -1] ?? '…';
      return [name(`${category.slice(0, CATEGORY_WIDTH).padEnd(CATEGORY_WIDTH)}  `), words(item.text)];
    }),
  how: ({ answer: { categories } }) =>
    `${categories.map((category, index) => `${index + 1} ${category}`).join('   ')}   enter submits`,

  enter: {
    word: 'submit',
    press: ({ answer, given }) => {
      const left = (given ?? unsorted(answer)).categories.filter((category) => category === null).length;
      if (left === 0 && given) return { do: 'hand-in', given };
      const categories = answer.categories.map((category, index) => `${index + 1} ${category}`).join(', ');
      return { do: 'say', notice: `${left} to go: ${categories}.` };
    },
  },
  keys: {
    category: ({ answer, given }, index, key) => {
      const category = Number(key) - 1;
      if (category >= answer.categories.length) return null;
      const before = given ?? unsorted(answer);
      return {
        do: 'give',
        given: sorted(before.categories.map((old, at) => (at === index ? category : old))),
        index: Math.min(index + 1, answer.items.length - 1),
        scroll: 'stays',
      };
    },
  },

  prediction: {
    letters: ({ categories }) => categories.map((at) => (at === null ? NO_CATEGORY : letterOf(at))).join(''),
    isAnswer: ({ categories, items }, letters) =>
      letters.length === items.length &&
      [...letters].every((letter) => letter === NO_CATEGORY || isLetterOf(categories, letter)),
    recall: ({ categories, items }, letters) => ({
      kind: 'items',
      items: items.map((item, at) => ({
        text: item.text,
        category: item.in,
        says: item.says,
        taken: categories[indexOfLetter(letters?.charAt(at) ?? NO_CATEGORY)] ?? null,
      })),
    }),
  },
} satisfies Kind<Sorting, Sorted>;
