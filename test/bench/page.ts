/** How long after the load of an empty page the pages answer the first input, in Chromium. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { PROGRAM } from '../support/cli/program.ts';
import { byTurns, median, spread } from './measure.ts';
import { table } from './table.ts';

const ROUNDS = 20;
const FAILURE = ['fixtures/failures/refused-answer.txt', 'fixtures/failures/client-log.txt'];

/** A page, the field that is typed into as soon as it is there, and what answers. */
interface TypedPage {
  readonly name: string;
  readonly file: string;
  readonly field: string;
  readonly text: string;
  readonly answer: string;
  /** The milliseconds in which it is to answer. */
  readonly aim: number;
}

export async function benchPage(folder: string): Promise<string> {
  const written = (name: string, ...command: readonly string[]) => {
    const file = join(folder, name);
    execFileSync(process.execPath, [PROGRAM, ...command, '--html', file], { stdio: ['ignore', 'ignore', 'inherit'] });
    return file;
  };
  const empty = join(folder, 'empty.html');
  writeFileSync(empty, '<!doctype html><title>Empty</title>');
  const pages: readonly TypedPage[] = [
    {
      name: 'the page of a walk',
      file: written('walk.html', 'walk'),
      field: 'field-headers',
      text: 'Range: bytes=0-8',
      answer: 'told',
      aim: 100,
    },
    {
      name: 'the page of a diagnosis',
      file: written('diagnosis.html', 'diagnose', ...FAILURE),
      field: 'typed-1',
      text: '/a',
      answer: 'rail',
      aim: 300,
    },
  ];
  const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext();
    const measured = await byTurns(
      [
        { name: 'an empty page, to its load', run: () => untilLoad(context, empty) },
        ...pages.map((page) => ({ name: `${page.name}, to its first answer`, run: () => untilAnswer(context, page) })),
      ],
      ROUNDS,
    );
    const floor = median(measured[0]?.samples ?? []);
    return table(
      `page: Chromium, from the start of the navigation; milliseconds, ${ROUNDS} runs each, by turns`,
      ['', 'median', 'min', 'max', 'above the empty page', 'aim'],
      measured.map(({ name, samples }, index) => [
        name,
        ...spread(samples, 0),
        ...(index === 0 ? ['', ''] : [(median(samples) - floor).toFixed(0), `${pages[index - 1]?.aim}`]),
      ]),
    );
  } finally {
    await browser.close();
  }
}

const untilLoad = (context: BrowserContext, file: string): Promise<number> =>
  measuredIn(context, file, `addEventListener('load', () => { globalThis.measured = performance.now(); });`);

const untilAnswer = (context: BrowserContext, { file, field, text, answer }: TypedPage): Promise<number> =>
  measuredIn(
    context,
    file,
    `new MutationObserver((_changes, fields) => {
      const field = document.getElementById(${JSON.stringify(field)});
      if (!field) return;
      fields.disconnect();
      new MutationObserver((_more, answers) => {
        answers.disconnect();
        globalThis.measured = performance.now();
      }).observe(document.getElementById(${JSON.stringify(answer)}), { childList: true, characterData: true, subtree: true });
      field.value = ${JSON.stringify(text)};
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }).observe(document, { childList: true, subtree: true });`,
  );

/** Opens a page with a script that measures, and resolves with the milliseconds from the start of the navigation. */
async function measuredIn(context: BrowserContext, file: string, script: string): Promise<number> {
  const page = await context.newPage();
  try {
    await page.addInitScript(script);
    await page.goto(`file://${file}`);
    await page.waitForFunction('globalThis.measured > 0');
    return await page.evaluate<number>('globalThis.measured');
  } finally {
    await page.close();
  }
}
