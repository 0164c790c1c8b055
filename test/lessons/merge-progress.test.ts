/** Two terminals at the same course: neither takes away what the other has kept. */
import { describe, expect, it } from 'vitest';
import { mergedProgress } from '../../src/lessons/merge-progress.ts';
import { readProgress, withLesson, withoutLesson, writeProgress } from '../../src/lessons/progress.ts';
import { NO_RECORD } from '../../src/lessons/records.ts';

const progressOf = (...lines: string[]) => readProgress(lines.join('\n'), (name) => name !== 'unknown');
const linesOf = (progress: ReturnType<typeof progressOf>) =>
  writeProgress(progress)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
const PASSED = new Map([['line-three', { ...NO_RECORD, standing: 'passed', attempts: 1 } as const]]);

describe('what two terminals have kept', () => {
  const before = progressOf('knock guess answered answer a', 'ten-lines guess answered answer b');
  const after = withLesson(before, 'ten-lines', PASSED);

  it('has what each of them changed', () => {
    const kept = progressOf('knock send seen', 'ten-lines guess answered answer b', 'replay send seen');
    expect(linesOf(mergedProgress(kept, before, after))).toEqual([
      'last ten-lines',
      'knock send seen',
      'ten-lines line-three passed attempts 1',
      'replay send seen',
    ]);
  });

  it('has the lines that are not known', () => {
    const kept = progressOf('unknown step seen', 'a line of a newer version');
    expect(linesOf(mergedProgress(kept, before, after))).toContain('unknown step seen');
  });

  it('has no lesson that one of them has reset', () => {
    const kept = progressOf('knock guess answered answer a', 'ten-lines guess answered answer b');
    expect(linesOf(mergedProgress(kept, before, withoutLesson(before, 'ten-lines')))).toEqual([
      'knock guess answered answer a',
    ]);
  });
});
