/** The course being looked at, and the walks that it leads to: who is on the screen has the keys. */

import type { ShownWalk } from '../../app/walks/shown-walk.ts';
import type { ShownCourse } from '../../app/world/world.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { ScreenSize } from '../../render/screen/regions.ts';
import type { ScreenRow } from '../../render/screen/style.ts';
import type { Announcer, DrawnSession, SessionTerminal } from '../drawn-session.ts';
import { clipboardSequence } from '../input/clipboard.ts';
import { beginSession, type Session } from '../session.ts';
import { announceCourse, changeOfCourse } from './announce-course.ts';
import { drawCourse } from './course-content.ts';
import { type CourseRoom, type CourseState, type Errand, firstCourseState } from './course-state.ts';
import { type CourseEvent, type CourseNews, nextCourse } from './next-course.ts';
import { type CourseEffect, type CourseErrand, opening } from './opening-lessons.ts';

/** `terminal`: for what goes past the rows, the clipboard and Ctrl-Z. */
export function beginCourse(course: ShownCourse, room: CourseRoom, terminal: SessionTerminal): DrawnSession {
  const listeners = new Set<() => void>();
  let here = room;
  let state = firstCourseState(course);
  let walk: { readonly session: Session; readonly quit: () => void } | null = null;
  let drawn: { readonly of: CourseState; readonly at: CourseRoom; readonly rows: readonly ScreenRow[] } | null = null;
  let running: { readonly errand: Errand; readonly controller: AbortController } | null = null;

  const tell = () => {
    for (const listener of listeners) listener();
  };

  function take(event: CourseEvent): void {
    const before = state;
    const next = nextCourse(state, event, here);
    state = next.state;
    if (state.progress !== before.progress) keep();
    // What nobody waits for any more is stopped, and all of it where the person leaves.
    if (running && (running.errand !== state.busy || state.exitCode !== null)) running.controller.abort();
    tell();
    if (next.effect) carryOut(next.effect);
  }

  function keep(): void {
    const { progress } = state;
    void course.keep(progress).then((problem) => {
      if (problem) take({ kind: 'said', text: `${problem.says} ${problem.mend}` });
    });
  }

  function carryOut(effect: CourseEffect): void {
    if (effect.kind === 'walk') openWalk(effect);
    else if (effect.kind === 'suspend') terminal.suspend();
    else if (effect.kind === 'copy') take({ kind: 'said', text: copied(effect.text, terminal) });
    else runErrand(effect);
  }

  function runErrand(order: CourseErrand): void {
    const controller = new AbortController();
    running = { errand: order.errand, controller };
    void outside(course, order, controller.signal).then(take);
  }

  /** At the stage that the lesson is about. */
  function openWalk({ lesson, request, stage }: Extract<CourseEffect, { readonly kind: 'walk' }>): void {
    const session = walkSession(course.walk(lesson, request), stage, here, terminal);
    const quit = session.subscribe(() => {
      const code = session.exitCode();
      if (code === null) return tell();
      walk?.quit();
      walk = null;
      take({ kind: 'walk-left', code });
    });
    walk = { session, quit };
    void session.complete(async () => {});
    tell();
  }

  if (course.opens) {
    const first = opening(state, course.opens);
    state = first.state;
    if (first.effect) carryOut(first.effect);
  }

  return {
    rows: () => {
      if (walk) return walk.session.rows();
      if (drawn?.of !== state || drawn.at !== here) drawn = { of: state, at: here, rows: drawCourse(state, here) };
      return drawn.rows;
    },
    exitCode: () => state.exitCode,
    take: (event) => (walk ? walk.session.take(event) : take(event)),
    resize: (size: ScreenSize) => {
      if (size.width === here.size.width && size.height === here.size.height) return;
      here = { ...here, size };
      walk?.session.resize(size);
      tell();
    },
    complete: async () => {},
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    announcer: () => announcer(() => ({ state, room: here, walk: walk?.session ?? null })),
  };
}

/** Writes a text for the clipboard; gives what is to be said of it. */
function copied(text: string, terminal: SessionTerminal): string {
  const sequence = clipboardSequence(text);
  if (isProblem(sequence)) return `${sequence.says} ${sequence.mend}`;
  terminal.write(sequence);
  return "The lines were sent to the terminal's clipboard.";
}

/** At this stage. */
function walkSession(walk: ShownWalk, stage: string, room: CourseRoom, terminal: SessionTerminal): Session {
  const session = beginSession(walk, { ...room, stage, home: 'lesson' }, terminal);
  session.take({ kind: 'said', text: 'This is the whole walk of the request. q or esc goes back to the lesson.' });
  return session;
}

/** What has to be waited for, as the event that it ends in. Never rejects. */
async function outside(course: ShownCourse, order: CourseErrand, signal: AbortSignal): Promise<CourseNews> {
  try {
    return await carriedOut(course, order, signal);
  } catch (error) {
    return { kind: 'failed', errand: order.errand, says: error instanceof Error ? error.message : String(error) };
  }
}

async function carriedOut(course: ShownCourse, order: CourseErrand, signal: AbortSignal): Promise<CourseNews> {
  const { errand } = order;
  switch (order.kind) {
    case 'prepare':
      return { kind: 'prepared', errand, lesson: await course.prepare(order.lesson), form: order.form };
    case 'send':
      return { kind: 'outcome', errand, shot: order.shot.id, outcome: await course.send(order.lesson, order.shot) };
    case 'grade': {
      const { command } = order;
      const { passed, says } = await course.grade(command, signal);
      return { kind: 'graded', errand, result: { command, passed, report: says } };
    }
  }
}

interface Now {
  readonly state: CourseState;
  readonly room: CourseRoom;
  readonly walk: Session | null;
}

/** Of a walk all that it says itself, from when it is opened until it is left. */
function announcer(now: () => Now): Announcer {
  let said = now();
  let ofWalk: { readonly session: Session; readonly announcer: Announcer } | null = null;
  return {
    all: () => announceCourse(said.state, said.room),
    change: () => {
      const before = said;
      said = now();
      if (said.walk) {
        if (ofWalk?.session === said.walk) return ofWalk.announcer.change();
        ofWalk = { session: said.walk, announcer: said.walk.announcer() };
        return ofWalk.announcer.all();
      }
      const isBack = ofWalk !== null;
      ofWalk = null;
      return isBack ? announceCourse(said.state, said.room) : changeOfCourse(before.state, said.state, said.room);
    },
  };
}
