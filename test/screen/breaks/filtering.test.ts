/** The list of mistakes: what an item says first, and the Enter key in its filter. */
import { expect, it } from 'vitest';
import { exampleScreen } from '../../support/example-screen.ts';

it('says what a mistake is before its ID, and switches nothing on in the filter', async () => {
  const screen = await exampleScreen();
  await screen.press('B');
  const open = () => screen.state().open;
  expect(open()?.kind).toBe('breaks');
  expect(
    screen
      .drawn()
      .slice(4)
      .find((row) => row.includes('[ ]')),
  ).toMatch(/^[> ] \[ \] (?:in transit: )?[A-Z]/);
  await screen.press('/', ...'base64', 'return');
  expect(screen.headline().join('')).not.toContain('BROKEN');
  expect(open()).toMatchObject({ kind: 'breaks', field: null });
  expect(
    screen
      .content()
      .list?.items[screen.content().list?.index ?? 0]?.map(({ text }) => text)
      .join(''),
  ).toMatch(/base64/i);
  expect(screen.content().headline.state).not.toBe('BROKEN');
});
