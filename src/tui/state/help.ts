/** The help: the keys under their headings, and what letters and colours mean, which the words say too. */
import { KEY_MODES } from '../../commands/keys.ts';
import { aside, type Run, words } from '../../pages/page.ts';
import { wrapRuns } from '../../render/wrap.ts';

const MEANINGS: readonly (readonly [string, string])[] = [
  ['A B C …', 'in front of a line and under it: the place that bytes come from, the same on every step'],
  ['*', 'made of several places, as a hash is'],
  ['.', 'put there by a rule'],
  ['~', 'changed by an edit since the walk began'],
  ['^', 'the byte of the cursor; in the hex view it stands in [ ]'],
];

const KEY_WIDTH = 13;
/** What stands in front of an item of a list. */
const MARK = 2;

/** Each item a row of at most `width` cells, its mark included; what is longer goes on in the item below. */
export function helpItems(width: number): Run[][] {
  const room = width - MARK - KEY_WIDTH;
  const explained = (shown: string, says: string): Run[][] =>
    wrapRuns([words(says)], room, 'words').map((runs, index) => [
      { text: (index === 0 ? shown : '').padEnd(KEY_WIDTH), meaning: 'name' },
      ...runs,
    ]);
  return [
    ...KEY_MODES.flatMap(({ title, keys }) => [
      [aside(title)],
      ...keys.flatMap(({ shown, says }) => explained(shown, says)),
    ]),
    [aside('Letters and marks')],
    ...MEANINGS.flatMap(([shown, says]) => explained(shown, says)),
  ];
}
