import { describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import type { KeyAction } from '../../src/commands/keys.ts';
import { failedExchange } from '../../src/http/exchange.ts';
import { redactExchange } from '../../src/trace/redact-exchange.ts';
import { canSend, cursorOf, firstState, nextState, type WalkState } from '../../src/tui/walk-state.ts';

const distances = { stops: 10, pageDown: 5, pageUp: -3 };
const press = (state: WalkState, ...actions: KeyAction[]) =>
  actions.reduce((before, action) => nextState(before, { kind: 'key', action, distances }), state);
const FIRST_STATE = firstState(8);
const at = (step: number): WalkState => ({ ...FIRST_STATE, step: step - 1 });
const exchange = redactExchange(
  failedExchange({ host: '127.0.0.1', port: 1 }, problem('a', 'It broke.', 'Mend it.')),
  [],
);

describe('the state of a walk', () => {
  it('stops at the first and the last step', () => {
    expect(press(FIRST_STATE, 'previous-step').step).toBe(0);
    expect(press(at(8), 'next-step').step).toBe(7);
    expect(press(FIRST_STATE, 'next-step', 'next-step', 'previous-step').step).toBe(1);
  });

  it('keeps the cursor on the lines there are', () => {
    expect(cursorOf(press(FIRST_STATE, 'line-up'))).toBe(0);
    expect(cursorOf(press(FIRST_STATE, 'last-line', 'line-down'))).toBe(9);
    expect(cursorOf(press(FIRST_STATE, 'page-down'))).toBe(5);
    expect(cursorOf(press(FIRST_STATE, 'page-down', 'page-up'))).toBe(0);
    expect(cursorOf(press(FIRST_STATE, 'last-line', 'first-line'))).toBe(0);
  });

  it('keeps the place on each step', () => {
    const moved = press(FIRST_STATE, 'line-down', 'line-down', 'next-step', 'line-down');
    expect(cursorOf(moved)).toBe(1);
    expect(cursorOf(press(moved, 'previous-step'))).toBe(2);
  });

  it('moves in the help while it is open, and not in the walk', () => {
    const open = press(at(7), 'help', 'line-down', 'next-step', 'send');
    expect({ step: open.step, help: open.help, sending: open.sending.kind }).toEqual({
      step: 6,
      help: 1,
      sending: 'unsent',
    });
    expect(press(open, 'close').help).toBeNull();
    expect(press(open, 'help').help).toBeNull();
    expect(cursorOf(press(open, 'close'))).toBe(0);
  });

  it('sends on step 7, and on step 8 while nothing was sent, and never twice at once', () => {
    for (const step of [1, 2, 3, 4, 5, 6]) expect(canSend(at(step))).toBe(false);
    expect(canSend(at(7))).toBe(true);
    expect(canSend(at(8))).toBe(true);
    const sending = press(at(7), 'send');
    expect(sending.sending.kind).toBe('sending');
    expect(canSend(sending)).toBe(false);
  });

  it('goes to the response once it is there', () => {
    const answered = nextState(press(at(7), 'send', 'previous-step'), { kind: 'answered', exchange });
    expect(answered).toMatchObject({ step: 7, sending: { kind: 'answered', exchange } });
    expect(canSend(answered)).toBe(false);
    expect(canSend(press(answered, 'previous-step'))).toBe(true);
  });

  it('leaves with 0, and with 130 when it is interrupted, also out of the help', () => {
    expect(press(FIRST_STATE, 'leave').exitCode).toBe(0);
    expect(press(FIRST_STATE, 'interrupt').exitCode).toBe(130);
    expect(press(FIRST_STATE, 'help', 'leave').exitCode).toBe(0);
  });
});
