/** Edits that cannot be signed: each field has its own problem, and each undo takes back one edit. */
import { describe, expect, it } from 'vitest';
import { exampleScreen } from '../../support/screen/example-screen.ts';

async function withTwoInvalidEdits() {
  const screen = await exampleScreen();
  await screen.edit('region', 'Mars 1');
  await screen.press('return');
  await screen.edit('date', 'yesterday');
  return screen;
}

describe('two edits that cannot be signed', () => {
  it('are both named, and the problem of the open field comes first', async () => {
    const screen = await withTwoInvalidEdits();
    expect(screen.headline()[0]).toBe('✗ invalid date, Region: the last valid request is shown');
    const text = screen.drawn().join(' ').replace(/\s+/g, ' ');
    expect(text.indexOf('"yesterday" is not a time')).toBeGreaterThan(0);
    expect(text.indexOf('You typed "Mars 1", which is not a Region.')).toBeGreaterThan(text.indexOf('"yesterday"'));
  });

  it('are undone one at a time', async () => {
    const screen = await withTwoInvalidEdits();
    await screen.press('return', 'z');
    expect(screen.headline()[0]).toBe('✗ invalid Region: the last valid request is shown');
    expect(screen.inputs()?.date).toBe('20130524T000000Z');
    await screen.press('z');
    expect(screen.headline().join('')).not.toContain('invalid');
    expect(screen.inputs()?.region).toBe('us-east-1');
  });
});

describe('the sentence about an edit that cannot be signed', () => {
  it.each([
    ['URL', 'ftp://x/y', 'has the scheme ftp, not http or https'],
    ['date', '20139999T999999Z', 'the calendar or the clock has no such value'],
    ['access key', 'ab/c d', 'An access key ID has only letters, digits, and underscores.'],
    ['secret', '', 'Signing needs an access key ID and a secret access key.'],
  ])('is about what is wrong in the %s', async (input, typed, says) => {
    const screen = await exampleScreen();
    await screen.edit(input, typed);
    expect(screen.drawn().join(' ').replace(/\s+/g, ' ')).toContain(says);
  });
});

describe('a field', () => {
  it('says that Enter keeps the edit, Escape undoes it, and the arrows lead to another line', async () => {
    const screen = await exampleScreen();
    await screen.edit('date', '20130525T000000Z');
    expect(screen.drawn().at(-1)).toContain('↵ keep  esc undo  ↑↓ another line');
  });
});
