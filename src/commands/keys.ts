/** The table of keys. Help, footer, the reader of keys, the manual and the README all come from it. */

export type KeyAction =
  | 'next-step'
  | 'previous-step'
  | 'line-down'
  | 'line-up'
  | 'page-down'
  | 'page-up'
  | 'first-line'
  | 'last-line'
  | 'send'
  | 'help'
  | 'close'
  | 'leave'
  | 'interrupt';

export interface KeyBinding {
  readonly action: KeyAction;
  /** Names of keys: a character, or a word for a key that has none. */
  readonly keys: readonly string[];
  /** How help writes them. */
  readonly shown: string;
  readonly says: string;
  /** In the footer: how it is written there and its word; `null` for a key that only help lists. */
  readonly footer: readonly [string, string] | null;
}

export const KEYS: readonly KeyBinding[] = [
  { action: 'next-step', keys: ['right'], shown: '→', says: 'next step; stops at the last', footer: ['→', 'next'] },
  {
    action: 'previous-step',
    keys: ['left'],
    shown: '←',
    says: 'step before; stops at the first',
    footer: ['←', 'back'],
  },
  { action: 'line-down', keys: ['down', 'j'], shown: '↓ j', says: 'next line', footer: ['↑ ↓', 'line'] },
  { action: 'line-up', keys: ['up', 'k'], shown: '↑ k', says: 'line before', footer: null },
  { action: 'page-down', keys: ['pagedown', ' '], shown: 'PgDn space', says: 'a screen further', footer: null },
  { action: 'page-up', keys: ['pageup', 'b'], shown: 'PgUp b', says: 'a screen back', footer: null },
  { action: 'first-line', keys: ['home', 'g'], shown: 'Home g', says: 'first line', footer: null },
  { action: 'last-line', keys: ['end', 'G'], shown: 'End G', says: 'last line', footer: null },
  {
    action: 'send',
    keys: ['return'],
    shown: 'enter',
    says: 'send, on “Request bytes”, or on the last step while nothing is sent',
    footer: ['enter', 'send'],
  },
  { action: 'help', keys: ['?'], shown: '?', says: 'these keys', footer: ['?', 'keys'] },
  { action: 'close', keys: ['escape'], shown: 'esc', says: 'close this help', footer: ['esc', 'close'] },
  { action: 'leave', keys: ['q'], shown: 'q', says: 'leave', footer: ['q', 'leave'] },
  { action: 'interrupt', keys: ['ctrl+c'], shown: 'Ctrl-C', says: 'leave at once, with exit code 130', footer: null },
];

/** Where keys mean what they mean. A key may be bound once in each mode. */
export interface KeyMode {
  /** As a heading in the manual and the README, where there is more than one mode. */
  readonly title: string;
  readonly keys: readonly KeyBinding[];
}

export const KEY_MODES: readonly KeyMode[] = [{ title: 'In a walk', keys: KEYS }];

/** What a key does; `null` for a key that does nothing. */
export function actionOfKey(key: string): KeyAction | null {
  return KEYS.find((binding) => binding.keys.includes(key))?.action ?? null;
}
