/** While a request is being sent: how far it has come is said, and it can be stopped. */
import { describe, expect, it } from 'vitest';
import type { ExchangeProgress } from '../../../src/http/body/progress.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import type { WalkEvent } from '../../../src/screen/walk/events.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import type { RedactedExchange } from '../../../src/trace/redact-exchange.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const { facts } = await walkOf({});
const view = viewOf(facts, { width: 80, height: 24 }, 'usual');
const MIB = 2 ** 20;

const key = (name: string): WalkEvent => ({ kind: 'key', key: name });
const report = (count: number): ExchangeProgress => ({
  ...{ milliseconds: 100 * count, sent: count * MIB, total: 1024 * MIB },
  ...{ received: 0, expected: null },
});
const progress = (count: number): WalkEvent => ({ kind: 'progress', progress: report(count) });
const stateAfter = (events: readonly WalkEvent[], from: WalkState) =>
  events.reduce((state, event) => nextState(state, event, view).state, from);
const textOf = (runs: readonly { readonly text: string }[] | null) => (runs ?? []).map(({ text }) => text).join('');
const noticeOf = (state: WalkState) => textOf(contentOf(state, view).notice);
const footerOf = (state: WalkState) => textOf(contentOf(state, view).footer);

const unsent = stateAfter([key('7')], firstState(shownWalk(facts)));
const sending = stateAfter([key('return')], unsent);

describe('a request that is being sent', () => {
  it('says so, and then how far it has come and how fast', () => {
    expect(noticeOf(sending)).toBe('Sending… · esc stops');
    expect(noticeOf(stateAfter([progress(1), progress(11)], sending))).toBe(
      'Sending… 11 of 1024 MiB · 10.0 MiB/s · 1 min 42 s left · esc stops',
    );
  });

  it('remembers the reports of three seconds, for a rate that follows what happens', () => {
    const state = stateAfter(
      Array.from({ length: 40 }, (_, index) => progress(index + 1)),
      sending,
    );
    expect(state.sending).toEqual({
      kind: 'sending',
      reports: Array.from({ length: 30 }, (_, index) => report(index + 11)),
    });
  });

  it('leaves the keys to the person: the cursor goes where it is led', () => {
    const state = stateAfter([progress(1), key('left'), progress(2), key('down')], sending);
    expect([state.step, noticeOf(state)]).toEqual([
      5,
      'Sending… 2 of 1024 MiB · 10.0 MiB/s · 1 min 43 s left · esc stops',
    ]);
  });

  it('is stopped by escape, which closes what is open first', () => {
    expect(nextState(sending, key('escape'), view).effects).toEqual([{ kind: 'stop-sending' }]);
    expect(nextState(stateAfter([key('?')], sending), key('escape'), view)).toMatchObject({
      effects: [],
      state: { open: null },
    });
    expect(footerOf(sending)).toContain('esc stop');
  });

  it('shows what had come when it was stopped', () => {
    const exchange = { problem: null } as unknown as RedactedExchange;
    const state = stateAfter([{ kind: 'answered', exchange, of: facts }], sending);
    expect(state.sending).toEqual({ kind: 'answered', exchange });
    expect(stateAfter([progress(3)], state)).toBe(state);
  });
});

describe('a request that is not being sent', () => {
  it('is not stopped, and that is not offered', () => {
    const after = nextState(unsent, key('escape'), view);
    expect(after).toEqual({ state: { ...unsent, notice: 'q leaves.' }, effects: [] });
    expect(footerOf(unsent)).not.toContain('stop');
    expect(stateAfter([progress(1)], unsent)).toBe(unsent);
  });
});
