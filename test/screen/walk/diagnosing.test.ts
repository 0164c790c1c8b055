/** The keys that lead to a replay and to a diagnosis: where they are offered, and why not. */

import { describe, expect, it } from 'vitest';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { redactExchange } from '../../../src/trace/redact-exchange.ts';
import { diagnosedWalk, HEX_TEXT } from '../../support/causes/diagnosed.ts';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';
import { answered as exchangeOf } from '../../support/wire/answered.ts';

const SIZE = { width: 80, height: 24 };

const SAME = diagnosedWalk(HEX_TEXT, ['request', 'secret']);

function screenOf(walk: ShownWalk, size = SIZE) {
  const view = viewOf(walk.facts, size, 'usual');
  const take = (state: WalkState, ...keys: string[]) =>
    keys.reduce((before, key) => nextState(before, { kind: 'key', key }, view).state, state);
  return { view, take };
}

describe('a cause', () => {
  it('is offered to be walked through where the cursor is on one, and nowhere else', () => {
    const { view, take } = screenOf(SAME);
    const footer = (state: WalkState) =>
      contentOf(state, view)
        .footer.map(({ text }) => text)
        .join('');
    const state = firstState(SAME);
    expect(footer(state)).toContain('↵ replay');
    const below = take(state, 'end');
    expect(footer(below)).not.toContain('replay');
    expect(take(below, 'return').notice).toContain('This line is not a cause that can be replayed.');
    expect(footer(take(state, 'right'))).toContain('tab pane');
  });
});

describe('d on a walk', async () => {
  const { facts } = await walkOf({});
  const refusal = (status: number) =>
    redactExchange(exchangeOf(`HTTP/1.1 ${status} X\r\nContent-Length: 0\r\n\r\n`), []);
  const walk = shownWalk(facts, { openDiagnosis: async () => SAME });
  const view = viewOf(facts, SIZE, 'usual');
  const footer = (state: WalkState) =>
    contentOf(state, view)
      .footer.map(({ text }) => text)
      .join('');
  const sentAnd = (status: number): WalkState => ({
    ...firstState(walk),
    sending: { kind: 'answered', exchange: refusal(status) },
  });
  const d = { kind: 'key', key: 'd' } as const;

  it.each([404, 405, 409, 412, 416])('is not offered where the answer is %i, and says why not', (status) => {
    expect(footer(sentAnd(status))).not.toContain('diagnose');
    const next = nextState(sentAnd(status), d, view);
    expect(next.effects).toEqual([]);
    expect(next.state.notice).toBe(`The server checks this after the signature: ${status} is not about the signature.`);
  });

  it.each([
    ['nothing was sent', 'No server has refused this request', firstState(walk)],
    ['the server accepted it', 'The server accepted this request', sentAnd(200)],
    ['there is no diagnosis', 'No diagnosis', { ...sentAnd(403), walk: { ...sentAnd(403).walk, openDiagnosis: null } }],
  ])('says that there is nothing to ask where %s', (_what, says, state) => {
    const next = nextState(state, d, view);
    expect(next.effects).toEqual([]);
    expect(next.state.notice).toContain(says);
    expect(footer(state)).not.toContain('diagnose');
  });

  const quoting = (octets: string) => {
    const body = `<Error><CanonicalRequestBytes>${Buffer.from(octets, 'latin1')
      .toString('hex')
      .replace(/..(?=.)/g, '$& ')}</CanonicalRequestBytes></Error>`;
    return `HTTP/1.1 403 Forbidden\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  };
  const own = facts.trace.values.find(({ id }) => id === 'canonical-request')?.bytes.octets ?? '';

  it.each([
    ['differs', 'network', quoting(`${own}x`), 'Its canonical request differs: press d to find the byte.'],
    ['is the same', 'network', quoting(own), 'Its canonical request is the same: press d to see what else can differ.'],
    ['is not quoted', 'network', 'HTTP/1.1 400 X\r\nContent-Length: 0\r\n\r\n', 'Press d to find the reason.'],
    ['was accepted', 'sandbox', 'HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n', ' same'],
  ] as const)('is named next to the signatures for what it finds, if the text %s', (_what, goesTo, response, says) => {
    const exchange = redactExchange(exchangeOf(response), []);
    const sent = { ...facts, exchange, destination: { ...facts.destination, goesTo } };
    const atEnd: WalkState = {
      ...firstState(shownWalk(sent, { openDiagnosis: async () => SAME })),
      step: walk.facts.trace.stages.length - 1,
      sending: { kind: 'answered', exchange },
    };
    const { inspector } = contentOf(atEnd, viewOf(sent, SIZE, 'usual'));
    const server = inspector?.rows.find(({ label }) => label === 'server');
    expect(server?.runs.map(({ text }) => text).join('')).toContain(says);
  });
});

it('of a cause that only the server states, there is nothing to walk through', async () => {
  const found = await SAME.openReplay?.('replay/7');
  expect(found && isProblem(found)).toBe(true);
});
