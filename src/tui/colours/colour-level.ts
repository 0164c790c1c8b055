/** How many colours to use: what the person says, then what the terminal says of itself. */
import type { ColourLevel } from './theme.ts';

const LEVELS: Readonly<Record<string, ColourLevel>> = { false: 0, 0: 0, 1: 1, 2: 2, 3: 3 };

/**
 * The level for an environment, by the first that decides:
 *
 * 1. NO_COLOR, if it is not empty (https://no-color.org): none. Chalk leaves that to us.
 * 2. FORCE_COLOR, 0 to 3 (https://force-color.org gives only the name, chalk the numbers); `false` is 0.
 * 3. TERM=dumb: none.
 * 4. COLORTERM=truecolor or 24bit: all.
 * 5. TERM ends with `-256color`: 256.
 * 6. `detected`: what chalk makes of the rest, or of FORCE_COLOR without a number.
 */
export function colourLevel(
  environment: Readonly<Record<string, string | undefined>>,
  detected: ColourLevel,
): ColourLevel {
  const { NO_COLOR = '', FORCE_COLOR = '', TERM = '', COLORTERM = '' } = environment;
  if (NO_COLOR !== '') return 0;
  const forced = Object.hasOwn(LEVELS, FORCE_COLOR) ? LEVELS[FORCE_COLOR] : undefined;
  if (forced !== undefined) return forced;
  if (TERM === 'dumb') return 0;
  if (COLORTERM === 'truecolor' || COLORTERM === '24bit') return 3;
  return TERM.endsWith('-256color') ? 2 : detected;
}
