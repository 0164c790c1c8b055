/** The verdict and the body of a response are drawn more prominently than its head. */
import { expect, it } from 'vitest';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState } from '../../../src/screen/walk/walk-state.ts';
import { redactExchange } from '../../../src/trace/redact-exchange.ts';
import { screenRows } from '../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';
import { answered } from '../../support/wire/answered.ts';

const { facts } = await walkOf({});

function drawn(response: string, layout: 'usual' | 'projector') {
  const exchange = redactExchange(answered(response), []);
  const view = viewOf({ ...facts, exchange }, { width: 100, height: 40 }, layout);
  const first = firstState(shownWalk(facts));
  const rows = screenRows(contentOf({ ...first, step: first.cursors.length - 1 }, view), view.regions);
  const found = (text: string) => rows.find((row) => row.some((part) => part.text.includes(text))) ?? [];
  return { rows, found };
}

it.each(['usual', 'projector'] as const)(
  '%s: the result is in reverse video, and the body bold and named',
  (layout) => {
    const { found } = drawn('HTTP/1.1 206 Partial Content\r\nContent-Length: 10\r\n\r\nHello, S3!', layout);
    const verdict = found('✓ 206');
    expect(verdict.find(({ isInverse }) => isInverse)?.text).toBe(' ✓ 206 Partial Content ');
    expect(verdict.at(-1)?.text.trim()).toMatch(/^accepted: /);
    const body = found('Hello, S3!');
    expect(body.find(({ text }) => text.includes('Hello'))?.isBold).toBe(true);
    expect(body.map(({ text }) => text).join('')).toContain('body, 10 bytes');
    expect(found('Content-Length').find(({ text }) => text.includes('Content'))?.isBold).toBe(false);
  },
);

it('no body is named where there is none', () => {
  const { rows } = drawn('HTTP/1.1 204 No Content\r\n\r\n', 'usual');
  expect(rows.flat().some(({ text }) => /body, \d/.test(text))).toBe(false);
});
