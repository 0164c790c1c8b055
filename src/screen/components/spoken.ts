/** Says to a screen reader what is new on a screen, and which keys it has. */
import { spokenText } from '../../layout/shown-glyphs.ts';
import type { Run } from '../../views/page.ts';
import { footerKeys, HELP_KEY, HELP_WIDTH, type KeysNow } from '../footer-keys.ts';
import type { ScreenRoom, SessionDescription } from '../session-description.ts';

/** Announces the keys that have an effect now. While a text is typed, `?` is part of it. */
function spokenKeys(now: KeysNow, { width }: ScreenRoom['size']): string {
  const keys = [footerKeys(now, width - HELP_WIDTH), now.mode === 'field' ? [] : HELP_KEY];
  return `Keys: ${keys
    .filter(({ length }) => length > 0)
    .map(spokenKeyRow)
    .join(', ')}`;
}

/** Returns a row of keys as it is heard: a symbol is the name of its key. */
export const spokenKeyRow = (runs: readonly Run[]): string =>
  spokenText(runs).replace(SYMBOLS, (symbols) => [...symbols].map((symbol) => NAMES[symbol]).join(' '));

const NAMES: Readonly<Record<string, string>> = { '↵': 'enter', '←': 'left', '→': 'right', '↑': 'up', '↓': 'down' };
const SYMBOLS = new RegExp(`[${Object.keys(NAMES).join('')}]+`, 'g');

/** What a screen says in a state. */
export interface Heard {
  /** Names the place, such as the step of a lesson. Another place is announced in full. */
  readonly place?: string;
  readonly lines: readonly string[];
  /** The item under the cursor, which is announced whenever the cursor comes to it. */
  readonly item?: string | undefined;
  /** Whether the help covers the screen. What it covers is not said again when it is closed. */
  readonly isHelp?: boolean;
  /** Lines that are announced for each new result, even if they are the same as before. */
  readonly result?: { readonly of: unknown; readonly lines: readonly string[] };
}

/** Returns the announcers of a screen: they say all lines and the keys at first, and then the lines that are new. */
export function announcers<State>(
  heardIn: (state: State) => Heard,
  keysOf: (state: State, room: ScreenRoom) => KeysNow,
): Pick<SessionDescription<State, never, never>, 'announceAll' | 'announceChange'> {
  const announceAll = (state: State, room: ScreenRoom) => [
    ...heardIn(state).lines,
    spokenKeys(keysOf(state, room), room.size),
  ];
  return {
    announceAll,
    announceChange: (before, after, room) => {
      const [old, now] = [heardIn(before), heardIn(after)];
      if (old.isHelp && !now.isHelp) return now.item === undefined ? [] : [now.item];
      if (old.place !== now.place) return ['', ...announceAll(after, room)];
      const told = new Set(now.result?.of === old.result?.of ? [] : now.result?.lines);
      const known = new Set(old.lines);
      const fresh = [...told, ...now.lines.filter((line) => !known.has(line) && !told.has(line))];
      const isMoved = now.item !== undefined && now.item !== old.item && !fresh.includes(now.item);
      return isMoved ? [...fresh, now.item ?? ''] : fresh;
    },
  };
}
