/** What takes time in a lesson: a request that is sent, a program that is graded, a lesson that is signed. */
import { describe, expect, it } from 'vitest';
import { recordOf } from '../../../src/lessons/playing/records.ts';
import type { ShotOutcome } from '../../../src/lessons/prepared.ts';
import { openAt, openCourse, settled } from '../../support/screen/course-on-screen.ts';

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
    expect(recordOf(course.progress().records.get('ten-lines') ?? new Map(), 'send').state).toBe('open');
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
