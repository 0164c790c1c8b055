/** One policy for secrets on all parts of the screen: AWS's published example is shown, any other secret is masked. */
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../src/screen/walk/content.ts';
import { nextState } from '../../../src/screen/walk/next-state.ts';
import { viewOf } from '../../../src/screen/walk/view.ts';
import { firstState, type WalkState } from '../../../src/screen/walk/walk-state.ts';
import type { WalkFacts } from '../../../src/views/facts.ts';
import { EXAMPLE_KEYS } from '../../support/commands/test-world.ts';
import { screenRows } from '../../support/screen/drawn-rows.tsx';
import { shownWalk } from '../../support/screen/shown-walk.ts';
import { walkOf } from '../../support/views/walk-of.ts';

const PUBLISHED = EXAMPLE_KEYS.AWS_SECRET_ACCESS_KEY ?? '';
const OTHER = 'Qm7XzvT2LkRrWp9YdHs4NbGf6JcEa1UoViKtqDwx';
const [REQUEST, KEY] = ['1', '3'];

const published = (await walkOf({})).facts;
const other = (await walkOf({ environment: { AWS_SECRET_ACCESS_KEY: OTHER } })).facts;

/** Draws the screen with the hex pane after some keys, on each row of a step whose line shows the secret. */
function onSecret(
  facts: WalkFacts,
  step: string,
): { readonly screen: string; readonly page: string; readonly panel: string } {
  const view = viewOf(facts, { width: 160, height: 60 }, 'usual', { isHexOpen: true });
  const press = (state: WalkState, key: string) => nextState(state, { kind: 'key', key }, view).state;
  const isThere = (state: WalkState) => contentOf(state, view).inspector?.letter?.text === 'X';
  let state = press({ ...firstState(shownWalk(facts)), isHexOpen: true }, step);
  for (let down = 0; down < 60 && !isThere(state); down++) state = press(state, 'down');
  expect(isThere(state)).toBe(true);
  const screen = screenRows(contentOf(state, view), view.regions)
    .map((row) => row.map(({ text }) => text).join(''))
    .join('\n');
  const page = view
    .rowsOf(state.step)
    .map(({ glyphs }) => glyphs.map(({ text }) => text).join(''))
    .join('\n');
  const panel = (contentOf(state, view).inspector?.rows ?? [])
    .flatMap(({ runs }) => runs.map(({ text }) => text))
    .join('\n');
  return { screen, page, panel };
}

/** Bytes of a secret, after the pair under the cursor, as the hex pane shows them. */
const asPairs = (secret: string) => Buffer.from(secret.slice(2, 6)).toString('hex').replace(/.{4}/g, '$& ').trim();

describe.each([REQUEST, KEY])('the secret on step %s', (step) => {
  it("is shown if it is AWS's published example, and says so", () => {
    const { screen, page, panel } = onSecret(published, step);
    expect(page).toContain(PUBLISHED);
    expect(page).not.toContain('•');
    expect(screen).not.toContain('•');
    expect(screen).toContain(asPairs(PUBLISHED));
    expect(screen).toContain("secret, AWS's example");
    expect(panel).toContain(`${PUBLISHED} · AWS's published example, from the environment`);
  });

  it('is masked on the page, in the panel, in the hex pane, and in the command if it is any other secret', () => {
    const { screen, page, panel } = onSecret(other, step);
    for (const text of [screen, page, panel]) {
      expect(text).toContain('•'.repeat(8));
      expect(text).not.toContain(OTHER.slice(0, 4));
      expect(text).not.toContain("AWS's");
    }
    expect(screen).toContain('a byte of a secret, masked');
    expect(screen).not.toContain(asPairs(OTHER));
  });
});

describe('the shell command of the key', () => {
  const pageOf = (facts: WalkFacts) => onSecret(facts, KEY).page.replaceAll('\n', '');

  it('quotes the published example, and has a variable for any other secret', () => {
    expect(pageOf(published)).toContain(`key:'AWS4${PUBLISHED}'`);
    expect(pageOf(other)).toContain('key:AWS4$AWS_SECRET_ACCESS_KEY');
  });
});
