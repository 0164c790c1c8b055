/** The list, the way from lesson to lesson, and what comes late. */
import { describe, expect, it } from 'vitest';
import { NO_PROGRESS, withLesson } from '../../../src/lessons/course/progress.ts';
import { NO_RECORD, questionOf, recordOf, stepsOf } from '../../../src/lessons/playing/records.ts';
import type { ShotOutcome } from '../../../src/lessons/prepared.ts';
import { lessonItem } from '../../../src/views/lessons/course-page.ts';
import { type CourseOnScreen, LESSONS, openAt, openCourse } from '../../support/screen/course-on-screen.ts';

/** The progress of somebody who skipped the steps of a lesson before this one, and no other lesson. */
function knownUpTo(name: string, step: string) {
  const lesson = LESSONS.find((one) => one.name === name);
  if (!lesson) throw new Error(`There is no lesson ${name}.`);
  const ids = stepsOf(lesson, 'guided').map(({ id }) => id);
  const before = ids.slice(1, ids.indexOf(step));
  return {
    progress: withLesson(
      NO_PROGRESS,
      name,
      new Map(before.map((id) => [id, { ...NO_RECORD, standing: 'skipped' } as const])),
    ),
  };
}

const rowOfCursor = (rows: readonly string[]) => rows.find((row) => row.startsWith('>')) ?? '';
/** The requests of a lesson that was opened are signed, and what was promised has been taken. */
async function settled(course: CourseOnScreen): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve, 0));
  while (course.text().includes('Signing the requests'));
}

describe('the list', () => {
  it('has the description of the chosen lesson beside it from 120 columns on, and below it in a narrower window', async () => {
    const wide = openCourse({ width: 120, height: 40 });
    const beside = () => wide.rows().map((row) => row.split('│')[1] ?? '');
    expect(beside().join(' ')).toMatch(/1 Knock without a key.*What you do.*Predict.*What some believe.*AWS's pages/);
    await wide.press('down');
    expect(beside().join(' ')).toContain('2 Read the Authorization header');
    expect(wide.rows().filter((row) => /…(?: *│|$)/.test(row))).toEqual([]);
    const narrow = openCourse({ width: 119, height: 40 });
    expect(narrow.text()).not.toContain('│');
    expect(narrow.text()).toContain('Learn what a signed request contains');
  });

  it('says how far each lesson is, and what is left of it', () => {
    const { progress } = knownUpTo('ten-lines', 'look');
    const course = openCourse({ width: 120, height: 40, progress });
    expect(rowOfCursor(course.rows())).toMatch(/^> 3 +Ten lines.*▸ 5\/19/);
    expect(course.text()).toContain('15 minutes, started, at step 5 of 19');
    expect(course.text()).toMatch(/✓ Predict +2 steps/);
    expect(course.text()).toMatch(/▸ Look +1 step/);
  });

  it('begins at the lesson to go on with, also if the lessons before it are open', () => {
    expect(rowOfCursor(openCourse().rows())).toContain('Knock without a key');
    const { progress } = knownUpTo('encode-once', 'look');
    expect(rowOfCursor(openCourse({ progress }).rows())).toContain('Encode once');
  });

  it.each([
    ['3', 'Ten lines'],
    ['1', 'Knock'],
    ['14', 'Your own signer'],
    ['12', 'Chunk by chunk'],
    // There is no lesson 19.
    ['19', 'The server did the same math'],
    ['f3', 'The signing key'],
    ['f', 'Why each stage is there'],
  ])('goes to a lesson by its number: %s', async (keys, title) => {
    const course = openCourse({ height: 40 });
    await course.press(...keys);
    expect(rowOfCursor(course.rows())).toContain(title);
  });

  it('forgets the beginning of a number when another key is pressed', async () => {
    const course = openCourse({ height: 40 });
    await course.press('1', 'down', '4');
    expect(rowOfCursor(course.rows())).toContain('Encode once');
    await course.press('return');
    await settled(course);
    expect(course.rows()[0]).toContain('4 Encode once');
  });

  it('has numbers that look like keys, because they are', () => {
    const items = LESSONS.map((lesson) => lessonItem(lesson, NO_PROGRESS, 'shown'));
    const labels = items.flatMap((runs) => runs.filter(({ text }) => /^(?:F?\d+) *$/.test(text)));
    expect(labels).toHaveLength(LESSONS.length);
    expect([...new Set(labels.map(({ meaning }) => meaning))]).toEqual(['name']);
  });

  it('finds lessons by what people believe', async () => {
    const course = openCourse();
    await course.press('/');
    await course.type('decrypt');
    expect(course.rows().filter((row) => /^[> ] \d/.test(row))).toHaveLength(1);
    await course.press('return', 'return');
    await settled(course);
    expect(course.rows()[0]).toContain('Knock without a key');
  });

  it('says where nothing is found', async () => {
    const course = openCourse();
    await course.press('/');
    await course.type('zzz');
    expect(course.text()).toContain('No lesson contains these words.');
    await course.press('return', 'return', 'c', 'R');
    expect(course.exitCode()).toBeNull();
  });

  it.each([
    ['q', 0],
    ['ctrl+c', 130],
  ])('is left with %s', async (key, code) => {
    const course = openCourse();
    await course.press(key);
    expect(course.exitCode()).toBe(code);
  });

  it('explains its keys, and only those', async () => {
    const course = openCourse({ height: 60 });
    await course.press('?');
    expect(course.text()).toContain('open the lesson where you left it');
    expect(course.text()).not.toContain('edit the input');
    await course.press('escape');
    expect(rowOfCursor(course.rows())).toContain('Knock');
  });
});

describe('the test at the door', () => {
  it('says nothing of an answer, and at its end which lessons can be left out', async () => {
    const course = openCourse();
    await course.press('t');
    await settled(course);
    expect(course.text()).toContain('Do you know it already?');
    await course.press('return');
    const first = course.text();
    await course.press('return');
    expect(course.text()).not.toBe(first);
    expect(course.text()).not.toMatch(/✓|So it is|It is b/);
  });

  it('lets an answer be changed, and tells at its end what is so and what can be left out', async () => {
    const course = openCourse({ height: 200 });
    await course.press('t');
    await settled(course);
    await course.press('return', 'b', 'return', 'left', 'a', 'return');
    expect([...(course.progress().records.get('test-out')?.values() ?? [])][0]?.answer).toBe('a');
    // Who comes back is at the answer, and may also say that it is not known.
    await course.press('left', 'b', 'return', 'left');
    expect(rowOfCursor(course.rows())).toMatch(/^> • b /);
    await course.press('s');
    expect([...(course.progress().records.get('test-out')?.values() ?? [])][0]).toMatchObject({
      standing: 'skipped',
      answer: null,
    });
    for (let question = 0; question < 20; question++) await course.press('s');
    expect(course.text()).toContain('I do not know');
    expect(course.text()).toMatch(/You can skip \d of \d+ lessons/);
    expect(course.text()).toMatch(/it is +\S/);
  });
});

describe('an option', () => {
  it('is reached by its letter, Home and End, and taken by enter', async () => {
    const course = await openAt('ten-lines', 'which-two-are-empty', { height: 40 });
    await course.press('c');
    expect(rowOfCursor(course.rows())).toMatch(/^> +c /);
    await course.press('home');
    expect(rowOfCursor(course.rows())).toMatch(/^> +a /);
    await course.press('end', 'g');
    expect(rowOfCursor(course.rows())).toMatch(/^> +c /);
    await course.press('b', 'return');
    expect(course.text()).toContain('✓ b');
  });
});

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

describe('a lesson that was played before', () => {
  it.each([
    ['usual', 6],
    ['projector', 1],
  ] as const)('begins where it was left or, on a projector, at its beginning: %s', async (layout, step) => {
    const progress = (await openAt('ten-lines', 'look', { layout: 'usual' })).progress();
    const [lesson] = LESSONS.filter(({ name }) => name === 'ten-lines');
    if (!lesson) throw new Error('There is no such lesson.');
    const course = openCourse({ layout, height: 40, progress, change: { opens: { lesson, form: 'guided' } } });
    await settled(course);
    expect(course.text()).toMatch(new RegExp(` ${step}/\\d+ `));
    expect(course.progress().records.get('ten-lines')).toEqual(progress.records.get('ten-lines'));
  });
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
    await course.press(' ');
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

describe('what comes late', () => {
  /** An answer that comes when the test says so. */
  function waiting() {
    const { promise, resolve } = Promise.withResolvers<ShotOutcome>();
    const outcome: ShotOutcome = { status: 206, code: null, fields: new Map(), body: '' as ShotOutcome['body'] };
    return { send: () => promise, arrive: () => resolve(outcome) };
  }

  it('is not waited for by who has gone elsewhere, and changes nothing there', async () => {
    const { send, arrive } = waiting();
    const course = await openAt('ten-lines', 'send', { change: { send } });
    await course.press('return');
    expect(course.text()).toContain('Sending…');
    await course.press('left');
    const elsewhere = course.text();
    expect(elsewhere).not.toContain('Sending…');
    arrive();
    await settled(course);
    expect(course.text()).toBe(elsewhere);
    expect(recordOf(course.progress().records.get('ten-lines') ?? new Map(), 'send').standing).toBe('open');
  });

  it('is awaited once, however often enter is pressed', async () => {
    let sent = 0;
    const { send, arrive } = waiting();
    const counted = () => {
      sent += 1;
      return send();
    };
    const course = await openAt('ten-lines', 'send', { change: { send: counted } });
    await course.press('return', 'return', 'return');
    arrive();
    await settled(course);
    expect(sent).toBe(1);
    expect(course.text()).toContain('✓ 206');
  });

  it('and never, where a lesson is damaged, is said', async () => {
    const course = openCourse({ change: { prepare: () => Promise.reject(new Error('The file is damaged.')) } });
    await course.press('return');
    await settled(course);
    expect(course.text()).toContain('The file is damaged.');
    expect(course.text()).not.toContain('Signing');
  });
});

describe('what is forgotten', () => {
  it.each([
    ['in the list', ['escape', 'R', 'R']],
    ['in the lesson', ['R', 'R']],
  ])('%s leaves nothing after', async (_where, keys) => {
    const course = await openAt('ten-lines', 'send');
    await course.press('s', ...keys);
    expect(course.text()).toContain('is forgotten');
    expect(course.progress()).toMatchObject({ records: new Map(), last: null });
  });

  it('is nothing where R is pressed once, or something else comes between', async () => {
    const course = await openAt('ten-lines', 'send');
    await course.press('s', 'R', 'left', 'R');
    expect(course.text()).toContain('Press R again');
    expect(course.progress().records.get('ten-lines')?.get('send')?.standing).toBe('skipped');
  });

  it('and what is only opened has not begun', async () => {
    const course = openCourse();
    await course.press('return');
    await settled(course);
    await course.press('escape');
    expect(course.progress().records.size).toBe(0);
    expect(course.text()).not.toMatch(/\d of \d+ *$/m);
  });
});

describe('a request that was pasted', () => {
  it('shows no token of the person who pasted it', async () => {
    const course = await openAt('f6-a-task', 'upload', { height: 60 });
    await course.paste(
      'PUT /a HTTP/1.1\nHost: h\nx-amz-security-token: IQoJb3JpZ2luX2VjE\nCookie: session=0123456789\n\n',
    );
    expect(course.text()).toContain('x-amz-security-token: *');
    expect(course.text()).not.toMatch(/IQoJ|0123456789/);
  });
});

describe('a program that is graded', () => {
  it('is stopped by esc, which is said', async () => {
    const grade = () => new Promise<never>(() => {});
    const course = await openAt('f7-a-program', 'program', { grade });
    await course.type('sleep 300');
    await course.press('return');
    expect(course.text()).toContain('esc stops it');
    await course.press('escape');
    expect(course.text()).toContain('Grading was stopped.');
  });

  it('is stopped where the person goes away', async () => {
    const signals: AbortSignal[] = [];
    const grade = (_command: string, signal: AbortSignal) => {
      signals.push(signal);
      return new Promise<never>(() => {});
    };
    const course = await openAt('f7-a-program', 'program', { grade });
    await course.type('sleep 300');
    await course.press('return', 'escape', 'left');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
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

describe('for who listens', () => {
  it('each step is said once, and then what is new', async () => {
    const course = await openAt('ten-lines', 'which-two-are-empty', { layout: 'heard' });
    const all = course.heard().join('\n');
    expect(all).toContain('Which two of them are empty?');
    const before = course.heard().length;
    await course.press('b');
    expect(course.heard().slice(before)).toEqual([expect.stringContaining('b 3 and 8')]);
    const moved = course.heard().length;
    await course.press('return');
    expect(course.heard().slice(moved).join('\n')).toContain('✓ Right.');
    expect(course.heard().slice(moved).join('\n')).not.toContain('Which two of them');
  });
});

it('for who listens, the help is said once, and what it covered is not said again', async () => {
  const course = openCourse({ layout: 'heard' });
  const before = course.heard().length;
  await course.press('?');
  expect(course.heard().slice(before)[0]).toBe('Keys of the course');
  expect(course.heard().slice(before)).toContain('t placement test: skip the lessons that you already know');
  const opened = course.heard().length;
  await course.press('escape');
  expect(course.heard().slice(opened)).toEqual([expect.stringContaining('Knock without a key')]);
});

describe('the last row at a question', () => {
  const questions = LESSONS.flatMap((lesson) =>
    stepsOf(lesson, 'guided').flatMap((step) => {
      const answer = questionOf(step)?.answer;
      if (answer?.kind === 'choose')
        return [{ lesson: lesson.name, id: step.id, keys: 'abcdefg', count: answer.options.length }];
      return answer?.kind === 'sort'
        ? [{ lesson: lesson.name, id: step.id, keys: '123456789', count: answer.categories.length }]
        : [];
    }),
  );
  const counts = new Map(questions.map((question) => [`${question.keys} ${question.count}`, question]));

  it.each([...counts.values()])('names the $count keys of $lesson $id', async ({ lesson, id, keys, count }) => {
    const course = await openAt(lesson, id, { width: 120, height: 60 });
    while (!/ (?:select|sort) {2}/.test(course.rows().at(-1) ?? '')) await course.press('return');
    const [, named = ''] = / {2}((?:[a-g1-9] )+)(?:select|sort) /.exec(course.rows().at(-1) ?? '') ?? [];
    expect(named.trim()).toBe([...keys].slice(0, count).join(' '));
  });
});

describe('the document of a refusal', () => {
  it('is whole three times, and after that a key shows it', async () => {
    const course = await openAt('ten-lines', 'no-line-three', { height: 100 });
    const send = async () => {
      if (!course.rows().at(-1)?.includes('send')) await course.press('s');
      await course.press('return');
    };
    for (let sent = 0; sent < 3; sent++) {
      await send();
      expect(course.text()).toContain('<StringToSign>');
      expect(course.rows().at(-1)).not.toContain('whole response');
      await course.press('right');
    }
    await send();
    expect(course.text()).toMatch(/The whole response {2}\d+ lines; v shows them/);
    expect(course.text()).not.toContain('<StringToSign>');
    expect(course.rows().at(-1)).toContain('v whole response');
    await course.press('v');
    expect(course.text()).toContain('<StringToSign>');
    expect(course.rows().at(-1)).not.toContain('whole response');
  });
});

describe('the gutter of a lesson', () => {
  it('is that of a walk', async () => {
    const course = await openAt('ten-lines', 'look', { height: 100 });
    for (const row of [
      ' MP   0 GET /test.txt HTTP/1.1\\r\\n',
      ' M    1 GET\\n',
      ' .    3 \\n',
      ' H    4 host:examplebucket.s3.amazonaws.com\\n',
      ' N1   5 range:bytes=0-9\\n',
      ' D    7 x-amz-date:20130524T000000Z\\n',
      ' #      7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
    ])
      expect(course.rows()).toContain(row);
  });
});
