/** Typing an answer: right or wrong as one types, fixed where it is wrong, pasted, given back. */
import { describe, expect, it } from 'vitest';
import { recordOf } from '../../../src/lessons/playing/records.ts';
import { type CourseOnScreen, openAt } from '../../support/screen/course-on-screen.ts';

const LINES = ['GET', '/test.txt', '', 'host:examplebucket.s3.amazonaws.com', 'range:bytes=0-9'];

/** The check "Type the lines 1 to 5", its field open. */
async function atTyping(): Promise<CourseOnScreen> {
  const course = await openAt('ten-lines', 'typed', { height: 40 });
  if (course.text().includes('goes to the question')) await course.press('return');
  expect(course.text()).toContain('     1 ▏');
  return course;
}

async function typeLines(course: CourseOnScreen, lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    await course.type(line);
    await course.press('return');
  }
}

const record = (course: CourseOnScreen) => recordOf(course.progress().records.get('ten-lines') ?? new Map(), 'typed');
const fieldOf = (course: CourseOnScreen) => course.rows().find((row) => row.includes('▏')) ?? '';

describe('a line that is typed', () => {
  it.each([
    ['', '      1 ▏', null],
    ['G', '…     1 G▏', null],
    ['GET', '✓     1 GET▏', null],
    ['GEx', '✗     1 GEx▏', 'It differs from column 3 on.'],
    ['GET ', '✗     1 GET ▏', 'It differs from column 4 on.'],
  ])('%j is drawn as %s', async (text, field, fault) => {
    const course = await atTyping();
    await course.type(text);
    expect(fieldOf(course)).toBe(field);
    if (fault !== null) expect(course.text()).toContain(fault);
  });

  it('does not tell what belongs there before it is ended', async () => {
    const course = await atTyping();
    await course.type('x');
    expect(course.text()).not.toContain('belongs');
    await course.press('return');
    expect(course.text()).not.toContain('belongs');
    await typeLines(course, LINES.slice(1));
    expect(course.text()).toContain('"x" (0x78) is where "G" (0x47) belongs');
    expect(record(course).attempts).toBe(1);
  });

  it('has ✓ or ✗ once it is ended, an empty one too', async () => {
    const course = await atTyping();
    await typeLines(course, ['GET', 'test.txt', '']);
    expect(course.text()).toMatch(/✓M +1 GET\\n\n✗ +2 test\.txt\n✓\. +3 \\n/);
    expect(course.text()).toContain('Line 2 differs from column 1 on. Backspace in an empty line goes back.');
  });
});

describe('all lines', () => {
  it('are handed in with the last one', async () => {
    const course = await atTyping();
    await typeLines(course, LINES);
    expect(course.rows()[0]).toContain('✓ Right');
    expect(record(course)).toMatchObject({ state: 'passed', attempts: 1 });
  });

  it('with a wrong one open that again, and keep those after it', async () => {
    const course = await atTyping();
    await typeLines(course, ['GET', 'test.txt', ...LINES.slice(2)]);
    expect(course.rows()[0]).toContain('✗ Line 2, column 1');
    expect(fieldOf(course)).toContain('test.txt▏');
    await course.press('home');
    await course.type('/');
    await course.press('return');
    expect(record(course)).toMatchObject({ state: 'passed', attempts: 2 });
  });

  it('can be pasted at once, with any line ends', async () => {
    for (const ending of ['\n', '\r\n', '\r']) {
      const course = await atTyping();
      await course.paste(LINES.join(ending) + ending);
      expect(record(course)).toMatchObject({ state: 'passed', attempts: 1 });
    }
  });
});

describe('what has gone wrong once', () => {
  it('one line that was wrong can be fixed', async () => {
    const course = await openAt('ten-lines', 'hash', { height: 50 });
    if (course.text().includes('goes to the question')) await course.press('return');
    await typeLines(course, ['x']);
    expect(course.rows()[0]).toContain('✗ The number is not right.');
    await course.press('backspace');
    await typeLines(course, ['7344ae5b']);
    expect(course.rows()[0]).toContain('✓ Right');
  });

  it('a paste with too many lines is one attempt', async () => {
    const course = await atTyping();
    await course.paste([...LINES, 'one more', 'and another'].join('\n'));
    expect(record(course)).toMatchObject({ state: 'open', attempts: 1 });
  });

  it('a check that is passed takes no hint and no solution any more', async () => {
    const course = await atTyping();
    await course.paste(LINES.join('\n'));
    await course.press('h', 'S', 'r');
    expect(record(course)).toMatchObject({ state: 'passed', attempts: 1, hints: 0, solution: 'hidden' });
    expect(course.text()).toContain('✓N1   5 range');
  });

  it('a check offers a hint until all are shown', async () => {
    const course = await openAt('ten-lines', 'what-is-wrong-here', { width: 120, height: 60 });
    const footer = () => course.rows().at(-1);
    for (const key of ['h', 'h', 'h']) {
      expect(footer()).toContain('h hint');
      await course.press(key);
    }
    expect(footer()).not.toContain('h hint');
    expect(footer()).toContain('S solution');
  });

  it('lines after the one that is fixed are there when somebody comes back', async () => {
    const course = await atTyping();
    await typeLines(course, ['GET', 'test.txt', ...LINES.slice(2)]);
    await course.press('escape', 'left', 'right');
    if (course.text().includes('goes to the question')) await course.press('return');
    await course.press('home');
    await course.type('/');
    await course.press('return');
    expect(record(course)).toMatchObject({ state: 'passed', attempts: 2 });
  });

  it('a check that was skipped can be chosen later', async () => {
    const course = await openAt('ten-lines', 'what-is-wrong-here', { height: 60 });
    await course.press('s', 'escape', 'left');
    if (course.text().includes('goes to the question')) await course.press('return');
    await course.press('b', 'return');
    expect(course.rows()[0]).toContain('✓ Right');
  });

  it('a command line is there when somebody comes back to it', async () => {
    const course = await openAt('f7-a-program', 'program');
    await course.type('python3 mine.py');
    await course.press('escape', 'return');
    expect(fieldOf(course)).toContain('$ python3 mine.py▏');
    await course.paste(' --fast');
    await course.press('escape', 'left', 'right');
    expect(course.text()).toContain('python3 mine.py --fast');
  });
});

describe('backspace', () => {
  it('where nothing is typed opens the line before', async () => {
    const course = await atTyping();
    await typeLines(course, ['GET', '/test']);
    await course.press('backspace');
    expect(fieldOf(course)).toContain('…     2 /test▏');
    await course.press('backspace', 'backspace', 'backspace', 'backspace', 'backspace', 'backspace', 'backspace');
    expect(fieldOf(course)).toContain('…     1 GE▏');
  });

  it('does nothing where there is no line before', async () => {
    const course = await atTyping();
    await course.press('backspace');
    expect(fieldOf(course)).toContain('      1 ▏');
  });
});

describe('while one types', () => {
  it('letters are letters, and after esc they are keys', async () => {
    const course = await atTyping();
    await course.type('hsq');
    expect(fieldOf(course)).toContain('hsq▏');
    await course.press('escape', 'h');
    expect(course.text()).toContain('Hint 1 of 3');
    await course.press('return');
    expect(fieldOf(course)).toContain('hsq▏');
  });

  it('what was typed is there when somebody comes back', async () => {
    const course = await atTyping();
    await typeLines(course, ['GET']);
    await course.type('/te');
    await course.press('escape', 'left', 'right');
    if (course.text().includes('goes to the question')) await course.press('return');
    expect(course.text()).toContain('✓M    1 GET');
    expect(fieldOf(course)).toContain('…     2 /te▏');
  });

  it('the end of a line that is pasted is not a blank of the answer', async () => {
    const course = await atTyping();
    await course.paste('GET\n');
    expect(fieldOf(course)).toBe('✓     1 GET▏');
  });

  it('control characters of a paste reach neither the answer nor the screen', async () => {
    const course = await atTyping();
    await course.paste('G\x1b[31mE\x07T\x9b');
    expect(course.text()).not.toMatch(/[\x07\x1b\x9b]/);
  });
});
