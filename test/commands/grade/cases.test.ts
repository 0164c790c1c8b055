/** `sigv4 grade`: which cases are asked, and how each is asked alone. */
import { describe, expect, it } from 'vitest';
import { type Answering, documentOf, learner, wrong } from '../../support/grading/grade-command.ts';
import type { LearnerLine } from '../../support/grading/learner-signer.ts';

describe('cases', () => {
  it('are chosen by globs on their names', async () => {
    const { cases } = await documentOf({ only: ['s3-*/get-*', '*/get-vanilla'], skip: ['*-query/*'] }, learner());
    expect(cases.map(({ id }: { id: string }) => id)).toEqual([
      ...['s3-documentation/get-bucket-lifecycle', 's3-documentation/get-bucket-list-objects'],
      ...['s3-documentation/get-object', 'aws-signing-test-suite/get-vanilla'],
    ]);
  });

  it('of a case alone are a command, with the groups that it needs', async () => {
    const { cases } = await documentOf({ groups: 'session', only: ['gaps/*'] }, wrong);
    const [many] = cases.filter(({ id }: { id: string }) => id === 'gaps/many-at-once');
    expect(many.command.slice(0, 7)).toEqual([
      ...['sigv4', 'grade', '--groups', 'session', '--only', 'gaps/many-at-once', '--'],
    ]);
  });

  it('have the answers that come in another order', async () => {
    const all: LearnerLine[] = [];
    const program: Answering = (question) => {
      all.unshift(question);
      return all.length === 7 ? all.map(({ id }) => ({ id, problem: 'no' })) : [];
    };
    const { right, faults } = await documentOf({ groups: 'refuse', only: ['refuse/*'] }, program);
    expect([right, faults]).toEqual([7, []]);
  });
});
