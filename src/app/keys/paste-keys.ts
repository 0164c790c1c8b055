/** Lists the keys of the page to paste into, and of the first page of a diagnosis. */
import type { KeyBinding } from './key-binding.ts';
import { HELP, LINE_DOWN, LINE_UP } from './moving-keys.ts';

const PASTE = ['paste'] as const;
const CAUSES = ['causes', 'question'] as const;
const QUESTION = ['question'] as const;
const BOTH = ['paste', 'causes', 'question'] as const;

/** Like all keys, these are in order of importance. */
export const PASTE_KEYS: readonly KeyBinding[] = [
  { action: 'choose', modes: PASTE, keys: ['return'], shown: 'enter', says: 'see the result', footer: ['↵', 'see it'] },
  {
    action: 'answer',
    modes: QUESTION,
    keys: ['+', '-', '0'],
    shown: '+ - 0',
    says: 'answer the question: yes, no, or unknown',
    footer: ['+ - 0', 'answer'],
  },
  {
    action: 'replay',
    modes: CAUSES,
    keys: ['return'],
    shown: 'enter',
    says: 'walk through the request with the selected mistake',
    footer: ['↵', 'walk to it'],
  },
  {
    action: 'next-pane',
    modes: CAUSES,
    keys: ['tab', 'right'],
    shown: 'tab →',
    says: "both texts, the server's beside the client's",
    footer: ['tab', 'both texts'],
  },
  { ...LINE_DOWN, modes: CAUSES, says: 'next cause', footer: ['↑↓', 'cause'] },
  { ...LINE_UP, modes: CAUSES, says: 'previous cause' },
  {
    action: 'copy',
    modes: CAUSES,
    keys: ['y'],
    shown: 'y',
    says: 'copy the report as text',
    footer: ['y', 'copy'],
  },
  {
    action: 'all',
    modes: CAUSES,
    keys: ['.'],
    shown: '.',
    says: 'everything that is known, on one page',
    footer: ['.', 'all'],
  },
  {
    action: 'paste-more',
    modes: CAUSES,
    keys: ['p'],
    shown: 'p',
    says: 'paste more: a log, the request, the secret',
    footer: ['p', 'paste more'],
  },
  {
    action: 'undo',
    modes: CAUSES,
    keys: ['escape', 'z'],
    shown: 'esc z',
    says: 'go back',
    footer: ['esc', 'back'],
  },
  {
    action: 'clear',
    modes: PASTE,
    keys: ['ctrl+u'],
    shown: 'Ctrl-U',
    says: 'clear everything that was pasted',
    footer: ['ctrl-u', 'clear'],
  },
  {
    action: 'take-back',
    modes: PASTE,
    keys: ['backspace'],
    shown: 'backspace',
    says: 'take back the last paste',
    footer: null,
  },
  {
    action: 'read-file',
    modes: PASTE,
    keys: ['@'],
    shown: '@',
    says: 'read a file, as if it were pasted',
    footer: ['@file', 'read a file'],
  },
  {
    action: 'close',
    modes: PASTE,
    keys: ['escape'],
    shown: 'esc',
    says: 'stop the search for two mistakes at once, and show what was found; go back to the result, if it was open',
    footer: ['esc', 'stop'],
  },
  { action: 'leave', modes: CAUSES, keys: ['q'], shown: 'q', says: 'leave', footer: ['q', 'leave'] },
  { action: 'leave', modes: PASTE, keys: ['q'], shown: 'q', says: 'leave', footer: ['q', 'leave'] },
  { ...HELP, modes: BOTH },
];
