/** The mouse on the real screen: where the terminal has one, everything can be pointed at. */
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, mouse, openScreen, PLACES, type WalkScreen } from '../support/walk-screen.ts';

let screen: WalkScreen;
afterEach(() => screen.dispose());

const clickOn = (text: string, into = 0) => {
  const { column, row } = screen.placeOf(text);
  return mouse.click(column + into, row);
};

describe.each(PLACES)('the mouse at $columns×$rows, $colors', (place) => {
  it('is asked for, and a click on a stage leads there', async () => {
    screen = await openScreen([], place);
    expect(screen.buffer().modes.mouseTrackingMode).toBe('drag');
    await screen.press(mouse.click(screen.bar().indexOf('4'), 1), '[4 Canonical request]');
    await screen.press(mouse.click(screen.bar().indexOf('1'), 1), '[1 Request]');
    await screen.press(mouse.click(screen.bar().indexOf('8'), 1), '[8 Response bytes]');
    // After the last stage there is nothing.
    await screen.press(mouse.click(screen.bar().length + 3, 1) + KEYS.left, '[7 Request bytes]');
  });

  it('puts the cursor on the byte that is clicked, in the text and in hex', async () => {
    screen = await openScreen([], place);
    await screen.press('/Host: ex\r', /byte 24 of \d+ of Request/);
    await screen.press(clickOn('bucket.s3', 2), /byte 39 of \d+ of Request: "c"/);
    expect(screen.cursorRow()[screen.cursorColumn()]).toBe('c');
    // The first byte of the row in which it is in brackets, then the fourth.
    const row = screen.lines().findIndex((line) => line.includes('[63]'));
    const byte = Number.parseInt(screen.lines()[row]?.slice(0, 8) ?? '', 16);
    await screen.press(mouse.click(10, row), new RegExp(`byte ${byte} of \\d+ of Request`));
    const characters = (screen.lines()[row]?.lastIndexOf('  ') ?? 0) + 2;
    await screen.press(mouse.click(characters + 3, row), new RegExp(`byte ${byte + 3} of \\d+ of Request`));
    expect(screen.text()).toContain('▸ Request');
  });

  it('chooses from a list what is clicked', async () => {
    screen = await openScreen([], place);
    await screen.press('E', /^Edit$/m);
    await screen.press(clickOn('region'), () => screen.cursorRow().startsWith('> region'));
    await screen.press(KEYS.enter, 'region us-east-1▏');
  });

  it('scrolls with the wheel: lines of the page, items of a list', async () => {
    screen = await openScreen([], place);
    await screen.press('4', '[4 Canonical request]');
    const { column, row } = screen.placeOf('Hashed canonical request');
    const rowOf = () => screen.cursorRow();
    const first = rowOf();
    await screen.press(mouse.wheelDown(column, row), () => rowOf() !== first && rowOf() !== '');
    const third = rowOf();
    await screen.press(mouse.wheelDown(column, row), () => rowOf() !== third && rowOf() !== '');
    await screen.press(mouse.wheelUp(column, row).repeat(2), () => rowOf() === first);
    await screen.press('?', /→ +next step/);
    await screen.press(mouse.wheelDown(column, row), () => screen.cursorRow().includes('enter  '));
    // A drag, another button and a release do nothing.
    const before = screen.text();
    screen.write('\x1b[<32;10;8M\x1b[<2;10;9M\x1b[<2;10;9m\x1b[<35;3;3M');
    await screen.press(mouse.wheelUp(column, row) + mouse.wheelDown(column, row), () => screen.text() === before);
  });
});
