/** Lines answered in batches, in their order, however late the answers come. */
import { describe, expect, it } from 'vitest';
import { answerLines } from '../../src/app/reading/json-lines.ts';
import type { AnsweredLines, BatchAnswerer } from '../../src/app/world/programs.ts';
import { isProblem, type Problem, problem } from '../../src/bytes/problem.ts';
import { linesOf, worldOf } from '../support/commands/test-world.ts';

const pieces = (...texts: readonly string[]) => texts.map((text) => Buffer.from(text));
const answerOf = (text: string): AnsweredLines => ({ text, verdict: 'yes', secrets: 'known' });
const TURN = () => new Promise((resolve) => setImmediate(resolve));

/** An answerer whose batches are answered by hand, and what became of the program. */
function start(mostOpen: number, texts: readonly string[]) {
  const asked: { readonly text: string; readonly answer: (found?: Problem) => void }[] = [];
  const answerer: BatchAnswerer = {
    mostOpen,
    answer(lines) {
      const text = lines.map((line) => (line === 'too-long' ? line : Buffer.from(line).toString())).join('+');
      const { promise, resolve } = Promise.withResolvers<AnsweredLines | Problem>();
      asked.push({ text, answer: (found) => resolve(found ?? answerOf(text)) });
      return promise;
    },
  };
  const test = worldOf({ inputLines: (longest) => linesOf(pieces(...texts), longest) });
  return { asked, code: answerLines(test.world, answerer), output: test.output, errors: test.errors };
}

const LINES = ['a\n', 'b\n', 'c\n', 'd\n', 'e\n', 'f\n', 'g\n', 'h\n', 'i\n', 'j\n', 'k\n', 'l\n'];

describe('batches', () => {
  it.each([1, 2, 4, 11])('are open %i at a time where the answerer wants so many', async (mostOpen) => {
    const { asked, code, output } = start(mostOpen, LINES);
    for (let answered = 0; answered < LINES.length; answered++) {
      await TURN();
      expect(asked.length).toBe(Math.min(mostOpen + answered, LINES.length));
      asked[answered]?.answer();
    }
    expect([await code, output()]).toEqual([0, 'abcdefghijkl']);
  });

  it('are written in their order, whichever is answered first', async () => {
    const { asked, code, output } = start(12, LINES);
    await TURN();
    for (const { answer } of [...asked].reverse()) answer();
    expect([await code, output()]).toEqual([0, 'abcdefghijkl']);
  });

  it('without a line are none: a piece of a long line brings none to its end', async () => {
    const { asked, code } = start(9, ['a', 'b', '\n', '', 'c', 'd', '\ne']);
    await TURN();
    expect(asked.map(({ text }) => text)).toEqual(['ab', 'cd', 'e']);
    for (const { answer } of asked) answer();
    expect(await code).toBe(0);
  });

  it('end with the first that is a problem: what was answered before it is written, and nothing after', async () => {
    const { asked, code, output, errors } = start(4, LINES);
    await TURN();
    const [first, second, third, fourth] = asked;
    fourth?.answer();
    third?.answer();
    second?.answer(problem('profile', 'It broke.', 'Mend it.'));
    first?.answer();
    expect([await code, output(), errors()]).toEqual([2, 'a', 'sigv4: It broke. Mend it.\n']);
    expect(asked.length).toBeLessThan(LINES.length);
  });

  it('end with the problem of the input, after what came before it', async () => {
    const inputLines = async function* (longest: number) {
      yield* linesOf(pieces('a\n'), longest);
      yield problem('input', 'It broke.', 'Mend it.');
    };
    const test = worldOf({ inputLines });
    const answer: BatchAnswerer['answer'] = async (lines) =>
      answerOf(String(lines.filter((line) => !isProblem(line)).length));
    expect(await answerLines(test.world, { answer, mostOpen: 3 })).toBe(2);
    expect([test.output(), test.errors()]).toEqual(['1', 'sigv4: It broke. Mend it.\n']);
  });
});
