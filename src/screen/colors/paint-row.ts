/**
 * Paints a row of the screen with as few codes as possible. Ink reads every character and every code on the screen for
 * each frame, twice if the codes are not the fewest.
 */

import { HUES } from '../../layout/shades.ts';
import type { StyledText } from '../components/styled-glyphs.ts';
import type { Hue, StyleCode, Theme } from './theme.ts';

/**
 * Paints a row. Spaces at its end that look like nothing are left out, so that selecting the row does not copy them. The
 * texts must contain only visible characters (`views/characters/visible.ts`).
 */
export function paintRow(row: readonly Omit<StyledText, 'width'>[], theme: Theme): string {
  let painted = '';
  let set: readonly StyleCode[] = [];
  let spaces = '';
  for (const text of row) {
    const wanted = codesOf(text, theme);
    const seen = wanted.some(isSeenOnSpace) ? text.text : text.text.replace(/ +$/, '');
    if (seen !== '') {
      if (spaces !== '' && set.some(isSeenOnSpace)) [painted, set] = changed(painted, set, []);
      [painted, set] = changed(painted + spaces, set, wanted);
      painted += seen;
      spaces = '';
    }
    spaces += text.text.slice(seen.length);
  }
  return changed(painted, set, [])[0];
}

function codesOf({ style: { meaning, hue, ground, underlined }, opens }: Omit<StyledText, 'width'>, theme: Theme) {
  const codes = theme.codes(isHue(hue) ? hue : meaning, ground, underlined);
  return opens === undefined ? codes : [linkCode(opens), ...codes];
}

const isHue = (hue: number | null): hue is Hue => hue !== null && hue in HUES;

/**
 * Returns the code of a link (OSC 8, https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda). Terminals
 * that support links open the full address from any part of the text. Other terminals show only the text.
 */
const linkCode = (address: string): StyleCode => ({ open: `\x1b]8;;${address}\x07`, close: '\x1b]8;;\x07' });

const UNSEEN = new Set(['\x1b[39m', '\x1b[22m']);
/** Whether a code changes how a space looks: all do but those of the color of text and of its weight. */
const isSeenOnSpace = ({ close }: StyleCode): boolean => !UNSEEN.has(close);

/** Bold and faint are reset by the same code. */
const isWeight = ({ close }: StyleCode): boolean => close === '\x1b[22m';

/** Adds the codes that lead from the codes that are set to those that are wanted, and returns those that are then set. */
function changed(painted: string, set: readonly StyleCode[], wanted: readonly StyleCode[]): [string, StyleCode[]] {
  const stays = (code: StyleCode) =>
    wanted.some(({ open, close }) => (isWeight(code) ? open === code.open : close === code.close));
  const reset = set.filter((code) => !stays(code)).toReversed();
  const resetsWeight = reset.some(isWeight);
  const isSet = (code: StyleCode) => set.some(({ open }) => open === code.open) && !(resetsWeight && isWeight(code));
  const added = wanted.filter((code) => !isSet(code));
  const kept = set.filter((code) => wanted.some(({ open }) => open === code.open) && !added.includes(code));
  const closes = new Set(reset.map(({ close }) => close));
  return [painted + [...closes, ...added.map(({ open }) => open)].join(''), [...kept, ...added]];
}
