/** The mouse on the real screen: where the terminal has one, everything can be pointed at. */
import { afterEach, describe, expect, it } from 'vitest';
import { KEYS, mouse, openScreenHere, type WalkScreen, WIDE } from '../support/pty/walk-screen.ts';

let screen: WalkScreen;
afterEach(() => screen.dispose());

const isAt = (step: number) => () => screen.step() === step;
const titled = (title: RegExp) => () => title.test(screen.inspector().title);
/** The offset of line 4 in the canonical request. */
const HOST = 'GET\n/test.txt\n\n'.length;

const clickOn = (text: string, into = 0) => {
  const { column, row } = screen.placeOf(text);
  return mouse.click(column + into, row);
};

describe.each([WIDE])('the mouse at $columns×$rows, $colors', (place) => {
  it('is asked for, and a click on a stage leads there', async () => {
    screen = await openScreenHere([], place);
    expect(screen.buffer().modes.mouseTrackingMode).toBe('drag');
    // In few columns the row has the present step and the two beside it.
    const clickStep = (name: string) => screen.press(mouse.click(screen.bar().indexOf(name), 1), isAt(Number(name[0])));
    await clickStep('2 Scope');
    await clickStep('3 Key');
    await clickStep('2 Scope');
    await clickStep('1 Request');
    if (place.columns === 80) await clickStep('8 Response');
    else await screen.press('8', isAt(8));
    // After the last step there is nothing.
    await screen.press(mouse.click(screen.bar().length + 1, 1) + KEYS.left, isAt(7));
  });

  it('puts the cursor on the byte that is clicked, in the text and in hex', async () => {
    screen = await openScreenHere([], place);
    await screen.press('4x', () => screen.hex().length > 0);
    await screen.press(clickOn('bucket.s3', 2), titled(/^H · .*"c" 63 ─+ line 4 · offset 14/));
    expect(screen.cursorRow()[screen.cursorColumn()]).toBe('c');
    // It is the second byte of a pair. Then the first pair of that row, and the fourth character.
    const { row } = screen.placeOf('7563<');
    const offset = Number.parseInt(screen.lines()[row]?.slice(1, 9) ?? '', 16) - HOST;
    await screen.press(mouse.click(10, row), titled(new RegExp(`line 4 · offset ${offset}(?!\\d)`)));
    await screen.press(mouse.click(12, row), titled(new RegExp(`line 4 · offset ${offset + 1}(?!\\d)`)));
    const characters = 9 + (place.columns === 80 ? 8 : 4) * 5 + 1;
    await screen.press(mouse.click(characters + 3, row), titled(new RegExp(`line 4 · offset ${offset + 3}(?!\\d)`)));
  });

  it('chooses from a list what is clicked', async () => {
    screen = await openScreenHere([], place);
    await screen.press('E', /^Edit/m);
    await screen.press(clickOn('Region'), () => screen.cursorRow().startsWith('> Region'));
    await screen.press(KEYS.enter, '▏us-east-1▕');
  });

  it('keeps what a click says after the button is released', async () => {
    screen = await openScreenHere([], place);
    await screen.press('5', isAt(5));
    await screen.press(clickOn('20130524/us-east-1', '20130524'.length), titled(/"\/" 2f/));
    await screen.press(clickOn('e edit'), 'This byte is fixed.');
  });

  it('scrolls with the wheel: lines of the page, items of a list', async () => {
    screen = await openScreenHere([], place);
    await screen.press('4', isAt(4));
    const { column, row } = screen.placeOf('/test.txt\\n');
    const rowOf = () => screen.cursorRow();
    const first = rowOf();
    await screen.press(mouse.wheelDown(column, row), () => rowOf() !== first && rowOf() !== '');
    const third = rowOf();
    await screen.press(mouse.wheelDown(column, row), () => rowOf() !== third && rowOf() !== '');
    await screen.press(mouse.wheelUp(column, row).repeat(2), () => rowOf() === first);
    await screen.press('?', 'What you can do here');
    await screen.press(mouse.wheelDown(column, row), () => !screen.cursorRow().startsWith('> Letters'));
    // A drag, another button and a release do nothing.
    const before = screen.text();
    screen.write('\x1b[<32;10;8M\x1b[<2;10;9M\x1b[<2;10;9m\x1b[<35;3;3M');
    await screen.press(mouse.wheelUp(column, row) + mouse.wheelDown(column, row), () => screen.text() === before);
  });
});
