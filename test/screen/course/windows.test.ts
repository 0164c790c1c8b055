/** A lesson in windows of every size, on a projector, and where its text is longer than the window. */
import { describe, expect, it } from 'vitest';
import { openAt } from '../../support/screen/course-on-screen.ts';

describe('on a projector', () => {
  it.each([
    [120, 12],
    [80, 0],
  ])(
    'with %i columns, the page begins at column %i, in the same column of the window as a walk',
    async (width, margin) => {
      const course = await openAt('ten-lines', 'look', { width, height: 30, layout: 'projector' });
      const rows = course.rows().filter((row) => row !== '');
      expect(Math.min(...rows.map((row) => row.search(/\S/)))).toBeGreaterThanOrEqual(margin);
      expect(Math.max(...rows.map((row) => row.length)) - margin).toBe(Math.min(width, 95));
    },
  );
});

describe('the space bar on a projector', () => {
  const SIZE = { width: 120, height: 40, layout: 'projector' } as const;
  const stepOf = (text: string) => /(\d+)\/\d+/.exec(text)?.[1];

  it('goes on from a text that is read, and sends a request', async () => {
    const course = await openAt('ten-lines', 'introduction', SIZE);
    await course.press(' ');
    expect(stepOf(course.text())).toBe('2');
    const shot = await openAt('ten-lines', 'send', SIZE);
    await shot.press(' ');
    expect(shot.text()).toContain('206');
  });

  it('does not answer a question', async () => {
    const course = await openAt('ten-lines', 'which-two-are-empty', SIZE);
    const before = stepOf(course.text());
    // The first one ends the text above the question.
    await course.press(' ', ' ');
    expect(stepOf(course.text())).toBe(before);
    expect(course.text()).toContain('Answer first');
  });
});

describe('a lesson in a large window', () => {
  const LARGE = { width: 120, height: 40 };
  const beginOf = (rows: readonly string[]) => rows.findIndex((row, at) => at > 2 && row !== '');

  it('is a column in the middle, and begins at the same row before and after an answer', async () => {
    const course = await openAt('ten-lines', 'which-two-are-empty', { ...LARGE, width: 119 });
    const rows = course.rows();
    expect(Math.min(...rows.filter((row) => row !== '').map((row) => row.search(/\S/)))).toBe(12);
    expect(beginOf(rows)).toBeGreaterThan(8);
    await course.press('b', 'return');
    expect(course.text()).toContain('✓ b');
    expect(beginOf(course.rows())).toBe(beginOf(rows));
  });

  it('has its steps beside it from 120 columns on, with what was done, and what the letters mean', async () => {
    const course = await openAt('ten-lines', 'look', { width: 120, height: 50 });
    const beside = course.rows().map((row) => row.split('│')[1] ?? '');
    expect(beside.filter((row) => row.startsWith(' >'))).toEqual([' > ✓ the texts, byte by byte']);
    expect(beside).toContain('   – send it as it was signed');
    expect(beside).toContain('     sign without line 3');
    expect(beside).toContain(' M P Q  the method, path, query');
    const steps = beside.filter((row) => /^ [ >] [ ✓–] \S/.test(row));
    expect(steps).toHaveLength(19);
  });

  it('shows the step beside it also where not all steps fit', async () => {
    const course = await openAt('ten-lines', 'names-with-capitals', { width: 120, height: 20 });
    const beside = course.rows().map((row) => row.split('│')[1] ?? '');
    expect(beside.some((row) => row.startsWith(' >   write the header names'))).toBe(true);
  });

  it('shows a request and, once it is answered, what the response means above it', async () => {
    const course = await openAt('authorization-header', 'send', LARGE);
    const at = (text: string) => course.rows().findIndex((row) => row.includes(text));
    const request = 'GET /test.txt HTTP/1.1';
    expect(at(request)).toBeGreaterThan(0);
    await course.press('return');
    expect(at('✓ 206')).toBeGreaterThan(0);
    expect(at(request)).toBeGreaterThan(at('✓ 206'));
  });

  it('offers to scroll only where a part of the text is not visible', async () => {
    expect((await openAt('ten-lines', 'look')).rows().at(-1)).toContain('space PgUp read');
    expect((await openAt('authorization-header', 'send', LARGE)).rows().at(-1)).not.toContain('space');
  });
});

it('shows a response where the request above it leaves little room', async () => {
  const course = await openAt('authorization-header', 'send', { width: 60, height: 20 });
  await course.press('return');
  expect(course.text()).toMatch(/✓ 206.*Hello, S3!/s);
});

describe('text that is longer than the screen', () => {
  it('is scrolled by enter, which goes on only from its end', async () => {
    const course = await openAt('ten-lines', 'look');
    const place = course.rows()[2];
    expect(course.text()).toMatch(/▼ \d+ more/);
    for (let turn = 0; turn < 9 && course.text().includes('▼'); turn++) {
      expect(course.text()).toContain('↵ read on');
      await course.press('return');
      expect(course.rows()[2]).toBe(place);
    }
    expect(course.text()).toContain('7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972');
    expect(course.text()).toContain('↵ go on');
    await course.press('return');
    expect(course.rows()[2]).not.toBe(place);
  });
});

describe('a screen', () => {
  it.each([
    [59, 20],
    [60, 19],
  ])('of %i×%i is too small, and takes no key but the ways out', async (width, height) => {
    const course = await openAt('ten-lines', 'send', { width, height });
    expect(course.text()).toContain('This window has');
    await course.press('return', 's', 'right');
    course.resize(80, 24);
    expect(course.text()).toContain('enter: send it');
    course.resize(width, height);
    await course.press('q');
    expect(course.exitCode()).toBe(0);
  });

  it('keeps its place when it is made larger and smaller', async () => {
    const course = await openAt('ten-lines', 'typed');
    const before = course.text();
    course.resize(120, 50);
    course.resize(60, 20);
    course.resize(80, 24);
    expect(course.text()).toBe(before);
  });
});
