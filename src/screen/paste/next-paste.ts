/** Contains the state of the page for pasting, and its reducer. */
import type { KeyMode } from '../../app/keys/key-binding.ts';
import { actionOfKey, type KeyAction } from '../../app/keys/keys.ts';
import { INTERRUPTED } from '../../app/options/command.ts';
import type { PasteReading, ShownPastePage, ShownWalk } from '../../app/walks/shown-walk.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import type { PasteFacts } from '../../views/paste/paste-page.ts';
import { fieldAfterKey, fieldOf, type TextField, withText } from '../components/text-field.ts';
import { afterKeyInHelp, type CoveredByHelp } from '../help.ts';
import { doesNothing, to } from '../reducing.ts';
import type { Ending, Next, ScreenRoom, ShellEvent, UserEvent } from '../session-description.ts';

export type PasteEvent =
  | { readonly kind: 'read'; readonly changes: number; readonly reading: PasteReading }
  | { readonly kind: 'found'; readonly changes: number; readonly facts: PasteFacts }
  | { readonly kind: 'searching'; readonly changes: number; readonly tried: number }
  | { readonly kind: 'file'; readonly text: string | Problem };

export type PasteEffect =
  | { readonly kind: 'read'; readonly pastes: readonly string[]; readonly changes: number }
  | { readonly kind: 'stop-search' }
  | { readonly kind: 'read-file'; readonly path: string }
  | { readonly kind: 'open'; readonly walk: ShownWalk };

type PasteNext = Next<PasteState, PasteEffect>;

export function nextPaste(state: PasteState, event: PasteEvent | UserEvent | ShellEvent, room: ScreenRoom): PasteNext {
  switch (event.kind) {
    case 'paste':
      return state.file === null
        ? withPastes({ ...state, help: null }, [...state.pastes, event.text])
        : to(state, { file: withText(state.file, event.text) });
    case 'read':
      return event.changes === state.changes ? takeReading(state, event.reading) : to(state);
    case 'found':
      return to(event.changes === state.changes ? { ...state, facts: event.facts } : state);
    case 'searching':
      return to(event.changes === state.changes ? { ...state, searching: event.tried } : state);
    case 'file':
      return isProblem(event.text)
        ? to(state, { notice: `${event.text.says} ${event.text.fix}` })
        : withPastes(state, [...state.pastes, event.text]);
    case 'notice':
      return to(state, { notice: event.text });
    case 'key':
      return afterKey({ ...state, notice: null }, event.key, room);
    case 'returned':
      return to(event.ending === 'back' ? state : { ...state, ending: endingOf(state, event.ending) });
    default:
      return to(state);
  }
}

/** Replaces the pastes, and reads all of them again. A search of the earlier ones ends. */
function withPastes(state: PasteState, pastes: readonly string[]): PasteNext {
  const changes = state.changes + 1;
  const changed = { ...state, pastes, changes, searching: null, notice: null, isToOpen: false };
  return pastes.length === 0
    ? to(changed, { reading: null, facts: null }, { kind: 'stop-search' })
    : to(changed, {}, { kind: 'read', pastes, changes });
}

function takeReading(state: PasteState, reading: PasteReading): PasteNext {
  const notice = state.isToOpen ? null : state.notice;
  const read = { ...state, notice, reading, facts: reading.facts, searching: null, isToOpen: false };
  return state.isToOpen ? openResult(read) : to(read);
}

function openResult(state: PasteState): PasteNext {
  const { reading, pastes } = state;
  if (reading?.opens) return to(state, { wasOpen: true }, { kind: 'open', walk: reading.opens });
  if (pastes.length > 0 && reading === null) return to(state, { isToOpen: true, notice: OPENS_LATER });
  return to(state, { notice: NOTHING_TO_OPEN });
}

const OPENS_LATER = 'The result opens when the search ends; esc stops the search.';
const NOTHING_TO_OPEN = 'There is nothing to see yet: paste something with the paste key of your terminal.';

/** Returns the exit code. If the user leaves the page normally, the exit code is that of the page's result. */
const endingOf = ({ reading }: PasteState, code: number): number => (code === 0 ? (reading?.exitCode ?? 0) : code);

function afterKey(state: PasteState, key: string, room: ScreenRoom): PasteNext {
  const action = actionOfKey(key, pasteKeyMode(state));
  if (action === 'interrupt') return to(state, { ending: INTERRUPTED });
  if (state.help !== null) return to(afterKeyInHelp(state, key, PASTE_MODES, room));
  if (state.file !== null) return afterKeyInField(state, key, action);
  switch (action) {
    case 'leave':
      return to(state, { ending: endingOf(state, 0) });
    case 'close':
      if (state.searching !== null) return to(state, {}, { kind: 'stop-search' });
      if (state.pastes.length === 0) return to(state, { notice: 'q leaves.' });
      return state.wasOpen
        ? openResult(state)
        : to(state, { notice: 'q leaves; what you pasted is not kept. ctrl-u clears it.' });
    case 'choose':
      return openResult(state);
    case 'clear':
      return withPastes(state, []);
    case 'take-back':
      return withPastes(state, state.pastes.slice(0, -1));
    case 'read-file':
      return to(state, { file: fieldOf('') });
    case 'help':
      return to(state, { help: 0 });
    default:
      return to(state, { notice: doesNothing(key) });
  }
}

export const PASTE_MODES = ['paste', 'field'] as const;

function afterKeyInField(state: PasteState, key: string, action: KeyAction | null): PasteNext {
  const { file } = state;
  if (file === null || action === 'close') return to(state, { file: null });
  if (action !== 'choose') return to(state, { file: fieldAfterKey(file, key) });
  const path = file.text.trim();
  return path === '' ? to(state, { file: null }) : to(state, { file: null }, { kind: 'read-file', path });
}

export interface PasteState extends CoveredByHelp {
  readonly page: ShownPastePage;
  /** All pasted texts, oldest first. They may contain secrets, so they are never drawn. */
  readonly pastes: readonly string[];
  /** The result of reading the pastes; `null` if nothing has been read yet. */
  readonly reading: PasteReading | null;
  /** What was found so far; `null` if nothing has been read yet. The search for the cause may still run. */
  readonly facts: PasteFacts | null;
  /** The number of times that the pastes have changed. A reading of older pastes is ignored. */
  readonly changes: number;
  /** The number of combinations that a search has tried so far; `null` if no search is running. */
  readonly searching: number | null;
  /** Whether the result is below this page or was opened from it, so that there is a way back to it. */
  readonly wasOpen: boolean;
  /** Whether the Enter key was pressed before the pastes were read. */
  readonly isToOpen: boolean;
  /** The name of a file to read; `null` if no name is being typed. */
  readonly file: TextField | null;
  readonly ending: Ending | null;
}

export const firstPasteState = (page: ShownPastePage): PasteState => ({
  page,
  pastes: page.begun,
  reading: null,
  facts: null,
  changes: 0,
  searching: null,
  wasOpen: page.begun.length > 0,
  isToOpen: false,
  file: null,
  help: null,
  notice: null,
  ending: null,
});

export function pasteKeyMode({ file, help }: PasteState): KeyMode {
  if (help !== null) return 'list';
  return file === null ? 'paste' : 'field';
}
