/**
 * Creates the help, which explains letters and marks and lists keys under headings, and handles the keys while it covers
 * a screen. In a walk, the help is one of the lists that can be filtered.
 */
import type { KeyMode } from '../app/keys/key-binding.ts';
import { actionOfKey, KEY_MODES, type KeyBinding } from '../app/keys/keys.ts';
import { LEGEND } from '../views/map/letters.ts';
import { aside, type Run, words } from '../views/page.ts';
import { MARKS } from '../views/traffic/traffic-entry.ts';
import type { ListContent } from './components/fitted-rows.ts';
import { doesNothing, moveIndex } from './reducing.ts';
import type { ScreenRoom } from './session-description.ts';

/** The state of a screen that the help can cover. */
export interface CoveredByHelp {
  /** The row of the help that is in the middle; `null` if the help is closed. */
  readonly help: number | null;
  readonly notice: string | null;
}

const LETTERS: readonly Explained[] = [
  ...LEGEND.map(([letters, , whole]): Explained => [letters, whole]),
  ['R S K X T', 'share the colors of P H Q M'],
  ['DRS', 'a line of several inputs; … is in the place of those whose letters have no room'],
];

const COMPARED: Explained = [
  '≠ ░ ␣',
  'in a comparison: what differs, a place where this side has nothing, and a space',
];

const MEANINGS: readonly Explained[] = [
  ...LETTERS,
  ['>', 'the line of the cursor; the byte is reversed, and > is before it and its neighbor in the hex view'],
  ['~', 'changed by an edit since the walk began; in a diagnosis, different from the other side'],
  COMPARED,
  ['EXAMPLE', "in the first row: AWS's documented request with its published key; with → SANDBOX, where it is sent"],
  ['SANDBOX', 'another request, or an edited one, for the sandbox in this program'],
  ['LIVE', 'a request that goes out over the network'],
  ['5', 'before a line: its number, from 1; in a message, the offset of its first byte, from 0'],
];

/** What the letters and marks of a lesson mean; the marks of its steps are beside it in a wide window. */
const IN_LESSON: readonly Explained[] = [
  ...LETTERS,
  ['~', 'a line of what is sent that differs from the right request'],
  COMPARED,
  ['✓ • –', 'a step that is done, one that is answered (right or not), and one that is skipped'],
];

/** The width of the column of keys. The keys' explanations wrap to the right of this column. */
export const HELP_KEY_WIDTH = 13;

type Explained = readonly [shown: string, says: string];

const explained = ([shown, says]: Explained): Run[] => [
  { text: shown.padEnd(HELP_KEY_WIDTH), meaning: 'name' },
  words(says),
];

const section = (title: string, rows: readonly Explained[]): Run[][] =>
  rows.length === 0 ? [] : [[aside(title)], ...rows.map(explained)];

/**
 * Lists the keys of these modes. The keys that currently have an effect come first, one row each, and are not repeated
 * below. If `walk` or `lesson` is among the modes, letters and marks come next.
 */
export function helpItems(modes: readonly KeyMode[] = WALK_MODES, now: readonly KeyBinding[] = []): Run[][] {
  const isWalk = modes.includes('walk');
  const here = now.flatMap(({ brief, shown, says }): Explained[] =>
    brief === undefined ? [[shown, says]] : brief ? [brief] : [],
  );
  const isAbove = (key: KeyBinding) =>
    now.some(({ action, modes: of, brief }) => brief === undefined && action === key.action && of === key.modes);
  const marks = MARKS.map(({ mark, says }): Explained => [mark, says]);
  const keys = modes.flatMap((mode) => KEY_MODES.filter((of) => of.mode === mode));
  return [
    ...section('What you can do here', here),
    ...section('Letters and marks', isWalk ? MEANINGS : modes.includes('lesson') ? IN_LESSON : []),
    ...(modes.includes('traffic') ? section('Marks of requests', marks) : []),
    ...keys.flatMap(({ title, keys: of }) => [
      [aside(title)],
      ...of.filter((key) => !isAbove(key)).map(({ shown, says }) => explained([shown, says])),
    ]),
    ...(isWalk ? LEARNING : []),
  ];
}

const LEARNING = section('To learn all of this', [
  ['sigv4 learn', 'lessons from the beginning: a command to type after q'],
]);

const WALK_MODES = ['walk', 'diagnosis', 'list', 'field'] as const;

/** Shows the help as a list, scrolled so that the row at `index` is in the middle. */
export const helpList = (index: number, modes?: readonly KeyMode[]): ListContent => ({
  title: 'Keys',
  items: helpItems(modes),
  index,
  hanging: HELP_KEY_WIDTH,
});

/** Returns the state after a key in the help, which lists the keys of these modes. */
export function afterKeyInHelp<State extends CoveredByHelp>(
  state: State,
  key: string,
  modes: readonly KeyMode[],
  { size }: ScreenRoom,
): State {
  const action = actionOfKey(key, 'list');
  if (action === 'close' || action === 'help' || action === 'choose') return { ...state, help: null };
  if (action === null || action === 'search') return { ...state, notice: doesNothing(key) };
  return { ...state, help: moveIndex(state.help ?? 0, action, helpItems(modes).length, size.height) };
}

/** Returns whether the footer offers a key of a list in the help, which covers a screen and has no filter. */
export const isOfferedInHelp = ({ action }: KeyBinding): boolean => action !== 'search';
