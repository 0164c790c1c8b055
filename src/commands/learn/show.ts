/** Shows a lesson or the list of lessons, either on the screen or, if there is no screen, as text. */

import type { ShownCourse } from '../../app/course/shown-course.ts';
import { ANSWER_IS_NO, complain, DONE } from '../../app/options/command.ts';
import { asksForPrint } from '../../app/outputs/output-options.ts';
import { writeResult } from '../../app/outputs/write-result.ts';
import { EXAMPLE_DESTINATION, sendToSandbox } from '../../app/sandboxes/send-to-sandbox.ts';
import { pasteReader } from '../../app/walks/pasted-walk.ts';
import { signedWalk } from '../../app/walks/planned-walk.ts';
import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import type { World } from '../../app/world/world.ts';
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { problem } from '../../bytes/problem.ts';
import { bodyOf } from '../../http/body/request-body.ts';
import { writeRequestHead } from '../../http/message.ts';
import { lessonToGoOnWith } from '../../lessons/course/course.ts';
import { wordSaid } from '../../lessons/kinds/reading.ts';
import type { Lesson, PreparedLesson } from '../../lessons/lesson.ts';
import type { LessonForm } from '../../lessons/playing/records.ts';
import type { PreparedRequest } from '../../lessons/prepared.ts';
import { prepareLesson } from '../../lessons/shots/prepare.ts';
import { serverAt } from '../../lessons/shots/shots.ts';
import { plainBlocks } from '../../outputs/plain/plain-text.ts';
import { createSandbox } from '../../sandbox/sandbox.ts';
import { courseList, foundLessons, lessonsFound } from '../../views/lessons/course-page.ts';
import { gradeInCourse } from '../grade/grade-in-course.ts';
import type { Learning } from './course.ts';
import { sendShot } from './hand-in.ts';

/** Shows a lesson, or the list if `lesson` is `null`. Resolves with the exit code. */
export async function showLesson(learning: Learning, lesson: Lesson | null): Promise<number> {
  const { world, options, screen } = learning;
  const form: LessonForm = options.challenge ? 'challenge' : 'guided';
  if (world.screen && !asksForPrint(options)) {
    const course = shownCourse(learning, lesson && { lesson, form });
    return world.screen.show({ kind: 'course', course }, screen);
  }
  if (lesson === null) return listCourse(learning, []);
  const prepared = await prepareLesson(lesson);
  const result = { kind: 'lesson', lesson: prepared, form, hasNotes: options.notes === true } as const;
  return writeResult(world, options, result, DONE);
}

/** The course, and where it is shown. */
interface OpenedCourse extends Pick<Learning, 'course'> {
  readonly world: World;
}

/**
 * Prepares the course that the screen shows. The screen begins with the lesson in `opens`, or with the list if `opens`
 * is `null`.
 */
export function shownCourse({ world, course }: OpenedCourse, opens: ShownCourse['opens']): ShownCourse {
  return {
    ...course,
    opens,
    prepare: prepareLesson,
    send: (lesson, shot) => sendShot(world, lesson, shot),
    walk: (lesson, request) => lessonWalk(world, lesson, request),
    grade: (command, signal) => gradeInCourse(world, command, signal),
  };
}

/**
 * Creates the walk of a request in a lesson. The walk's inputs cannot be edited. Throws if the request is not signed.
 */
function lessonWalk(world: World, { name: lessonName }: PreparedLesson, request: PreparedRequest): ShownWalk {
  const { trace, asked, name, head, body } = request;
  if (trace === null) throw new Error(`The request ${name} of the lesson ${lessonName} is not signed.`);
  const headOctets = writeRequestHead(head).octets;
  const message = arrayFromOctets((headOctets + body) as Octets);
  const sandbox = createSandbox(serverAt(request));
  const shown = { world, showsSecrets: false, paste: pasteReader(world, {}) };
  return signedWalk(shown, {
    trace,
    url: asked.url,
    body: bodyOf(body),
    destination: { signedFor: new URL(asked.url).host, goesTo: 'sandbox', connectsTo: EXAMPLE_DESTINATION },
    showsSecrets: false,
    otherSecrets: [],
    head: headOctets,
    send: (watched) => sendToSandbox(sandbox, world, { method: asked.method, request: message, ...watched }),
  });
}

/** Prints all lessons or, if there are words, the lessons that contain all of them. Returns the exit code. */
export function listCourse({ world, course }: Learning, words: readonly string[]): number {
  const { lessons, progress } = course;
  if (words.length === 0) {
    const blocks = courseList(lessons, progress.records, lessonToGoOnWith(lessons, progress));
    world.output(plainBlocks(blocks, world.outputWidth));
    return DONE;
  }
  const found = lessonsFound(lessons, words.join(' '));
  if (found.length === 0) {
    const says = `No lesson mentions ${words.map((word) => wordSaid(word, 'something else')).join(' and ')}.`;
    const found = problem('no-lesson', says, 'Try other words, or list all lessons: sigv4 learn list.');
    return complain(world, found, ANSWER_IS_NO);
  }
  world.output(plainBlocks(foundLessons(found, lessons, progress.records), world.outputWidth));
  return DONE;
}
