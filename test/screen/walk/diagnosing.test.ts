/** The screen of a diagnosis, without a terminal: two texts in step, causes that lead to replays, and the way back. */

import { describe, expect, it } from 'vitest';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { beginSession } from '../../../src/screen/session.ts';
import { announceAll, announceChange } from '../../../src/screen/walk/announce.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { cursorIn, cursorOf, viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import { redactExchange } from '../../../src/trace/redact-exchange.ts';
import {
  CLIENT_WITH_HEADERS,
  diagnosedWalk,
  ENCODED_AGAIN,
  HEX_TEXT,
  walkOfTexts,
} from '../../support/causes/diagnosed.ts';
import { fixtures } from '../../support/fixtures.ts';
import { screenRows, textsOf } from '../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';
import { answered as exchangeOf } from '../../support/wire/answered.ts';

const SIZE = { width: 80, height: 24 };

/** Two texts of which the client's has two headers that the server's does not. */
const TWO_TEXTS = walkOfTexts([CLIENT_WITH_HEADERS, fixtures.read('failures/refused-answer.txt')], null);

const OTHERS = diagnosedWalk(ENCODED_AGAIN, ['request']);
const SAME = diagnosedWalk(HEX_TEXT, ['request', 'secret']);

function screenOf(walk: ShownWalk, size = SIZE) {
  const view = viewOf(walk.facts, size, 'usual');
  const take = (state: WalkState, ...keys: string[]) =>
    keys.reduce((before, key) => nextState(before, { kind: 'key', key }, view).state, state);
  const lines = (state: WalkState) =>
    screenRows(contentOf(state, view), view.regions).map((row) => row.map(({ text }) => text).join(''));
  const bytes = (state: WalkState) => ({
    server: cursorIn(state, view, 'page').position,
    client: cursorIn(state, view, 'beside').position,
  });
  return { view, take, lines, bytes };
}

const onSides = (walk: ShownWalk): WalkState => ({ ...firstState(walk), step: 1 });

/** The octet of a value of the trace at a byte. */
const octetOf = (walk: ShownWalk, position: { readonly value: string; readonly byte: number } | null) =>
  position && walk.facts.trace.values.find(({ id }) => id === position.value)?.bytes.octets[position.byte];

describe('two texts', () => {
  const { view, take, lines, bytes } = screenOf(OTHERS);

  it('begin at the first byte that is another on the other side, and name both', () => {
    const state = onSides(OTHERS);
    const { server, client } = bytes(state);
    expect([octetOf(OTHERS, server), octetOf(OTHERS, client)]).toEqual(['5', '0']);
    expect(server?.value).toBe('server/canonical-request');
    expect(client?.value).toBe('client/canonical-request');
    const drawn = lines(state);
    const card = drawn.slice(drawn.findIndex((line) => line.startsWith(' server  ')));
    expect(card[0]).toMatch(/^ server {2}byte \d+ of \d+: "5" \(0x35\)$/);
    expect(card[1]).toMatch(/^ client {2}byte \d+ of \d+: "0" \(0x30\)$/);
    expect(card[2]).toContain('✗ different');
  });

  it('have a mark in front of each row that differs, and under each piece that does', () => {
    const drawn = lines(take(onSides(OTHERS), 'home'));
    const marked = drawn.flatMap((line, row) => (line.slice(0, 8).endsWith('~') ? [row] : []));
    expect(marked.length).toBeGreaterThanOrEqual(2);
    for (const row of marked) expect(drawn[row + 1]).toMatch(/^ {8} *≠+[ ≠]*$/);
    // The spaces of the server that are encoded once more, each by itself.
    const [first = 0] = marked;
    const pieces = [...(drawn[first + 1] ?? '').matchAll(/≠+/g)].map(({ index, 0: { length } }) =>
      drawn[first]?.slice(index, index + length),
    );
    expect(pieces.length).toBeGreaterThan(1);
    expect(new Set(pieces)).toEqual(new Set(['%2520']));
  });

  it('have the letters of a walk, also where only the client has a line', () => {
    const wide = screenOf(TWO_TEXTS, { width: 120, height: 60 });
    const drawn = wide.lines(onSides(TWO_TEXTS)).map((line) => line.slice(0, 81).trimEnd());
    const lettered = (text: string) =>
      drawn.flatMap((line) =>
        /[ ~]/.test(line.charAt(line.indexOf(text) - 1)) && line.includes(text) ? [line.slice(1, 5).trim()] : [],
      );
    expect(lettered('GET\\n')).toEqual(['M', 'M']);
    expect(lettered('range:bytes=0-9\\n')).toEqual(['N1', 'N1']);
    expect(lettered('x-amz-meta-note:one two\\n')).toEqual(['N2', 'N2']);
    expect(lettered('x-amz-meta-mine:1\\n')).toEqual(['N3']);
    expect(lettered('x-amz-security-token:')).toEqual(['T']);
  });

  it.each(['l', 'h', 'down', 'up', 'pagedown', 'end', 'home'])('go in step, whichever pane %s is pressed in', (key) => {
    for (const pane of [[], ['tab']]) {
      let state = take(onSides(OTHERS), ...pane);
      for (let count = 0; count < 60; count++) {
        state = take(state, key);
        const { server, client } = bytes(state);
        const own = pane.length === 0 ? server : client;
        expect(cursorOf(state, view).position).toEqual(own);
        // What is the same on both sides is the same byte.
        const card =
          contentOf(state, view)
            .inspector?.rows.at(-1)
            ?.runs.map(({ text }) => text)
            .join('') ?? '';
        if (card.startsWith('✓')) expect(octetOf(OTHERS, server)).toBe(octetOf(OTHERS, client));
      }
    }
  });

  it('change places with tab, and the cursor stays where it is', () => {
    const state = take(onSides(OTHERS), 'l', 'l', 'l', 'l', 'l');
    const other = take(state, 'tab');
    expect(bytes(other)).toEqual(bytes(state));
    expect(cursorOf(other, view).position?.value).toBe('client/canonical-request');
    expect(bytes(take(other, 'tab'))).toEqual(bytes(state));
  });

  it('are searched both, each match in its pane', () => {
    const found = take(onSides(OTHERS), '/', ...'%2520', 'return');
    expect(found.pane).toBe('page');
    const all = take(found, ...'nnn');
    expect(all.pane).toBe('page');
    const here = take(onSides(OTHERS), '/', ...'days/a%2B', 'return');
    expect(cursorOf(here, view).position?.value).toBe('server/canonical-request');
    const last = take(here, 'n');
    expect(cursorOf(last, view).position?.value).toBe('client/canonical-request');
  });

  it('lead to where the bytes of the computed one come from, and back into their pane', () => {
    const state = take(onSides(OTHERS), 'tab');
    const there = take(state, 'o');
    expect(view.facts.trace.stages[there.step]?.title).toBe('Request');
    const back = take(there, 'backspace');
    expect([back.step, back.pane, bytes(back)]).toEqual([1, 'beside', bytes(state)]);
    // From the request to all that was made of it: the text of the client, in its pane.
    const used = take(there, 'u', 'return');
    expect([used.step, used.pane]).toEqual([1, 'beside']);
  });

  it('are told apart for who listens', () => {
    const said = announceAll(onSides(OTHERS), view);
    expect(said.join('\n')).toMatch(/server: .*%2520[\s\S]*client: .*%20/);
    expect(said.filter((line) => line === 'GET\\n')).toHaveLength(1);
    const before = onSides(OTHERS);
    const after = take(before, 'l');
    expect(announceChange(before, after, view).join('\n')).toMatch(/server byte[\s\S]*client byte/);
  });
});

describe('a cause', () => {
  it('leads to its replay and back', async () => {
    const session = beginSession(describeWalk(SAME), { size: SIZE, layout: 'usual' }, { write: () => {} });
    const press = (key: string) => session.take({ kind: 'key', key });
    const text = () => textsOf(session).join('\n');
    press('return');
    await Promise.resolve();
    expect(text()).toMatch(/^.* {2}REPLAY *$/m);
    for (const title of ['1 Mistake', '2 Canonical', '3 To sign', '4 Signature', '5 Compare']) {
      press(title.charAt(0));
      expect(text()).toContain(`[${title}`);
    }
    expect(text()).toContain('✓ the same, byte for byte');
    for (const way of ['z', 'escape', 'backspace']) {
      press(way);
      expect(text()).toMatch(/^.* {2}DIAGNOSIS *$/m);
      press('return');
      await Promise.resolve();
      expect(text()).toMatch(/^.* {2}REPLAY *$/m);
    }
  });

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

  it('asks why, where the server has refused', () => {
    expect(footer(sentAnd(403))).toContain('d diagnose');
    expect(nextState(sentAnd(403), d, view).effects).toEqual([{ kind: 'open-walk', replay: null }]);
  });

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

  it('opens the diagnosis on top of the walk', () => {
    const before = { ...sentAnd(403), step: 7 };
    const next = nextState(before, { kind: 'walk-opened', found: SAME }, view);
    expect(next.effects).toMatchObject([{ kind: 'open', walk: SAME }]);
    expect(next.state).toMatchObject({ step: 7, canReopen: false });
  });
});

it('of a cause that only the server states, there is nothing to walk through', async () => {
  const found = await SAME.openReplay?.('replay/7');
  expect(found && isProblem(found)).toBe(true);
});
