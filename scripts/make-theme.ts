/** Computes the colors of the theme and writes them into `src/layout/shades.ts`: `npm run theme`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Shade } from '../src/layout/shades.ts';
import { contrast } from './theme/contrast.ts';
import { computeShades, PAGE_TEXT, seenApart } from './theme/shades.ts';

export const SHADES_FILE = 'src/layout/shades.ts';
const MARK = '// Computed by npm run theme: all that follows.\n';

/** Returns the text of the file with the constants that the search finds. */
export function fileWithShades(text: string): string {
  const [before = ''] = text.split(MARK);
  return `${before}${MARK}${constants()}`;
}

function constants(): string {
  const shade = ({ rgb, palette }: Shade) => `{ rgb: [${rgb.join(', ')}], palette: ${palette} }`;
  const lines = (['dark', 'light'] as const).flatMap((background) => {
    const { cursorLine, faint, quiet, hues } = computeShades(background);
    return [
      `  ${background}: {`,
      `    cursorLine: ${shade(cursorLine)},`,
      `    faint: ${shade(faint)},`,
      `    quiet: ${shade(quiet)},`,
      '    hues: {',
      ...Object.entries(hues).map(([name, of]) => `      ${/ /.test(name) ? `'${name}'` : name}: ${shade(of)},`),
      '    },',
      '  },',
    ];
  });
  return ['export const SHADES: Readonly<Record<Background, Shades>> = {', ...lines, '};', ''].join('\n');
}

/** Returns how far each hue is from the background and from text without a hue, a row for each hue. */
function distances(): string[] {
  const row = (cells: readonly string[]) =>
    cells
      .map((cell) => cell.padEnd(COLUMN))
      .join('')
      .trimEnd();
  return (['dark', 'light'] as const).flatMap((background) => {
    const { cursorLine, faint, hues } = computeShades(background);
    const grays = [PAGE_TEXT[background], faint.rgb];
    return [
      row([background, 'contrast', 'from text', 'from faint', 'deuteranope:', 'from text', 'from faint']),
      ...Object.entries(hues).map(([name, { rgb }]) => {
        const [far, farther] = (['trichromat', 'deuteranope'] as const).map((vision) =>
          grays.map((gray) => seenApart(rgb, gray, vision).toFixed(2)),
        );
        return row([name, contrast(rgb, cursorLine.rgb).toFixed(1), ...(far ?? []), '', ...(farther ?? [])]);
      }),
    ];
  });
}

const COLUMN = 17;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  writeFileSync(SHADES_FILE, fileWithShades(readFileSync(SHADES_FILE, 'utf8')));
  process.stdout.write(`${distances().join('\n')}\n`);
}
