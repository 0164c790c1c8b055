/** The shell that runs every screen, with a session that counts. */

import { createElement, Fragment } from 'react';
import { describe, expect, it } from 'vitest';
import { beginSession } from '../../src/screen/session.ts';
import type { Ending, Outside, SessionDescription } from '../../src/screen/session-description.ts';

interface Counted {
  readonly name: string;
  readonly count: number;
  readonly said: string;
  readonly ending: Ending | null;
}
interface Counter {
  readonly description: SessionDescription<Counted, { readonly kind: 'found' }, string>;
  /** What it was drawn with, in this order. */
  readonly drawn: string[];
  readonly effects: string[];
  outside: Outside<{ readonly kind: 'found' }> | null;
}

const ROOM = { size: { width: 80, height: 24 }, layout: 'usual' } as const;

/** `+` counts, `q` and `!` leave, `z` leads back, and any other key is an effect of its name. */
function counter(name: string, opens: Counter | null = null): Counter {
  const drawn: string[] = [];
  const effects: string[] = [];
  const made: Counter = {
    drawn,
    effects,
    outside: null,
    description: {
      first: () => ({ state: { name, count: 0, said: '', ending: null }, effects: ['first'] }),
      reduce: (state, event) => {
        const same = { state, effects: [] };
        switch (event.kind) {
          case 'notice':
            return { state: { ...state, said: event.text }, effects: [] };
          case 'returned':
            return { state: { ...state, said: `returned ${event.ending}` }, effects: [] };
          case 'reopened':
            return { state: { ...state, ending: null }, effects: [] };
          case 'found':
            return { state: { ...state, count: state.count + 10 }, effects: [] };
          case 'key':
            if (event.key === '+') return { state: { ...state, count: state.count + 1 }, effects: [] };
            if (event.key === 'q' || event.key === '!')
              return { state: { ...state, ending: event.key === 'q' ? 0 : 130 }, effects: [] };
            if (event.key === 'z') return { state: { ...state, ending: 'back' }, effects: [] };
            return event.key === '.' ? same : { state, effects: [event.key] };
          default:
            return same;
        }
      },
      draw: ({ count }, { size }) => {
        drawn.push(`${name} ${count} in ${size.width}`);
        return createElement(Fragment);
      },
      announceAll: ({ count }) => [`${name} has ${count}`],
      announceChange: (before, after) => (before.count === after.count ? [] : [`${name} ${after.count}`]),
      ending: ({ ending }) => ending,
      carryOut: (effect, _state, outside) => {
        made.outside = outside;
        effects.push(effect);
        if (effect === 'open' && opens) outside.open(opens.description);
        if (effect === 'load' && opens) outside.open(Promise.resolve(opens.description));
        if (effect === 'reopen') outside.reopen();
        if (effect === 'copy') outside.copy('text', 'It was copied.');
      },
    },
  };
  return made;
}

function begun(of: Counter, isInTmux = false) {
  const terminal: string[] = [];
  const session = beginSession(of.description, ROOM, {
    write: (text) => terminal.push(text),
    isInTmux,
  });
  return { session, terminal, press: (key: string) => session.take({ kind: 'key', key }) };
}

describe('the shell of a session', () => {
  it('draws each state once in each room, and gives the same screen until something changes', () => {
    const one = counter('one');
    const { session, press } = begun(one);
    const screen = session.screen();
    press('.');
    session.resize({ width: 80, height: 24 });
    expect(session.screen()).toBe(screen);
    press('+');
    session.screen();
    session.resize({ width: 100, height: 24 });
    session.screen();
    session.screen();
    expect(one.drawn).toEqual(['one 0 in 80', 'one 1 in 80', 'one 1 in 100']);
  });

  it('tells of each change, and carries out what the states ask for, the first one too', () => {
    const one = counter('one');
    const { session, press } = begun(one);
    let changes = 0;
    const quit = session.subscribe(() => {
      changes += 1;
    });
    press('+');
    press('asks');
    expect([changes, one.effects]).toEqual([2, ['first', 'asks']]);
    quit();
    press('+');
    expect([changes, session.state().count]).toEqual([2, 2]);
  });

  it('copies to the clipboard of the terminal and says so', () => {
    const { session, press, terminal } = begun(counter('one'));
    press('copy');
    expect(terminal.join('')).toContain(Buffer.from('text').toString('base64'));
    expect(session.state().said).toBe('It was copied.');
    const inTmux = begun(counter('one'), true);
    inTmux.press('copy');
    expect(inTmux.session.state().said).toContain('set -g set-clipboard on');
  });

  it('takes nothing any more after it was left', () => {
    const one = counter('one');
    const { session, press } = begun(one);
    one.outside?.take({ kind: 'found' });
    expect([session.state().count, one.outside?.left.aborted]).toEqual([10, false]);
    press('q');
    one.outside?.take({ kind: 'found' });
    press('+');
    expect([session.exitCode(), session.state().count, one.outside?.left.aborted]).toEqual([0, 10, true]);
  });
});

describe('a session on top of another', () => {
  it('has the screen and the keys until it is left, and the one below is told how', () => {
    const top = counter('top');
    const { session, press } = begun(counter('bottom', top));
    press('+');
    press('open');
    press('+');
    press('+');
    session.screen();
    expect([top.drawn, session.state().count]).toEqual([['top 2 in 80'], 1]);
    press('!');
    expect([session.state().said, session.exitCode(), top.outside?.left.aborted]).toEqual(['returned 130', null, true]);
    press('+');
    expect(session.state().count).toBe(2);
  });

  it('gets the keys that were pressed while it was loaded, and after it was left the one below', async () => {
    const top = counter('top');
    const { session, press } = begun(counter('bottom', top));
    for (const key of ['load', '+', '+', '!', '+']) press(key);
    expect(session.state().count).toBe(0);
    await expect.poll(() => session.state()).toMatchObject({ said: 'returned 130', count: 1 });
    session.screen();
    expect([top.drawn, top.effects]).toEqual([[], ['first']]);
  });

  it('opens as often as it is asked for, anew each time', () => {
    const top = counter('top');
    const { session, press } = begun(counter('bottom', top));
    for (const key of ['open', '+', 'q', 'open']) press(key);
    session.screen();
    expect(top.drawn).toEqual(['top 0 in 80']);
  });

  it('is opened again as it is after it led back, and not after it was left or another one was opened', () => {
    const top = counter('top');
    const { session, press } = begun(counter('bottom', top));
    for (const key of ['open', '+', 'z']) press(key);
    expect([session.state().said, top.outside?.left.aborted]).toEqual(['returned back', false]);
    session.resize({ width: 60, height: 20 });
    press('reopen');
    session.screen();
    expect(top.drawn).toEqual(['top 1 in 60']);
    press('q');
    press('reopen');
    press('+');
    expect(session.state()).toMatchObject({ said: 'returned 0', count: 1 });
  });

  it('that is put aside takes news, and shows them when it is opened again', () => {
    const top = counter('top');
    const { session, press } = begun(counter('bottom', top));
    for (const key of ['open', 'z']) press(key);
    top.outside?.take({ kind: 'found' });
    session.screen();
    expect(top.drawn).toEqual([]);
    press('reopen');
    session.screen();
    expect(top.drawn).toEqual(['top 10 in 80']);
  });

  it('is in the room that the screen has now, and so is the one below when it comes back', () => {
    const top = counter('top');
    const below = counter('below', top);
    const { session, press } = begun(below);
    press('open');
    session.resize({ width: 60, height: 20 });
    session.screen();
    press('q');
    session.screen();
    expect([top.drawn, below.drawn]).toEqual([['top 0 in 60'], ['below 0 in 60']]);
  });

  it('leaves what comes late to the one below there', () => {
    const below = counter('below', counter('top'));
    const { session, press } = begun(below);
    press('open');
    below.outside?.take({ kind: 'found' });
    expect(session.state().count).toBe(10);
  });

  it('is announced in full when it comes, as is the one below when it is back; in between, only changes', () => {
    const { session, press } = begun(counter('below', counter('top')));
    const announcer = session.announcer();
    const heard = [...announcer.all()];
    session.subscribe(() => heard.push(...announcer.change()));
    for (const key of ['+', 'open', '+', 'q', '+']) press(key);
    expect(heard).toEqual(['below has 0', 'below 1', 'top has 0', 'top 1', 'below has 1', 'below 2']);
  });
});
