/** Computes the colors of the theme and writes them into `src/layout/shades.ts`: `npm run theme`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Shade } from '../src/layout/shades.ts';
import { computeShades } from './theme/shades.ts';

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

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(SHADES_FILE, fileWithShades(readFileSync(SHADES_FILE, 'utf8')));
