/** Chromium, in which tests open pages. */
import { execFileSync } from 'node:child_process';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { hasTool } from '../cli/program.ts';

export const hasChromium = hasTool('chromium');

/** Launches Chromium for the tests of a file. Returns a function that returns it, and throws if there is none. */
export function launchedChromium(): () => Browser {
  let browser: Browser | null = null;
  beforeAll(async () => {
    if (!hasChromium) return;
    const executablePath = execFileSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).trim();
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(async () => browser?.close());
  return () => {
    if (browser === null) throw new Error('There is no browser.');
    return browser;
  };
}

/** Notes what a page does that it must not do. It may load only what `isOwn` is true of. */
export function misdeedsOf(page: Page, isOwn: (url: string) => boolean): readonly string[] {
  const done: string[] = [];
  page.on('dialog', (dialog) => {
    done.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => void (isOwn(request.url()) || done.push(request.url())));
  page.on('popup', () => void done.push('popup'));
  page.on('console', (message) => void done.push(message.text()));
  page.on('pageerror', (error) => void done.push(error.message));
  return done;
}

/** Runs axe. The policy of a page allows no script of a test, so its text is evaluated. */
export async function seriousFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  return page.evaluate<readonly string[]>(`axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.length + ' of ' + nodes[0]?.html))`);
}
