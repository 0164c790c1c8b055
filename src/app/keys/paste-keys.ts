/** Lists the keys of the page to paste into, and of the first page of a diagnosis. */
import { HELP, inModes, key, LINE_DOWN, LINE_UP } from './key-binding.ts';

const PASTE = ['paste'] as const;
const CAUSES = ['causes', 'question'] as const;
const QUESTION = ['question'] as const;
const FINAL = ['causes'] as const;
const BOTH = ['paste', 'causes', 'question'] as const;

/** Like all keys, these are in order of importance. */
export const PASTE_KEYS = [
  key('choose', PASTE, 'return', 'see the result', 'see it'),
  key('answer', QUESTION, ['y', 'n', 'u', '+', '-', '0'], 'answer the question: yes, no, or unknown; so do + - 0', {
    shown: 'y n u',
    footer: ['y n u', 'answer'],
  }),
  key('replay', CAUSES, 'return', 'walk through the request with the selected mistake', 'walk to it'),
  key(
    'try-fix',
    CAUSES,
    't',
    'sign the request with the fix, and send it to a sandbox in this program; again: what was sent',
    'try the fix',
  ),
  key('next-pane', CAUSES, 'right', "both texts, the server's beside the client's", 'both texts'),
  key(
    'next-program',
    CAUSES,
    'tab',
    'the line of the fix for the next program; both texts, if there is no other line',
    'program',
  ),
  inModes(LINE_DOWN, CAUSES, { says: 'next cause', footer: ['↑↓', 'cause'] }),
  inModes(LINE_UP, CAUSES, { says: 'previous cause' }),
  key('copy', FINAL, ['y', 'Y'], 'copy the report as text', { shown: 'y', footer: ['y', 'copy'] }),
  key('copy', QUESTION, 'Y', 'copy the report as text', 'copy'),
  key('all', CAUSES, '.', 'everything that is known, on one page', 'all'),
  key('paste-more', CAUSES, 'p', 'paste more: a log, the request, the secret', 'paste more'),
  key('undo', CAUSES, ['z', 'escape'], 'go back', 'back'),
  key('clear', PASTE, 'ctrl+u', 'clear everything that was pasted', 'clear'),
  key('take-back', PASTE, 'backspace', 'take back the last paste'),
  key('read-file', PASTE, '@', 'read a file, as if it were pasted', { footer: ['@file', 'read a file'] }),
  key(
    'close',
    PASTE,
    'escape',
    'stop the search for two mistakes at once, and show what was found; go back to the result, if it was open',
    'stop',
  ),
  key('leave', CAUSES, 'q', 'leave', 'leave'),
  key('leave', PASTE, 'q', 'leave', 'leave'),
  inModes(HELP, BOTH),
];
