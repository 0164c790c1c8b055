/** The help: keys under headings, and what letters and marks mean. */
import type { KeyMode } from '../app/keys/key-binding.ts';
import { KEY_MODES } from '../app/keys/keys.ts';
import { aside, type Run, words } from '../pages/page.ts';
import type { ListContent } from '../render/screen/fitted-rows.ts';

const MEANINGS: readonly (readonly [string, string])[] = [
  ['A B C …', 'before and below a line: the place that the bytes come from, the same at each step'],
  ['*', 'made from several places, such as a hash'],
  ['.', 'added by a rule'],
  ['~', 'changed by an edit since the walk began; in a diagnosis, different from the other side'],
  ['^', 'the byte of the cursor; in the hex view it is in [ ]'],
];

/** The width of the column of keys. Their explanations wrap to the right of it. */
const HELP_KEY_WIDTH = 13;

const explained = (shown: string, says: string): Run[] => [
  { text: shown.padEnd(HELP_KEY_WIDTH), meaning: 'name' },
  words(says),
];

/** Lists the keys of these modes. If `walk` is among them, also explains letters and marks. */
export function helpItems(modes: readonly KeyMode[] = WALK_MODES): Run[][] {
  const marks = modes.includes('walk')
    ? [[aside('Letters and marks')], ...MEANINGS.map(([shown, says]) => explained(shown, says))]
    : [];
  return [
    ...modes
      .flatMap((mode) => KEY_MODES.filter((of) => of.mode === mode))
      .flatMap(({ title, keys }) => [[aside(title)], ...keys.map(({ shown, says }) => explained(shown, says))]),
    ...marks,
  ];
}

const WALK_MODES = ['walk', 'diagnosis', 'list', 'field'] as const;

/** Shows the help as a list, scrolled so that the row at `index` is in the middle. */
export const helpList = (index: number, modes?: readonly KeyMode[]): ListContent => ({
  title: 'Keys',
  items: helpItems(modes),
  index,
  hanging: HELP_KEY_WIDTH,
});
