/** The standard error of a program that is started several times: once where it is the same, and at once where it is not. */
import { expect, it } from 'vitest';
import { talkOnce } from '../../../src/commands/grade/talk-once.ts';
import { grade } from '../../support/grading/grade-command.ts';

/** What is written of the pieces of each process. */
function written(processes: readonly (readonly string[])[]): readonly string[] {
  const texts: string[] = [];
  const talkOf = talkOnce((text) => texts.push(text));
  for (const pieces of processes) {
    const talk = talkOf();
    for (const piece of pieces) talk.take(Buffer.from(piece, 'latin1'));
    talk.end();
  }
  return texts;
}

const LONG = 'a'.repeat(70_000);

it.each<[string, readonly (readonly string[])[], readonly string[]]>([
  ['as it arrives, from the first process', [['a', 'b']], ['a', 'b']],
  ['not again if the next ones repeat it', [['fault\n'], ['fa', 'ult\n'], ['fault\n']], ['fault\n']],
  ['whole if it begins alike', [['fault 1\n'], ['fault ', '2\n', 'c']], ['fault 1\n', 'fault 2\n', 'c']],
  ['whole if it has more', [['a'], ['a', 'b']], ['a', 'ab']],
  ['whole if it has less', [['ab'], ['a']], ['ab', 'a']],
  ['also if it is as long as a flood', [[LONG], [LONG]], [LONG, LONG]],
  ['with a letter that is cut in two', [['\xc3', '\xa4']], ['', 'ä']],
])('is passed on %s', (_what, processes, texts) => {
  expect(written(processes)).toEqual(texts);
});

it('is there once for a program that cannot be read', async () => {
  const { errors } = await grade({}, ['-e', 'this is no program']);
  expect(errors.match(/SyntaxError/g)).toHaveLength(1);
});
