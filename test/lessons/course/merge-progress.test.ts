/** Two terminals at the same course: neither takes away what the other has kept. */
import { describe, expect, it } from 'vitest';
import {
  mergeProgress,
  readProgress,
  withLesson,
  withoutLesson,
  writeProgress,
} from '../../../src/lessons/course/progress.ts';
import { NO_RECORD } from '../../../src/lessons/playing/records.ts';

const progressOf = (...lines: string[]) => readProgress(lines.join('\n'), (name) => name !== 'unknown');
const linesOf = (progress: ReturnType<typeof progressOf>) =>
  writeProgress(progress)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
const PASSED = new Map([['line-three', { ...NO_RECORD, state: 'passed', attempts: 1 } as const]]);

describe('what two terminals have kept', () => {
  const before = progressOf('knock guess answered answer a', 'ten-lines guess answered answer b');
  const after = withLesson(before, 'ten-lines', PASSED);

  it('has what each of them changed', () => {
    const kept = progressOf('knock send seen', 'ten-lines guess answered answer b', 'replay send seen');
    expect(linesOf(mergeProgress(kept, before, after))).toEqual([
      'last ten-lines',
      'knock send seen',
      'ten-lines line-three passed attempts 1',
      'replay send seen',
    ]);
  });

  it.each([
    {
      of: 'a step that the other terminal has answered in the same lesson',
      kept: ['knock send seen', 'knock why passed attempts 1'],
      opened: ['knock send seen'],
      played: ['knock send seen', 'knock look seen'],
      wanted: ['knock send seen', 'knock why passed attempts 1', 'knock look seen'],
    },
    {
      of: 'what passed in the other terminal, though it was wrong in this one',
      kept: ['knock why passed attempts 1'],
      opened: [],
      played: ['knock why open attempts 2'],
      wanted: ['knock why passed attempts 3'],
    },
    {
      of: 'the hint of one terminal beside the solution of the other',
      kept: ['knock why open hints 1 solution-shown'],
      opened: ['knock why open hints 1'],
      played: ['knock why open hints 2'],
      wanted: ['knock why open hints 2 solution-shown'],
    },
    {
      of: 'only the step that was played after the other terminal had reset the lesson',
      kept: [],
      opened: ['knock send seen', 'knock why passed attempts 3'],
      played: ['knock send seen', 'knock why passed attempts 3', 'knock look seen'],
      wanted: ['knock look seen'],
    },
    {
      of: 'a step that was reset without its lesson no more, and all others',
      kept: ['knock send seen', 'knock why passed attempts 1', 'knock look seen'],
      opened: ['knock send seen', 'knock why passed attempts 1'],
      played: ['knock send seen'],
      wanted: ['knock send seen', 'knock look seen'],
    },
    {
      of: 'nothing of a lesson that was reset, also of what the other terminal has added',
      kept: ['knock send seen', 'knock look seen', 'replay send seen'],
      opened: ['knock send seen'],
      played: [],
      wanted: ['replay send seen'],
    },
  ])('has $of', ({ kept, opened, played, wanted }) => {
    expect(linesOf(mergeProgress(progressOf(...kept), progressOf(...opened), progressOf(...played)))).toEqual(wanted);
  });

  it.each([
    { of: 'the lesson that is played', kept: 'replay', opened: 'knock', played: 'ten-lines', wanted: 'ten-lines' },
    {
      of: 'that of the other terminal where none is',
      kept: 'replay',
      opened: 'knock',
      played: 'knock',
      wanted: 'replay',
    },
    { of: 'none after it was reset', kept: 'knock', opened: 'knock', played: null, wanted: null },
    {
      of: 'that of the other terminal after another was reset',
      kept: 'replay',
      opened: 'knock',
      played: null,
      wanted: 'replay',
    },
  ])('has as the last one $of', ({ kept, opened, played, wanted }) => {
    const last = (name: string | null) => ({ ...progressOf(), last: name });
    expect(mergeProgress(last(kept), last(opened), last(played)).last).toBe(wanted);
  });

  it('has as the last one a lesson in which something was done once more', () => {
    const opened = progressOf('last knock', 'knock send seen');
    const played = withLesson(opened, 'knock', new Map([['send', { ...NO_RECORD, state: 'seen' } as const]]));
    expect(mergeProgress(progressOf('last replay'), opened, played).last).toBe('knock');
  });

  it('has the lines that are not known', () => {
    const kept = progressOf('unknown step seen', 'a line of a newer version');
    expect(linesOf(mergeProgress(kept, before, after))).toContain('unknown step seen');
  });

  it('has no lesson that one of them has reset', () => {
    const kept = progressOf('knock guess answered answer a', 'ten-lines guess answered answer b');
    expect(linesOf(mergeProgress(kept, before, withoutLesson(before, 'ten-lines')))).toEqual([
      'knock guess answered answer a',
    ]);
  });
});
