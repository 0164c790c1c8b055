/** Says what a mistake does, and which errors S3 can return for it. */
import { S3_ERRORS } from '../../aws/s3-errors.ts';
import type { ExpectedAnswer } from '../../causes/answers.ts';
import { printable } from '../characters/visible.ts';
import type { ShownBreak } from '../facts.ts';
import { aside, type Run, words } from '../page.ts';
import { differenceInWords } from '../whole/signature-difference.ts';
import type { BreakPreview } from './break-preview.ts';

/** Says what a break does. One in transit begins with that. */
export const breakSentence = ({ says, side }: Pick<ShownBreak, 'says' | 'side'>): Run[] => [
  aside(side === 'way' ? 'Changed after it is signed: ' : ''),
  words(printable(says)),
];

/** Says who makes a mistake. */
export const sideInWords = ({ side }: Pick<ShownBreak, 'side'>): string =>
  side === 'client' ? 'signer' : 'in transit';

/** Says in how many bits the signature differs; `null` if it has none to compare. */
export function flippedInWords({ flipped }: Pick<BreakPreview, 'flipped'>): string | null {
  if (flipped === null) return null;
  return flipped === 0 ? 'the same signature' : differenceInWords(flipped);
}

/** Names the steps in which a mistake changes something, such as `steps 4 5`. */
export const stepsInWords = ({ steps }: Pick<BreakPreview, 'steps'>): string =>
  `${steps.length === 1 ? 'step' : 'steps'} ${steps.join(' ')}`;

/** An error in words. */
export interface ErrorInWords {
  /** The status and the code, such as `403 InvalidAccessKeyId`, or that there is no error. */
  readonly title: string;
  /** The message; empty if it depends on the request. */
  readonly message: string;
}

/** Describes an error that S3 can return. */
export function errorInWords(code: ExpectedAnswer): ErrorInWords {
  if (code === 'none') return { title: 'no error', message: '' };
  const { status, message } = S3_ERRORS[code];
  return { title: `${status} ${code}`, message };
}

/** Joins the errors that S3 can return, the usual one first. */
export const errorsInWords = (codes: readonly ExpectedAnswer[]): string =>
  codes.map((code) => errorInWords(code).title).join(' or ');
