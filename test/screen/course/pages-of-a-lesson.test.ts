/** What the pages of a lesson and the list have in common with other screens, and what the first page says. */
import { describe, expect, it } from 'vitest';
import { type CourseOnScreen, LESSONS, openAt, openCourse } from '../../support/screen/course-on-screen.ts';

const SIZES = [
  { width: 80, height: 24 },
  { width: 120, height: 40 },
  { width: 160, height: 50 },
] as const;
const WIDE = { width: 120, height: 40 };

/** All steps of a lesson, each before and after its request is sent. */
async function pagesOf(course: CourseOnScreen): Promise<string[][]> {
  const pages = [course.rows()];
  for (let step = 0; step < 20 && !course.text().includes('It is not graded'); step++) {
    await course.press('return');
    pages.push(course.rows());
    await course.press('right', 's');
    pages.push(course.rows());
  }
  return pages;
}

describe.each(SIZES)('at $width×$height', (size) => {
  it('each page of a lesson has a rule above the keys, and no text that touches a line', async () => {
    const pages = await pagesOf(await openAt('ten-lines', 'introduction', size));
    expect(pages.length).toBeGreaterThan(20);
    for (const rows of pages) {
      expect(rows.at(-2)?.trim()).toMatch(/^─+$/);
      expect(rows.filter((row) => /[^ ─]│|│[^ ]/.test(row))).toEqual([]);
    }
  });

  it('the list has a rule above the keys or above what it says of a lesson, during a search too', async () => {
    const course = openCourse(size);
    const rules = () => course.rows().filter((row) => /^─+$/.test(row.trim())).length;
    expect(rules()).toBe(2);
    await course.press('/');
    expect(rules()).toBe(2);
    expect(course.text()).toContain(' /▏');
  });
});

it('the list has an empty row before each heading but the first, where all of it fits', () => {
  const before = (size: { readonly width: number; readonly height: number }) =>
    openCourse(size)
      .rows()
      .map((row) => row.split('│')[0]?.trim() ?? '')
      .flatMap((row, at, rows) => (/^(?:On your own|At the end)/.test(row) ? [rows[at - 1]] : []));
  expect(before({ ...WIDE, height: 50 })).toEqual(['', '']);
  expect(before({ width: 80, height: 28 })).toEqual([
    expect.stringContaining('Why no server tells the right signature'),
  ]);
});

it('a notice of two rows takes the place of the rule, and moves nothing', async () => {
  const course = await openAt('ten-lines', 'which-two-are-empty', { width: 60, height: 20 });
  const before = course.rows();
  await course.press('right');
  expect(course.rows().slice(-3, -1)).toEqual([
    ' Answer first: a guess costs nothing. Press s to skip the',
    ' question.',
  ]);
  expect(course.rows().slice(0, -3)).toEqual(before.slice(0, -3));
});

it('says in the row above the rule how much of a text is not visible', async () => {
  const course = await openAt('ten-lines', 'introduction');
  expect(course.rows().at(-3)?.trim()).toMatch(/^▼ \d+ more, space$/);
});

describe('the first page of a lesson', () => {
  it('says its goal once, and where in the signature the lesson is', async () => {
    const course = await openAt('ten-lines', 'introduction', WIDE);
    const text = course.text();
    expect(text.match(/Learn to write the canonical request/g)).toHaveLength(1);
    expect(text).toMatch(/3 Signing key *│.*\n {2}▸ 4 Canonical request {2}The request is written in one exact form/);
    expect(text.match(/▸/g)).toHaveLength(1);
    expect(text).toContain('“Empty lines in the canonical request are only for readability.”');
  });

  it.each(LESSONS.filter(({ kind }) => kind === 'lesson'))('names the step of the walk: $name', async ({ name }) => {
    expect((await openAt(name, 'introduction', WIDE)).text()).toMatch(/▸ \d [A-Z]/);
  });

  it('has the tasks of a rung', async () => {
    const course = await openAt('f6-a-task', 'introduction', WIDE);
    expect(course.text()).toMatch(/What you do.*\n {2}1\. Make a request that stores "Paint the door\."/);
  });

  it('has the lessons that the test can skip', async () => {
    const course = openCourse(WIDE);
    await course.press('t');
    await expect.poll(course.text).toMatch(/What it asks about.*\n {2}Knock without a key/);
  });
});

describe('what is sent', () => {
  it('has a mark where it differs from the right request', async () => {
    const course = await openAt('replay', 'new-date', WIDE);
    expect(course.rows().filter((row) => row.includes('~'))).toEqual([
      expect.stringMatching(/^ D {2}195~x-amz-date: 20130524T001600Z\\r\\n/),
    ]);
    const right = await openAt('replay', 'a-second-later', WIDE);
    expect(right.text()).not.toContain('~');
  });

  it('has its signature, whole, below the right one', async () => {
    const course = await openAt('ten-lines', 'no-line-three', WIDE);
    await course.press('return');
    const signatures = course.rows().filter((row) => /^ # +~?[0-9a-f]{64} +(?:right|sent)/.test(row));
    expect(signatures).toHaveLength(2);
    expect(signatures[1]).toMatch(/~0fd5ebca/);
  });
});
