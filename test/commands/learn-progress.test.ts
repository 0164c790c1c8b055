/** What `sigv4 learn` keeps, forgets and counts: hints, reset, files that somebody has changed or that no one may write. */
import { describe, expect, it } from 'vitest';
import type { ShownCourse } from '../../src/app/course/shown-course.ts';
import type { World } from '../../src/app/world/world.ts';
import { problem } from '../../src/bytes/problem.ts';
import { learn } from '../../src/commands/learn/learn.ts';
import { withLesson } from '../../src/lessons/course/progress.ts';
import { NO_RECORD } from '../../src/lessons/playing/records.ts';
import { screenFor, worldOf } from '../support/commands/test-world.ts';
import { courseWorld, LESSONS } from '../support/lessons/small-course.ts';

describe('a hint', () => {
  it('is the next one each time, and the last one again', async () => {
    const { run, output, progress } = courseWorld();
    for (let times = 0; times < 4; times++) expect(await run('hint ten')).toBe(0);
    const numbers = [...output().matchAll(/Hint (\d) of 3\n {2}(.*)/g)].map(([, number, text]) => `${number} ${text}`);
    expect(numbers).toEqual(['1 Look at it.', expect.stringContaining('2 The rule'), '3 It is this.', '3 It is this.']);
    expect(progress.get('')).toContain('ten-lines line-three open hints 3');
  });

  it('is for the lesson that was played last, if none is named', async () => {
    const { run, progress } = courseWorld({}, 'last encode-once\nencode-once send seen\n');
    await run('hint');
    expect(progress.get('')).toContain('encode-once line-three open hints 1');
  });

  it('is none where no check is open', async () => {
    const { run, errors } = courseWorld({}, 'ten-lines line-three passed attempts 1\n');
    expect(await run('hint 3')).toBe(1);
    expect(errors()).toContain('No check of ten-lines is open.');
  });
});

describe('reset', () => {
  const PLAYED = 'last ten-lines\nten-lines send seen\nencode-once send seen\nof-a-newer-version step seen\n';

  it.each([
    ['reset ten', ['ten-lines (started'], ['encode-once send seen', 'of-a-newer-version step seen']],
    ['reset all', ['ten-lines', 'encode-once'], ['of-a-newer-version step seen']],
  ])('%s says what it forgot, and keeps the rest', async (words, forgotten, kept) => {
    const { run, output, progress } = courseWorld({}, PLAYED);
    expect(await run(words)).toBe(0);
    for (const name of forgotten) expect(output()).toContain(`Deleted the progress in ${name}`);
    const lines = (progress.get('') ?? '').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual(kept);
  });

  it('says where there was nothing', async () => {
    const { run, output } = courseWorld();
    expect(await run('reset 3')).toBe(0);
    expect(output()).toBe('There was nothing to forget.\n');
  });

  it.each([
    ['after a lesson was played', PLAYED, 'sigv4 learn reset ten-lines, '],
    ['where none was', '', 'sigv4 learn reset NAME, '],
  ])('wants a name, and forgets nothing without one: %s', async (_when, before, said) => {
    const { run, errors, output, progress } = courseWorld({}, before);
    expect(await run('reset')).toBe(2);
    expect(output()).toBe('');
    expect(errors()).toContain(said);
    expect(errors()).toContain('sigv4 learn reset all');
    expect(progress.get('') ?? '').toBe(before);
  });
});

describe('--fresh', () => {
  const PLAYED = 'last ten-lines\nten-lines guess answered answer b\n';

  it.each(['', 'ten', 'next', 'test'])(
    'shows a course without progress, and keeps nothing: learn %s',
    async (words) => {
      const shown: ShownCourse[] = [];
      const screen = screenFor({ course: async (course) => 0 * shown.push(course) });
      const { run, progress } = courseWorld({ screen }, PLAYED);
      expect(await run(words)).toBe(0);
      expect(await run(words, { fresh: true })).toBe(0);
      const [usual, fresh] = shown;
      expect(usual?.progress.records.size).toBe(1);
      expect(fresh?.progress).toEqual({ records: new Map(), others: [], last: null });
      const record = { ...NO_RECORD, state: 'seen' } as const;
      expect(await fresh?.keep(withLesson(fresh.progress, 'ten-lines', new Map([['send', record]])))).toBeNull();
      expect(progress.get('')).toBe(PLAYED);
    },
  );

  it.each(['list', 'hint ten', 'reset all', 'answer ten'])('is not for learn %s', async (words) => {
    const { run, errors, progress } = courseWorld({}, PLAYED);
    expect(await run(words, { fresh: true })).toBe(2);
    expect(errors()).toContain('--fresh is only for the screen.');
    expect(progress.get('')).toBe(PLAYED);
  });
});

describe('a file that somebody has changed', () => {
  it.each([
    'ten-lines line-three passed attempts -5',
    'ten-lines line-three passed attempts 99999999999999999999',
    'ten-lines guess answered answer zzz',
    'test-out ten-lines-line answered answer c',
  ])('is not believed where it says what cannot be, and keeps it: %s', async (line) => {
    const { run, output, progress } = courseWorld({}, `${line}\nencode-once send seen\n`);
    await run('list');
    expect(output()).toMatch(/ten-lines +15 min {2}new/);
    await run('hint encode');
    expect(progress.get('')).toContain(`\n${line}\n`);
  });
});

describe('where nothing can be kept', () => {
  const full = problem('progress', 'It cannot be written.', 'Make room.');
  const SEEN = new Map([['send', { ...NO_RECORD, state: 'seen' } as const]]);

  it.each([
    ['a hint', 'hint 3', {}, 'Hint 1 of 3'],
    ['a prediction', 'answer 3', { step: 'guess' }, 'Your answer was read.'],
    ['a lesson that is forgotten', 'reset 3', {}, ''],
  ])('%s says so, and the exit code too', async (_what, words, options, said) => {
    const made = worldOf({ lessons: LESSONS, updateProgress: async () => full }, { '-': 'a\n' });
    made.progress.set('', 'ten-lines send seen\n');
    expect(await learn.run(made.world, options, words.split(' '))).toBe(1);
    expect(made.output()).toContain(said);
    expect(made.errors()).toBe('sigv4: It cannot be written. Make room.\n');
  });

  it('the screen is told once', async () => {
    const told: unknown[] = [];
    const showCourse = async ({ keep, progress }: ShownCourse) => {
      for (let times = 0; times < 3; times++) told.push(await keep(progress));
      return 0;
    };
    await courseWorld({ screen: screenFor({ course: showCourse }), updateProgress: async () => full }).run('');
    expect(told).toEqual([full, null, null]);
  });

  it('what could not be written is written once there is room, and said anew when there is none again', async () => {
    const told: unknown[] = [];
    let room: 'none' | 'some' = 'none';
    const written: string[] = [];
    const updateProgress: World['updateProgress'] = async (_file, change) => {
      if (room === 'none') return full;
      written.push(change(written.at(-1) ?? ''));
      return null;
    };
    const showCourse = async ({ keep, progress }: ShownCourse) => {
      const first = withLesson(progress, 'ten-lines', SEEN);
      const both = withLesson(first, 'encode-once', SEEN);
      told.push(await keep(first));
      room = 'some';
      told.push(await keep(both));
      room = 'none';
      told.push(await keep(first));
      return 0;
    };
    await courseWorld({ screen: screenFor({ course: showCourse }), updateProgress }).run('');
    expect(told).toEqual([full, null, full]);
    expect(written.join('')).toContain('ten-lines send seen\nencode-once send seen\n');
  });

  it('the usual file is not needed, and never written over', async () => {
    const written: string[] = [];
    const { run, output, errors } = courseWorld({
      readProgress: async () => full,
      updateProgress: async (_file, change) => {
        written.push(change(''));
        return null;
      },
    });
    expect(await run('hint 3')).toBe(1);
    expect(output()).toContain('Hint 1 of 3');
    expect(errors()).toBe('sigv4: It cannot be written. Make room.\n');
    expect(written).toEqual([]);
  });

  it('a file that was named is needed', async () => {
    const { run } = courseWorld({ readProgress: async () => full });
    expect(await run('hint 3', { state: 'elsewhere' })).toBe(2);
  });
});

describe('--state', () => {
  it('names the file', async () => {
    const { run, progress } = courseWorld();
    await run('hint 3', { state: 'elsewhere' });
    expect([...progress.keys()]).toEqual(['elsewhere']);
  });

  it.each([
    ['a line of a lesson', 'ten-lines send seen\n', 0],
    [
      'the heading, and lessons of a newer version',
      '# What was done in "sigv4 learn": a line a step. Lines that are not known are kept.\nnew step seen\n',
      0,
    ],
    ['a letter to somebody', 'Dear all,\n\nsee you.\n', 2],
  ])('never writes over another file: %s', async (_what, text, status) => {
    const { run, progress } = courseWorld();
    progress.set('elsewhere', text);
    expect(await run('hint 3', { state: 'elsewhere' })).toBe(status);
    expect(progress.get('elsewhere') === text).toBe(status !== 0);
  });
});
