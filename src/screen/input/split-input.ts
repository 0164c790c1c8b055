/**
 * Splits bytes from a terminal into single keys, which Ink names, and into what Ink does not read: pastes
 * and the terminal's replies about its background and its cursor (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html).
 * The bytes may arrive in pieces of any size. Everything is read as Latin-1, one character for each byte.
 */
import { graphemesOf } from '../graphemes.ts';
import type { InputEvent } from './input-event.ts';
import { octetsIn, PASTE_BEGINNING, PASTE_LIMIT, type PasteCollector, pasteCollector } from './paste.ts';

export interface InputSplitter {
  /**
   * Returns the events that end in this piece. The caller may reuse the piece afterward. The events do not depend on
   * how the input is split, with two exceptions. A grapheme that consists of more than one character is a single key
   * only if it arrives in one piece. After a paste has stalled, a piece that is one key counts as that key, while a
   * longer piece is the rest of the paste.
   */
  take(piece: Uint8Array): readonly InputEvent[];
  /**
   * Returns whether the input is ambiguous until a short silence follows. An Escape is ambiguous because it may be a
   * key or the beginning of a sequence. A Ctrl-C within a paste is ambiguous because it may be typed or pasted.
   */
  isUndecided(): boolean;
  /** Returns the events of the undecided bytes, because nothing followed while the caller waited. */
  flush(): readonly InputEvent[];
  /** Returns whether a sequence, a reply, or a paste is unfinished, so that the next key would become part of it. */
  isUnfinished(): boolean;
  /**
   * Ends an unfinished sequence, reply, or paste, because the rest may never arrive. The next key then counts as a key.
   */
  giveUp(): readonly InputEvent[];
}

const key = (sequence: string): InputEvent => ({ kind: 'key', sequence });
/**
 * The Escape key, and a character with Alt, in the form of the kitty keyboard protocol, which is never the beginning of
 * something else (https://sw.kovidgoyal.net/kitty/keyboard-protocol/).
 */
const ESCAPE = key('\x1b[27u');
const withAlt = (character: string) => key(`\x1b[${character.codePointAt(0)};3u`);

interface Rule {
  /** Matches where the rule before it ended. */
  readonly matches: RegExp;
  /** Returns the events of a match; `paste` if a paste begins after it. */
  readonly means: (match: RegExpExecArray) => readonly InputEvent[] | 'paste';
}

/** The first rule that matches applies. Before anything but a key, an Escape is the Escape key, and not Alt. */
const RULES: readonly Rule[] = [
  { matches: /\x1b(?=\x1b\[200~)/y, means: () => [ESCAPE] },
  { matches: /\x1b\[200~/y, means: () => 'paste' },
  { matches: /\x1b([\]P_])([^\x00-\x1f\x7f]*)(?:\x07|\x1b\\)/y, means: ([, kind, text = '']) => reply(kind, text) },
  { matches: /\x1b\[\d+;(\d+)R/y, means: ([, column]) => [{ kind: 'cursor', column: Number(column) }] },
  // The keys of the number pad in application mode, and xterm's form of modified keys: Ink reads neither.
  { matches: /\x1bO([j-y])/y, means: ([, letter = '']) => [key(String.fromCharCode(letter.charCodeAt(0) - 0x40))] },
  { matches: /\x1b\[27;(\d+);(\d+)~/y, means: ([, held, code]) => [key(`\x1b[${code};${held}u`)] },
  // Only rxvt's sequences for these keys with Shift end in `$`, for Ink too. The Linux console begins F1 to F5 with `ESC [ [`.
  { matches: /\x1b{1,2}(?:\[[235678]\$|\[\[?[ -?]*(?!\[)[@-~]|O[\d;]*[@-~])/y, means: ([sequence]) => [key(sequence)] },
  // A control byte or a non-ASCII byte breaks off a sequence or a string, so that keys do not stay blocked for long.
  { matches: /\x1b{1,2}(?:\[\[?[ -?]*|O[\d;]*)/y, means: ([begun]) => meantAlone(begun) ?? [] },
  { matches: /\x1b[\]P_][^\x00-\x1f\x7f]*/y, means: ([begun]) => meantAlone(begun) ?? [] },
  // Escape and Ctrl-C may arrive together over a slow connection, and Ctrl-C must work the first time.
  { matches: /\x1b(?=[\x03\x1b])/y, means: () => [ESCAPE] },
  { matches: /\x1b?[\x00-\x1a\x1c-\x1f\x7f]/y, means: ([sequence]) => [key(sequence)] },
  // Up to a control byte, or to a character that is incomplete at the end.
  {
    matches:
      /(\x1b?)([^\x00-\x1f\x7f]+?)(?=[\x00-\x1f\x7f]|(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})?$)/y,
    means: ([, alt = '', bytes = '']) => typed(alt, bytes),
  },
];

/** Matches, up to the end of the text, the beginning of a sequence, of a string, or of a character. */
const UNFINISHED =
  /(?:\x1b{1,2}(?!\[[235678]\$)(?:\[\[?[ -?]*|O[\d;]*)?|\x1b[\]P_][^\x00-\x1f\x7f]*\x1b?|\x1b?(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2}))$/y;

/** The maximum number of characters that are kept of a sequence. A longer one has no meaning here. */
const KEPT = 256;

const INTERRUPT = 0x03;

/** Creates a splitter. It accepts any bytes, never throws, and keeps at most `pasteLimit` bytes of a paste. */
export function splitInput(pasteLimit: number = PASTE_LIMIT): InputSplitter {
  let begun = '';
  let paste: { readonly collector: PasteCollector; readonly isStalled: boolean } | null = null;

  /** Returns the bytes after the paste, or after the beginning of one. */
  function takeSome(piece: Uint8Array, events: InputEvent[]): Uint8Array {
    return paste ? takePasted(paste, piece, events) : takeKeys(piece, events);
  }

  function takeKeys(piece: Uint8Array, events: InputEvent[]): Uint8Array {
    // What is pasted is not decoded, because a piece may have many pastes.
    const beginning = octetsIn(piece).indexOf(PASTE_BEGINNING);
    const keys = beginning < 0 ? piece : piece.subarray(0, beginning + PASTE_BEGINNING.length);
    const text = begun + octetsIn(keys).toString('latin1');
    begun = '';
    for (let at = 0; at < text.length; ) {
      if (matchAt(UNFINISHED, text, at)) {
        begun = shortened(text.slice(at));
        break;
      }
      const { match, means } = firstMatch(text, at);
      at += match[0].length;
      const found = means(match);
      if (found === 'paste') {
        paste = { collector: pasteCollector(pasteLimit), isStalled: false };
        return piece.subarray(keys.length - text.length + at);
      }
      for (const event of found) events.push(event);
    }
    return piece.subarray(keys.length);
  }

  /**
   * Takes bytes up to the end of the paste. If the paste has stalled, the next piece shows what happened. A piece that
   * contains the end, or that is longer than a key, is the rest of the paste. Such a piece arrived late and must not be
   * run as commands. A piece with a single key was typed, and ends the paste.
   */
  function takePasted({ collector, isStalled }: NonNullable<typeof paste>, piece: Uint8Array, events: InputEvent[]) {
    const { used, event } = collector.take(piece);
    if (event !== null) events.push(event);
    const isTyped = event === null && isStalled && isOneKey(piece);
    paste = event !== null || isTyped ? null : { collector, isStalled: false };
    return piece.subarray(isTyped ? 0 : used);
  }

  const undecided = () =>
    paste === null ? meantAlone(begun) : paste.collector.lastByte() === INTERRUPT ? [key('\x03')] : null;
  return {
    take(piece) {
      const events: InputEvent[] = [];
      for (let rest = piece; rest.length > 0; ) rest = takeSome(rest, events);
      return events;
    },
    isUndecided: () => undecided() !== null,
    flush() {
      const events = undecided();
      if (events !== null) [begun, paste] = ['', null];
      return events ?? [];
    },
    isUnfinished: () => (paste === null ? isSequence(begun) : !paste.isStalled),
    giveUp() {
      if (paste === null && isSequence(begun)) begun = '';
      if (paste === null || paste.isStalled) return [];
      paste = { ...paste, isStalled: true };
      return [{ kind: 'unfinished-paste', length: paste.collector.length() }];
    },
  };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function firstMatch(text: string, at: number): { readonly match: RegExpExecArray; readonly means: Rule['means'] } {
  for (const { matches, means } of RULES) {
    const match = matchAt(matches, text, at);
    if (match) return { match, means };
  }
  throw new Error(`No rule is for ${JSON.stringify(text.slice(at, at + KEPT))}.`);
}

/** Shortens the beginning of a sequence, without what may be the beginning of its end. */
const shortened = (begun: string): string =>
  begun.length <= KEPT ? begun : begun.slice(0, KEPT) + (begun.endsWith('\x1b') ? '\x1b' : '');

/**
 * Returns the keys that the beginning of a sequence means if nothing follows for a moment: the Escape key, or Alt with
 * a character that could also begin a sequence. Returns `null` if the rest should be waited for.
 */
function meantAlone(begun: string): readonly InputEvent[] | null {
  if (/^\x1b{1,2}$/.test(begun)) return [...begun].map(() => ESCAPE);
  const [, before, character = ''] = /^(\x1b?)\x1b([[O\]P_])$/.exec(begun) ?? [];
  if (before !== undefined) return [...(before === '' ? [] : [ESCAPE]), withAlt(character)];
  return /^\x1b[\]P_].*\x1b$/s.test(begun) ? [ESCAPE] : null;
}

/** Returns whether this is the beginning of a sequence or a string, and not of a character or of nothing. */
const isSequence = (begun: string): boolean => begun.startsWith('\x1b') && meantAlone(begun) === null;

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** C1 control characters, which cannot be keys and are always separate graphemes. */
const CONTROL = /[\u0080-\u009f]/;

/**
 * Returns the keys of UTF-8 bytes. A byte order mark is kept, like any other character. Bytes that are not UTF-8 become
 * U+FFFD, so that they stay visible. `alt` is the Escape of Alt, which is held with the first character, or nothing.
 */
function typed(alt: string, bytes: string): InputEvent[] {
  const text = utf8.decode(Buffer.from(bytes, 'latin1'));
  const [first = ''] = alt === '' ? [] : text;
  const keys = [alt + first, ...Array.from(graphemesOf(text.slice(first.length)), ({ segment }) => segment)];
  return keys.filter((name) => name !== '' && !CONTROL.test(name)).map(key);
}

/** The maximum length of a key in bytes. */
const KEY_LIMIT = 24;

function isOneKey(piece: Uint8Array): boolean {
  if (piece[0] === 0x1b) return piece.length <= KEY_LIMIT;
  return [...graphemesOf(utf8.decode(piece))].length === 1;
}

/**
 * Matches `rgb:` with three numbers of one to four hexadecimal digits, the form that XParseColor reads, or `rgba:` if
 * there is also an opacity.
 */
const BACKGROUND = /^11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?$/i;

/** Returns the background color that a string from the terminal reports. No other string has a meaning here. */
function reply(kind: string | undefined, text: string): InputEvent[] {
  const match = kind === ']' ? BACKGROUND.exec(text) : null;
  if (!match) return [];
  const [red = 0, green = 0, blue = 0] = match.slice(1, 4).map(level);
  return [{ kind: 'background', color: { red, green, blue } }];
}

/** Converts hexadecimal digits to a level from 0 to 255. `f`, `ff`, and `ffff` all have the maximum level. */
const level = (digits: string): number => Math.round((Number.parseInt(digits, 16) / (16 ** digits.length - 1)) * 255);
