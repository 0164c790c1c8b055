/** Creates the palette, which lists every action, input, and step by name and can be searched. */

import { KEYS, type KeyAction, type KeyBinding } from '../../../app/keys/keys.ts';
import { type EditedId, headerIndex } from '../../../app/walks/walk-inputs.ts';
import { printable } from '../../../views/characters/visible.ts';
import { inputIds, inputLabel } from '../fields/inputs.ts';
import type { View } from '../view.ts';
import { type WalkState, walkMode } from '../walk-state.ts';

export interface PaletteItem {
  readonly name: string;
  readonly shown: string;
  readonly says: string;
  readonly does:
    | { readonly kind: 'action'; readonly action: KeyAction; readonly key: string }
    | { readonly kind: 'edit'; readonly input: EditedId };
}

const OTHER_WORDS: Readonly<Record<string, string>> = {
  leave: 'quit exit close',
  search: 'find',
  'to-source': 'origin',
  copy: 'yank',
  edit: 'change',
  'edit-any': 'change inputs',
  offset: 'goto jump',
  presign: 'presigned url link share form query header',
  help: 'keys',
  'edit method': 'verb',
  'edit URL': 'address host path query bucket key',
  'edit body': 'payload data',
  'edit date': 'time clock',
  'edit access key ID': 'credentials',
  'edit secret access key': 'credentials password',
};

const NOT_LISTED: ReadonlySet<KeyAction> = new Set(['palette', 'to-stage']);

const HANDOUT = 'learn 2 --plain prints the handout of lesson 2; add --notes for its answers';

/** Commands of the shell that users may look for on the screen, by the word that they may type. */
const IN_THE_SHELL: ReadonlyMap<string, string> = new Map([
  ...['verify', 'grade', 'capture', 'sandbox'].map((name) => [name, name] as const),
  ...['handout', 'print', 'paper', 'lesson'].map((name) => [name, HANDOUT] as const),
]);

/** Says that no command has this name or, if it is a command of the shell, how to get there. */
export function noCommand(text: string): string {
  const [name = ''] = wordsOf(text);
  const command = IN_THE_SHELL.get(name);
  const elsewhere = command === undefined ? '' : ` q leaves; then: sigv4 ${command}`;
  return `There is no command "${printable(text)}".${elsewhere}`;
}

/** Returns the name of an action. Users know stages as steps. */
const nameOfAction = (action: KeyAction) => action.replaceAll('-', ' ').replace('stage', 'step');

const actionItem = ({ action, keys, shown, says }: KeyBinding): PaletteItem => ({
  name: nameOfAction(action),
  shown,
  says,
  does: { kind: 'action', action, key: keys[0] ?? '' },
});

const actionItems = (state: WalkState): PaletteItem[] =>
  KEYS.filter(({ modes, action }) => modes.includes(walkMode(state)) && !NOT_LISTED.has(action)).map(actionItem);

function inputItems({ editing }: WalkState): PaletteItem[] {
  if (!editing) return [];
  const inputs = editing.history.present;
  return inputIds(inputs).map((input) => {
    const at = headerIndex(input);
    const header = at === null ? undefined : inputs.headers[at]?.[0];
    const says = header ? `the header ${printable(header)}` : 'edit it in place';
    return { name: `edit ${inputLabel(inputs, input)}`, shown: 'E', says, does: { kind: 'edit', input } };
  });
}

const stepItems = ({ facts }: View): PaletteItem[] =>
  facts.trace.stages.map(({ title }, index) => ({
    name: `to ${title}`,
    shown: String(index + 1),
    says: `go to step ${index + 1}`,
    does: { kind: 'action', action: 'to-stage', key: String(index + 1) },
  }));

/**
 * Lists the commands that contain every word of a text. Commands whose name has a word beginning with each of these
 * words come first. Commands that match in this way only through a synonym come next, and then all others.
 */
export function paletteItems(text: string, state: WalkState, view: View): readonly PaletteItem[] {
  const wanted = wordsOf(text);
  const ranked = [...actionItems(state), ...inputItems(state), ...stepItems(view)].flatMap((item) => {
    const rank = rankOf(item, wanted);
    return rank === null ? [] : [{ item, rank }];
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ item }) => item);
}

/** The number of letters from which on a word is also searched in the descriptions. */
const SHORTEST_IN_SENTENCE = 3;

function rankOf({ name, says, does }: PaletteItem, wanted: readonly string[]): number | null {
  const called = `${name} ${OTHER_WORDS[does.kind === 'action' ? does.action : name] ?? ''}`;
  const content = `${called} ${says}`.toLowerCase();
  const names = wordsOf(called);
  // One or two letters are in almost every sentence, so they are searched only at the beginning of names.
  const isIn = (word: string) =>
    word.length < SHORTEST_IN_SENTENCE && !/\d/.test(word)
      ? names.some((each) => each.startsWith(word))
      : content.includes(word);
  if (!wanted.every(isIn)) return null;
  const begin = (all: readonly string[]) => wanted.every((word) => all.some((each) => each.startsWith(word)));
  if (begin(wordsOf(name))) return 0;
  return begin(names) ? 1 : 2;
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
