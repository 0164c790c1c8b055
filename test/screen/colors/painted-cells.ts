/** Text painted in one style, and read as a terminal reads it: characters with their colors and emphasis. */
import type { Ground, Ink, Theme } from '../../../src/screen/colors/theme.ts';

export type CellColor =
  | { readonly kind: 'own' }
  | { readonly kind: 'ansi'; readonly code: number }
  | { readonly kind: 'palette'; readonly index: number }
  | { readonly kind: 'rgb'; readonly rgb: readonly [number, number, number] };

export interface CellStyle {
  readonly foreground: CellColor;
  readonly background: CellColor;
  readonly emphasis: readonly string[];
}

export interface Cell extends CellStyle {
  readonly character: string;
}

const OWN: CellColor = { kind: 'own' };
export const PLAIN: CellStyle = { foreground: OWN, background: OWN, emphasis: [] };

const EMPHASIS: Readonly<Record<number, string>> = { 1: 'bold', 2: 'dim', 4: 'underline', 7: 'inverse' };
const ENDS: Readonly<Record<number, readonly string[]>> = { 22: ['bold', 'dim'], 24: ['underline'], 27: ['inverse'] };

/** The characters, and the style that is left on after them. A sequence that this does not know is an error. */
export function paintedCells(painted: string): { readonly cells: readonly Cell[]; readonly left: CellStyle } {
  const cells: Cell[] = [];
  let style = PLAIN;
  for (const [token, parameters] of painted.matchAll(/\x1b\[([\d;]*)m|[\s\S]/gu)) {
    if (parameters === undefined) {
      if (token === '\x1b') throw new Error(`not a color: ${JSON.stringify(painted)}`);
      cells.push({ ...style, character: token });
    } else {
      style = styleAfter(style, parameters.split(';').map(Number));
    }
  }
  return { cells, left: style };
}

/** Each parameter that is sent, in order; those of an extended color are one with their `38` or `48`. */
export function sgrCodes(painted: string): string[] {
  return [...painted.matchAll(/\x1b\[([\d;]*)m/g)].map(([, parameters = '']) => parameters);
}

function styleAfter(style: CellStyle, parameters: readonly number[]): CellStyle {
  const [code = Number.NaN] = parameters;
  const ended = ENDS[code];
  const begun = EMPHASIS[code];
  if (ended) return { ...style, emphasis: style.emphasis.filter((name) => !ended.includes(name)) };
  if (begun !== undefined) return { ...style, emphasis: [...new Set([...style.emphasis, begun])].sort() };
  if (code === 39) return { ...style, foreground: OWN };
  if (code === 49) return { ...style, background: OWN };
  if (code === 38) return { ...style, foreground: extended(parameters) };
  if (code === 48) return { ...style, background: extended(parameters) };
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return { ...style, foreground: { kind: 'ansi', code } };
  throw new Error(`SGR ${parameters.join(';')} is none of ours`);
}

function extended([, form, ...rest]: readonly number[]): CellColor {
  const [first = Number.NaN, second = Number.NaN, third = Number.NaN] = rest;
  if (form === 5 && rest.length === 1) return { kind: 'palette', index: first };
  if (form === 2 && rest.length === 3) return { kind: 'rgb', rgb: [first, second, third] };
  throw new Error(`no color: ${rest.join(';')}`);
}

/** Paints text in one style, which is reset after it. */
export function paintText(theme: Theme, text: string, ...style: [Ink, Ground?, boolean?]): string {
  if (text === '') return '';
  const codes = theme.codes(...style);
  const [opens, closes] = [codes.map(({ open }) => open), codes.map(({ close }) => close).toReversed()];
  return opens.join('') + text + closes.join('');
}
