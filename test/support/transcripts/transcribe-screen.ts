/** The screen of a walk or of the course, step by step, as text that a reviewer can read. */

import type { ShownCourse, WalkCommands } from '../../../src/app/course/shown-course.ts';
import type { ShownPastePage, ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { stepsOf } from '../../../src/lessons/playing/records.ts';
import type { Layout, ScreenSize } from '../../../src/screen/components/regions.ts';
import { describeCourse } from '../../../src/screen/course/describe-course.tsx';
import { beginSession, type DrawnSession, type Session, type SessionTerminal } from '../../../src/screen/session.ts';
import { describeTraffic } from '../../../src/screen/traffic/describe-traffic.tsx';
import { describeWalk } from '../../../src/screen/walk/describe-walk.tsx';
import type { Frame } from '../../../src/screen/walk/view.ts';
import { canSend } from '../../../src/screen/walk/walk-state.ts';
import { screenFor } from '../commands/test-world.ts';
import { LESSONS, openAt } from '../screen/course-on-screen.ts';
import { textsOf } from '../screen/drawn-rows.tsx';
import { seenTraffic } from '../screen/traffic-entries.ts';
import { runScene, type Scene } from './transcribe.ts';

/** The sizes at which every step of a walk is written down. */
export const SIZES: readonly ScreenSize[] = [
  { width: 60, height: 20 },
  { width: 80, height: 24 },
  { width: 120, height: 40 },
];

export const NO_TERMINAL: SessionTerminal = { write: () => {} };

export interface Opened {
  walk: ShownWalk | null;
  commands: WalkCommands | undefined;
  course: ShownCourse | null;
  page: ShownPastePage | null;
}

/** What a command line opens on the screen. */
export async function openedBy(scene: Scene): Promise<Opened> {
  const opened: Opened = { walk: null, commands: undefined, course: null, page: null };
  await runScene({
    ...scene,
    changes: {
      isOutputTerminal: true,
      screen: screenFor({
        walk: async (walk, commands) => {
          opened.walk = walk;
          opened.commands = commands;
          return 0;
        },
        course: async (course) => {
          opened.course = course;
          return 0;
        },
        paste: async (page) => {
          opened.page = page;
          return 0;
        },
      }),
      ...scene.changes,
    },
  });
  return opened;
}

/** Each step of the walk that a command line opens, at a size; the request is sent where it is asked for. */
export async function stepsTranscript(scene: Scene, size: ScreenSize, layout: Layout = 'usual'): Promise<string> {
  const { walk, commands } = await openedBy(scene);
  if (walk === null) throw new Error(`sigv4 ${scene.line} opens no walk.`);
  const session = beginSession(describeWalk(walk, commands ? { commands } : {}), { size, layout }, NO_TERMINAL);
  const pictures: string[] = [];
  // The whole signature is before the first step.
  const now = () => session.state().state.step + 1;
  for (let step = -1; now() !== step; ) {
    step = now();
    await sendAt(session);
    pictures.push(pictureOf(session, `step ${step}`));
    session.take({ kind: 'key', key: 'right' });
  }
  return titled(`sigv4 ${scene.line}, ${size.width}×${size.height}`, pictures);
}

/** The same for somebody who listens. */
export async function heardTranscript(scene: Scene): Promise<string> {
  const { walk } = await openedBy(scene);
  if (walk === null) throw new Error(`sigv4 ${scene.line} opens no walk.`);
  const session = beginSession(describeWalk(walk), { size: { width: 80, height: 24 }, layout: 'heard' }, NO_TERMINAL);
  const announcer = session.announcer();
  const lines = [...announcer.all()];
  for (let step = -1; session.state().state.step !== step; ) {
    step = session.state().state.step;
    await sendAt(session);
    session.take({ kind: 'key', key: 'right' });
    lines.push(...announcer.change());
  }
  return `=== sigv4 ${scene.line}, to listen to\n${lines.map((line) => `${line}\n`).join('')}`;
}

/** Presses enter where that sends the request to the sandbox, waits for the answer, and goes back. */
async function sendAt(session: Session<Frame>): Promise<void> {
  const { step } = session.state().state;
  if (!canSend(session.state().state)) return;
  session.take({ kind: 'key', key: 'return' });
  while (session.state().state.sending.kind === 'sending') await nextChange(session);
  if (session.state().state.step !== step) session.take({ kind: 'key', key: 'left' });
}

const nextChange = (session: Session<Frame>): Promise<void> =>
  new Promise((resolve) => {
    const unsubscribe = session.subscribe(() => {
      unsubscribe();
      resolve();
    });
  });

/** The list of the course, and the list after each of these keys. */
export async function courseListTranscript(size: ScreenSize, keys: readonly string[]): Promise<string> {
  const { course } = await openedBy({ line: 'learn' });
  if (course === null) throw new Error('sigv4 learn opens no course.');
  const session = beginSession(describeCourse(course), { size, layout: 'usual' }, NO_TERMINAL);
  const pictures = [pictureOf(session, 'at first')];
  for (const key of keys) {
    session.take({ kind: 'key', key });
    pictures.push(pictureOf(session, `after ${key}`));
  }
  return titled(`sigv4 learn, ${size.width}×${size.height}`, pictures);
}

/** The requests of a capture, and the list after each of these keys; then what is said of the same to listen to. */
export async function trafficTranscript(size: ScreenSize, keys: readonly string[]): Promise<string> {
  const session = beginSession(
    describeTraffic(seenTraffic(), () => {}),
    { size, layout: 'usual' },
    NO_TERMINAL,
  );
  const pictures = [pictureOf(session, 'before the first request')];
  const announcer = session.announcer();
  const heard = [...announcer.all()];
  while (session.state().total === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  heard.push(...announcer.change());
  pictures.push(pictureOf(session, 'eight requests'));
  for (const key of keys) {
    session.take({ kind: 'key', key });
    heard.push(...announcer.change());
    pictures.push(pictureOf(session, `after ${key}`));
  }
  const said = `--- to listen to\n${heard.map((line) => `${line}\n`).join('')}`;
  return `${titled(`sigv4 capture, ${size.width}×${size.height}`, pictures)}${said}`;
}

/** Each step of a lesson as it opens. */
export async function lessonTranscript(name: string, { width, height }: ScreenSize): Promise<string> {
  const lesson = LESSONS.find((one) => one.name === name);
  if (!lesson) throw new Error(`There is no lesson ${name}.`);
  const pictures: string[] = [];
  for (const { id } of stepsOf(lesson, 'guided')) {
    const course = await openAt(name, id, { width, height });
    pictures.push(`--- step ${id}\n${course.text()}\n`);
  }
  return titled(`sigv4 learn ${name}, ${width}×${height}`, pictures);
}

function pictureOf(session: DrawnSession, title: string): string {
  const rows = textsOf(session);
  return `--- ${title}\n${rows.map((row) => `${row.trimEnd()}\n`).join('')}`;
}

const titled = (title: string, pictures: readonly string[]) => `=== ${title}\n${pictures.join('\n')}`;
