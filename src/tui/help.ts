/** The help: the keys under their headings, and what letters and colours mean, which the words say too. */
import type { KeyMode } from '../app/keys/key-binding.ts';
import { KEY_MODES } from '../app/keys/keys.ts';
import { aside, type Run, words } from '../pages/page.ts';
import type { ListContent } from '../render/screen/fitted-rows.ts';

const MEANINGS: readonly (readonly [string, string])[] = [
  ['A B C …', 'in front of a line and under it: the place that bytes come from, the same on every step'],
  ['*', 'made of several places, as a hash is'],
  ['.', 'put there by a rule'],
  ['~', 'changed by an edit since the walk began; in a diagnosis, not as on the other side'],
  ['^', 'the byte of the cursor; in the hex view it stands in [ ]'],
];

/** The column of keys, after which what they do is broken into rows. */
const HELP_KEY_WIDTH = 13;

const explained = (shown: string, says: string): Run[] => [
  { text: shown.padEnd(HELP_KEY_WIDTH), meaning: 'name' },
  words(says),
];

/** Of these modes; what letters and marks mean where a walk is. */
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

/** The help as a list, one of its rows in the middle. */
export const helpList = (index: number, modes?: readonly KeyMode[]): ListContent => ({
  title: 'Keys',
  items: helpItems(modes),
  index,
  hanging: HELP_KEY_WIDTH,
});
