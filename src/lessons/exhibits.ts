/**
 * Computes the texts that are shown above a question: values, texts that the signer of a shot produced, and responses
 * from the sandbox.
 */
import { asText } from '../bytes/octets.ts';
import { isProblem, type Problem, problem } from '../bytes/problem.ts';
import { findShot } from './files/parts-of-lesson.ts';
import type { Exhibit } from './format-parts.ts';
import type { PreparedLesson } from './lesson.ts';
import { makeShot, shoot } from './shots/shots.ts';
import { filledIn, signedTexts, traceText } from './values.ts';

/**
 * Computes the text of an exhibit. Returns a problem if the exhibit names a value or shot that the lesson does not
 * have.
 */
export function exhibitText(lesson: PreparedLesson, exhibit: Exhibit): string | Problem {
  switch (exhibit.kind) {
    case 'text':
      return filledIn(lesson, exhibit.text);
    case 'answer':
      return answerText(lesson, exhibit.shot);
    case 'value':
      return exhibit.shot === undefined
        ? traceText(lesson, exhibit.value, exhibit.request)
        : signedText(lesson, exhibit.value, exhibit.shot);
  }
}

function answerText(lesson: PreparedLesson, id: string): string | Problem {
  const shot = findShot(lesson, id);
  if (!shot) return noShot(id);
  const outcome = shoot(lesson, shot);
  return isProblem(outcome) ? outcome : asText(outcome.body);
}

/** Finds a value that the signer of a shot produced. The value includes the effect of the shot's mistake. */
function signedText(lesson: PreparedLesson, value: string, id: string): string | Problem {
  const shot = findShot(lesson, id);
  const made = shot ? makeShot(lesson, shot) : noShot(id);
  if (isProblem(made)) return made;
  const texts = made.signed && signedTexts(made.signed);
  const text = texts?.get(value);
  if (text !== undefined) return asText(text);
  const fix = texts ? `It has ${[...texts.keys()].join(', ')}.` : 'Its request is not signed.';
  return problem('value', `The shot ${id} has no value ${value}.`, fix);
}

function noShot(id: string): Problem {
  return problem('shot', `The lesson has no shot ${id}.`, 'Name one that it has.');
}
