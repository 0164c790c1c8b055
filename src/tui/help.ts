/** The help: the keys, and what the colours mean, which the words say too. */
import { KEYS } from '../commands/keys.ts';
import { type Block, heading, line, type Meaning, words } from '../pages/page.ts';

const COLOURS: readonly (readonly [Meaning, string])[] = [
  ['given', 'given: from outside, as it was typed or received'],
  ['copied', 'copied: quoted from an earlier value'],
  ['derived', 'derived: computed, encoded, lower-cased'],
  ['fixed', 'fixed: a rule puts it there'],
  ['masked', "masked: a secret, which only AWS's published example is not"],
];

export function helpBlocks(): Block[] {
  return [
    heading('Keys'),
    ...KEYS.map(({ shown, says }) => line(shown, [words(says)])),
    heading('Colours of bytes'),
    ...COLOURS.map(([meaning, text]) => line('', [{ text, meaning }])),
  ];
}
