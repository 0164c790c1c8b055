/** Determines whether a terminal can draw half blocks and braille. */
import type { Environment } from '../colors/background.ts';

/** Terminals whose fonts lack these characters, or that say that they can do nothing. */
const WITHOUT_DOTS: ReadonlySet<string | undefined> = new Set(['linux', 'dumb']);

/**
 * Returns whether the terminal can draw dots: it is neither the Linux console nor `dumb`, and the locale is in UTF-8. The
 * first of LC_ALL, LC_CTYPE, and LANG that is not empty states the locale (POSIX.1-2024, section 8.2). If none does, as
 * on Windows, dots are drawn.
 */
export function drawsDots({ TERM, LC_ALL, LC_CTYPE, LANG }: Environment): boolean {
  const locale = [LC_ALL, LC_CTYPE, LANG].find((name) => name !== undefined && name !== '');
  return !WITHOUT_DOTS.has(TERM) && (locale === undefined || /utf-?8/i.test(locale));
}
