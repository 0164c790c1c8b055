/** The help: the keys, and what letters and colours mean, which the words say too. */
import { KEYS } from '../../commands/keys.ts';
import { aside, type Run, words } from '../../pages/page.ts';

const MEANINGS: readonly (readonly [string, string])[] = [
  ['A B C …', 'in front of a line and under it: the place that bytes come from, the same on every stage'],
  ['*', 'made of several places, as a hash is'],
  ['.', 'put there by a rule'],
  ['~', 'changed by an edit since the walk began; in a diagnosis, not as on the other side'],
  ['^', 'the byte of the cursor; in the hex view it stands in [ ]'],
];

const KEY_WIDTH = 13;

export function helpItems(): Run[][] {
  return [
    ...KEYS.map(({ shown, says }): Run[] => [{ text: shown.padEnd(KEY_WIDTH), meaning: 'name' }, words(says)]),
    [aside('Letters and marks')],
    ...MEANINGS.map(([shown, says]): Run[] => [{ text: shown.padEnd(KEY_WIDTH), meaning: 'name' }, words(says)]),
  ];
}
