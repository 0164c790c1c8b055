/** What a whole string from the terminal says (`ESC ]`, `ESC P`, `ESC _` up to `ESC \` or BEL): a colour, or nothing that is of use here. */
import type { InputEvent, TerminalColour } from './input-event.ts';

const COLOURS: Readonly<Record<string, 'foreground' | 'background'>> = { 10: 'foreground', 11: 'background' };

/** `rgb:` with one to four hexadecimal digits each, as XParseColor reads them; `rgba:` where there is opacity. */
const COLOUR = /^(1[01]);rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?$/i;

export function stringReport(introducer: string, content: string): InputEvent | null {
  const match = introducer === ']' ? COLOUR.exec(content) : null;
  const of = COLOURS[match?.[1] ?? ''];
  if (!match || of === undefined) return null;
  const [red = 0, green = 0, blue = 0] = match.slice(2, 5).map(level);
  const colour: TerminalColour = { red, green, blue };
  return { kind: 'report', of, colour };
}

/** `f`, `ff` and `ffff` are all the brightest. */
const level = (digits: string): number => Math.round((Number.parseInt(digits, 16) / (16 ** digits.length - 1)) * 255);
