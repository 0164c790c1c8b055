/** The lessons of the book on paper: each line of each text is there, in order, and no question is on two pages. */
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { hasTool } from '../support/cli/program.ts';
import { tutorial } from '../support/fixtures.ts';
import { bookPages } from '../support/outputs/book.ts';
import { hasChromium, launchedChromium } from '../support/page/chromium.ts';

/** Without white space: where a line wraps is the printer's affair. */
const letters = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

/** Returns the lines that are not in the text, or not in this order. */
function missingIn(text: string, lines: readonly string[]): readonly string[] {
  let at = 0;
  return lines.filter((line) => {
    const found = text.indexOf(line, at);
    if (found >= 0) at = found + line.length;
    return found < 0;
  });
}

/** Keeps what is printed in the folder that PRINTED_TO names, for someone who looks at it. */
async function keep(name: string, pdf: Uint8Array): Promise<void> {
  const folder = process.env.PRINTED_TO;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.pdf`), pdf);
}

describe.skipIf(!hasChromium || !hasTool('pdftotext'))(
  'a lesson on paper',
  { tags: ['expensive'], timeout: 120_000 },
  () => {
    let pages: ReadonlyMap<string, string> = new Map();
    const browser = launchedChromium();
    beforeAll(async () => {
      pages = await bookPages();
    }, 60_000);

    it.each(readLessons(tutorial).map(({ name }) => name))('%s', async (name) => {
      const page = await browser().newPage();
      await page.setContent(pages.get(`lessons/${name}.html`) ?? '');
      await page.emulateMedia({ media: 'print' });
      // Each group of lines belongs on one page.
      const shown = await page.evaluate<string[][]>(`
        [...document.querySelectorAll('main > .lead, main h2, .whole')].map((one) =>
          (one.matches('.whole') ? [...one.querySelectorAll('h3, p, li, pre, code, .text')] : [one])
            .flatMap((text) => text.innerText.split('\\n')))
      `);
      await keep(name, await page.pdf({ format: 'A4' }));
      // The letters beside a text that wraps would be between its rows.
      await page.evaluate(`for (const one of document.querySelectorAll('.gutter')) one.style.visibility = 'hidden'`);
      const pdf = await page.pdf({ format: 'A4' });
      const sheets = execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' })
        .split('\f')
        .map(letters);
      expect(sheets.join('')).not.toContain(letters('SigV4, illustrated'));
      const groups = shown.map((lines) => lines.map(letters));
      expect(missingIn(sheets.join(''), groups.flat())).toEqual([]);
      const torn = groups.filter((lines) => !sheets.some((sheet) => missingIn(sheet, lines).length === 0));
      expect(torn).toEqual([]);
      await page.close();
    });
  },
);
