/** Says what a mistake does, and which errors S3 can return for it. */
import { S3_ERRORS } from '../../aws/s3-errors.ts';
import { printable } from '../characters/visible.ts';
import type { ShownBreak } from '../facts.ts';
import { aside, type Run, words } from '../page.ts';

/** Says what a break does. One in transit begins with that. */
export const breakSentence = ({ says, side }: Pick<ShownBreak, 'says' | 'side'>): Run[] => [
  aside(side === 'way' ? 'Changed after it is signed: ' : ''),
  words(printable(says)),
];

/** An error in words. */
export interface ErrorInWords {
  /** The status and the code, such as `403 InvalidAccessKeyId`, or that there is no error. */
  readonly title: string;
  /** The message; empty if it depends on the request. */
  readonly message: string;
}

/** Describes an error by its code, or by `none` for a response without one (`ExpectedAnswer`). */
export function errorInWords(code: string): ErrorInWords {
  if (code === 'none') return { title: 'no error', message: '' };
  const known = new Map<string, (typeof S3_ERRORS)[keyof typeof S3_ERRORS]>(Object.entries(S3_ERRORS)).get(code);
  return known ? { title: `${known.status} ${code}`, message: known.message } : { title: code, message: '' };
}

/** Joins the errors that S3 can return, the usual one first. */
export const errorsInWords = (codes: readonly string[]): string =>
  codes.map((code) => errorInWords(code).title).join(' or ');
