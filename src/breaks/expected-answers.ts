/** Defines which error Amazon S3 returns for a break. */
import { type ExpectedAnswer, MISMATCH } from '../causes/answers.ts';
import type { Break } from './break.ts';

/**
 * Returns the errors that S3 can return for this break, the usual one first. The actual error depends on the request.
 */
export const expectedAnswers = ({ variant, cause }: Pick<Break, 'variant' | 'cause'>): readonly ExpectedAnswer[] =>
  cause.answers[variant] ?? cause.answers.any ?? [MISMATCH];
