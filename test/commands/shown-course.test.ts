/** The course for the screen: shots and walks go over a socket, and come to what was foreseen. */

import { describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/processes/real-program.ts';
import { openCourse } from '../../src/commands/learn/course.ts';
import { shownCourse } from '../../src/commands/learn/show.ts';
import type { CommandWorld } from '../../src/commands/table.ts';
import { shotsOf } from '../../src/lessons/files/parts-of-lesson.ts';
import type { Shot } from '../../src/lessons/format-parts.ts';
import { SIGNATURE } from '../../src/sigv4/stages/authorization.ts';
import { findValue } from '../../src/trace/trace.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { tutorial } from '../support/fixtures.ts';
import { lessonOfText, preparedOfText } from '../support/lessons/lesson-text.ts';
import { expectProblem, sound } from '../support/problems.ts';

async function courseOf(changes: Partial<CommandWorld> = {}) {
  const { world } = worldOf(changes);
  const course = sound(await openCourse(world, {}));
  return shownCourse({ world, course }, null);
}

/** Never interrupts. */
const NEVER = new AbortController().signal;

describe('a shot', () => {
  it('of every lesson comes to what the lesson expects, over a socket', async () => {
    const course = await courseOf({ lessons: tutorial });
    let count = 0;
    for (const lesson of course.lessons) {
      const prepared = await course.prepare(lesson);
      for (const shot of shotsOf(lesson)) {
        const { status, code } = sound(await course.send(prepared, shot));
        const wanted = {
          lesson: lesson.name,
          shot: shot.id,
          status: shot.expect.status,
          code: shot.expect.code ?? null,
        };
        expect({ lesson: lesson.name, shot: shot.id, status, code }).toEqual(wanted);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(10);
  });

  it('that no one can send is a problem', async () => {
    const course = await courseOf();
    const [first] = lessonOfText().run;
    const shot: Shot = { ...(first as Shot), mistake: 'no-such/mistake' };
    expectProblem(await course.send(await preparedOfText(), shot), 'mistake');
  });

  it('without a port says so, and does not end the course', async () => {
    const course = await courseOf({ listen: () => Promise.reject(new Error('all are taken')) });
    const [shot] = lessonOfText().run;
    expect(expectProblem(await course.send(await preparedOfText(), shot as Shot), 'no-port').says).toContain(
      'all are taken',
    );
  });
});

describe('the walk of a request of a lesson', () => {
  it('has its values, and the sandbox accepts it', async () => {
    const course = await courseOf();
    const lesson = await preparedOfText();
    const walk = course.walk(lesson, lesson.prepared[0]);
    // the AWS example: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html.
    expect(findValue(walk.facts.trace, SIGNATURE.id)?.bytes.octets).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
    const exchange = await walk.send?.(null);
    expect(exchange?.response?.head.status).toBe(206);
    expect(walk.editor).toBeNull();
  });

  it('of one that is not signed cannot be asked for', async () => {
    const course = await courseOf();
    const lesson = await preparedOfText({
      requests:
        'requests:\n  main: { url: https://examplebucket.s3.amazonaws.com/test.txt }\n  open: { url: https://examplebucket.s3.amazonaws.com/test.txt, form: none }',
    });
    const open = lesson.prepared.find(({ name }) => name === 'open');
    expect(() => open && course.walk(lesson, open)).toThrow('is not signed');
  });
});

describe('a signer that is graded', () => {
  it.each([
    ['without a program', '   ', 'No program is named.'],
    ['with a quotation mark that nothing ends', "python3 'x", "'"],
    ['behind which a shell would go on', 'python3 x | tee y', 'the "|"'],
    ['that cannot be started', './no-such-signer', 'no-such-signer'],
  ])('%s has not passed, and is told why', async (_what, command, says) => {
    const course = await courseOf({ runProgram });
    const graded = await course.grade(command, NEVER);
    expect(graded.passed).toBe('no');
    expect(graded.says.join('\n')).toContain(says);
  });

  it('has passed where all of its answers are right; its command line may have quotation marks', async () => {
    const course = await courseOf({ runProgram });
    const { passed, says } = await course.grade(`'${process.execPath}' "tutorial/signers/signer.mjs"`, NEVER);
    expect(says[0]).toMatch(/^✓ (\d+) of \1 cases are right/);
    expect(passed).toBe('yes');
  });
});
