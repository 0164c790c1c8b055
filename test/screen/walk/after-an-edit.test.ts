/** What the screen says after an edit: the changes, the lines that follow, and the reason that nothing was signed. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../../src/bytes/octets.ts';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { inspectorRows } from '../../../src/screen/walk/drawing/inspector-rows.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState } from '../../../src/screen/walk/walk-state.ts';
import { RESPONSE_BYTES_STAGE } from '../../../src/sigv4/stages/signed-request.ts';
import { redactExchange } from '../../../src/trace/redact-exchange.ts';
import { screenRows } from '../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';
import { answered } from '../../support/wire/answered.ts';

const { facts: before } = await walkOf({ options: { region: 'us-east-1' } });
const { facts } = await walkOf({ options: { region: 'eu-west-1' } });

const textOf = (row: readonly { readonly text: string }[]) => row.map(({ text }) => text).join('');

function screenOf(step: number, size = { width: 80, height: 24 }, of = facts) {
  const view = viewOf(of, size, 'usual', { before });
  const content = contentOf({ ...firstState(shownWalk(of)), step }, view);
  return { content, rows: screenRows(content, view.regions).map(textOf) };
}

const stepOf = (id: string) => facts.trace.stages.findIndex((stage) => stage.id === id);

describe('the rule above the keys after an edit', () => {
  it('has the changes and the lines that follow, of which the words are left out first', () => {
    const row = screenOf(0).rows.at(-2);
    expect(row).toMatch(/^─ ~ changed: steps 1 2 3 5 6 7 .* of 256 signature bits/);
    expect(row).toMatch(/↓ \d+/);
    const wide = screenOf(0, { width: 110, height: 24 }).rows.at(-2);
    expect(wide).toMatch(/~ changed: steps 1 2 3 5 6 7 .* bits of the signature flipped · ↓ \d+(?: more lines)? ─$/);
  });

  it('does not say that the response is as before, because it is not compared', () => {
    const exchange = redactExchange(answered('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'), []);
    const sent = { ...facts, exchange };
    const step = stepOf(RESPONSE_BYTES_STAGE.id);
    expect(step).toBeGreaterThan(0);
    expect(textOf(screenOf(step, undefined, sent).content.change?.left ?? [])).toMatch(
      /^~ changed: steps 1 2 3 5 6 7$/,
    );
    expect(textOf(screenOf(stepOf('canonical-request')).content.change?.left ?? [])).toMatch(/, not here$/);
  });
});

describe('the panel', () => {
  const inspected = { inspector: null, problem: null, rows: [], cursor: { row: 0, position: null } };

  it('indents each row of a problem', () => {
    const problem = [{ text: 'The region is wrong. Write a region such as eu-west-1.', meaning: 'words' as const }];
    const rows = inspectorRows({ ...inspected, problem }, { width: 30, height: 4 }).map(textOf);
    expect(rows.length).toBeGreaterThan(1);
    for (const row of rows) expect(row).toMatch(/^ \S/);
  });

  it('shows the same digits of two hashes, also if a word follows one of them', () => {
    const digits = octetsFromText('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
    const words = (text: string) => ({ text, meaning: 'words' as const });
    const inspector = {
      letter: null,
      title: 'The two signatures',
      at: [],
      rows: [
        { label: 'client', runs: [words(digits)], isOneRow: true as const },
        { label: 'server', runs: [words(digits), words(' same')], isOneRow: true as const },
      ],
      see: null,
    };
    const rows = inspectorRows({ ...inspected, inspector }, { width: 42, height: 4 }).map(textOf);
    const [client, server] = rows.map((row) => row.match(/[0-9a-f]+…[0-9a-f]+/)?.[0]);
    expect(client).toBeDefined();
    expect(server).toBe(client);
    expect(rows[1]).toMatch(/ same$/);
  });
});

describe('the key chain at 60 columns', () => {
  it('keeps the name of each key, shortened if necessary', () => {
    const { rows } = screenOf(stepOf('signing-key'), { width: 60, height: 20 });
    const screen = rows.join('\n');
    for (const name of [/ DateKey/, / DateRegionKey/, / DateRegionServi…/, / SigningKey/]) expect(screen).toMatch(name);
  });
});
