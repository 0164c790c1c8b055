/** How long after the load of an empty page the pages answer the first input, in Chromium, and in how much processor time. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
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
  /** The milliseconds in which it is to answer; `null` for a page that only shows what the same text costs. */
  readonly aim: number | null;
}

/** Milliseconds from the start of the navigation: as a reader sees them, and of the processor for the thread of the page. */
interface Sample {
  readonly passed: number;
  readonly processor: number;
}

export async function benchPage(folder: string): Promise<string> {
  const written = (name: string, ...command: readonly string[]) => {
    const file = join(folder, name);
    execFileSync(process.execPath, [PROGRAM, ...command, '--html', file], { stdio: ['ignore', 'ignore', 'inherit'] });
    return file;
  };
  const empty = join(folder, 'empty.html');
  writeFileSync(empty, '<!doctype html><title>Empty</title>');
  const walk = { field: 'field-headers', text: 'Range: bytes=0-8', answer: 'told' } as const;
  const file = written('walk.html', 'walk');
  const same = join(folder, 'same-text.html');
  writeFileSync(same, withoutWork(readFileSync(file, 'utf8'), walk));
  const pages: readonly TypedPage[] = [
    { name: 'a page of the same text, which only says that something was typed', file: same, ...walk, aim: null },
    { name: 'the page of a walk', file, ...walk, aim: 100 },
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
        { name: 'an empty page, to its load', run: () => untilLoad(browser, context, empty) },
        ...pages.map((page) => ({
          name: `${page.name}, to its first answer`,
          run: () => untilAnswer(browser, context, page),
        })),
      ],
      ROUNDS,
    );
    const passed = measured.map(({ samples }) => samples.map((sample) => sample.passed));
    const floor = median(passed[0] ?? []);
    return table(
      `page: Chromium, from the start of the navigation; milliseconds, ${ROUNDS} runs each, by turns`,
      ['', 'median', 'min', 'max', 'above the empty page', 'aim', 'processor: median', 'min', 'max'],
      measured.map(({ name, samples }, index) => [
        name,
        ...spread(passed[index] ?? [], 0),
        index === 0 ? '' : (median(passed[index] ?? []) - floor).toFixed(0),
        `${pages[index - 1]?.aim ?? ''}`,
        ...spread(
          samples.map(({ processor }) => processor),
          0,
        ),
      ]),
    );
  } finally {
    await browser.close();
  }
}

/** Returns a page whose first script has the same text, but does not run it. */
function withoutWork(page: string, { field, answer }: Pick<TypedPage, 'field' | 'answer'>): string {
  const fields = `<input id="${field}"><p id="${answer}"></p>`;
  const answers = `document.getElementById('desk').insertAdjacentHTML('afterbegin', ${JSON.stringify(fields)});
document.getElementById('${field}').oninput = () => { document.getElementById('${answer}').textContent = 'typed'; };`;
  return (
    page
      .replace(
        /(?<=id="inputs">[^<]*<\/script><script>).*?(?=<\/script>)/s,
        (script) => `(() => { const unused = () => {${script}}; })();${answers}`,
      )
      // The policy does not name this script.
      .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
  );
}

const untilLoad = (browser: Browser, context: BrowserContext, file: string): Promise<Sample> =>
  measuredIn(browser, context, file, `addEventListener('load', measure);`);

const untilAnswer = (
  browser: Browser,
  context: BrowserContext,
  { file, field, text, answer }: TypedPage,
): Promise<Sample> =>
  measuredIn(
    browser,
    context,
    file,
    `new MutationObserver((_changes, fields) => {
      const field = document.getElementById(${JSON.stringify(field)});
      if (!field) return;
      fields.disconnect();
      new MutationObserver((_more, answers) => {
        answers.disconnect();
        measure();
      }).observe(document.getElementById(${JSON.stringify(answer)}), { childList: true, characterData: true, subtree: true });
      field.value = ${JSON.stringify(text)};
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }).observe(document, { childList: true, subtree: true });`,
  );

const TRACED = ['toplevel', 'blink.user_timing'];

/** An event of a trace. `ts` is the time of day, and `tts` the processor time of its thread, in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly tts?: number;
}

/** Opens a page with a script that calls `measure`, and resolves with the time until then. */
async function measuredIn(browser: Browser, context: BrowserContext, file: string, script: string): Promise<Sample> {
  const page = await context.newPage();
  const tracing = await browser.newBrowserCDPSession();
  const events: TraceEvent[] = [];
  tracing.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as readonly TraceEvent[])));
  try {
    await page.addInitScript(`globalThis.measured = new Promise((resolve) => {
      globalThis.measure = () => { performance.mark('measured'); resolve(performance.now()); };
    });${script}`);
    await tracing.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: TRACED },
    });
    await page.goto(`file://${file}`);
    const passed = await page.evaluate<number>('measured');
    const isWhole = new Promise((resolve) => tracing.once('Tracing.tracingComplete', resolve));
    await tracing.send('Tracing.end');
    await isWhole;
    return { passed, processor: processorTime(events) };
  } finally {
    await tracing.detach();
    await page.close();
  }
}

/** Returns the milliseconds of the processor for the thread of the page, from the start of the navigation to the mark. */
function processorTime(events: readonly TraceEvent[]): number {
  const end = events.find(({ name }) => name === 'measured');
  const own = events
    .filter(({ pid, tid, ts }) => pid === end?.pid && tid === end.tid && ts <= end.ts)
    .toSorted((one, other) => one.ts - other.ts);
  const start = own.findLast(({ name }) => name === 'navigationStart');
  const first = own.find(({ ts, tts }) => start !== undefined && ts >= start.ts && tts !== undefined);
  return ((end?.tts ?? Number.NaN) - (first?.tts ?? Number.NaN)) / 1000;
}
