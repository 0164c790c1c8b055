/**
 * Puts what a client signed beside what the server computed, for the questions that ask a learner to compare them. What
 * differs is not marked, because finding it is the task.
 */
import { type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { exhibitText } from '../../lessons/exhibits.ts';
import { findShot } from '../../lessons/files/parts-of-lesson.ts';
import type { Exhibit } from '../../lessons/format-parts.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import { shoot } from '../../lessons/shots/shots.ts';
import { shownLines } from '../../sides/difference/line-ends.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { printable, visible } from '../characters/visible.ts';
import { type Block, heading, prose, words } from '../page.ts';
import { nameOfValue } from './value-lines.ts';

/** The element of S3's error that has the server's text, by the ID of the value. */
const ELEMENTS = new Map([
  [CANONICAL_REQUEST.id, 'CanonicalRequest'],
  [STRING_TO_SIGN.id, 'StringToSign'],
]);

/**
 * Returns the code and the message of the server's answer, whose other elements repeat what follows: the texts beside
 * each other, so that they stay in sight above the question. Returns `null` if the exhibits are not a client's texts
 * with the server's answer to the same request.
 */
export function comparedExhibits(lesson: PreparedLesson, exhibits: readonly Exhibit[]): Block[] | null {
  const answer = exhibits.find((exhibit) => exhibit.kind === 'answer');
  const shot = answer && findShot(lesson, answer.shot);
  const outcome = shot && shoot(lesson, shot);
  if (!answer || !outcome || isProblem(outcome)) return null;
  const pairs = exhibits.flatMap((exhibit) => {
    if (exhibit.kind !== 'value' || exhibit.shot !== answer.shot) return [];
    const client = exhibitText(lesson, exhibit);
    const server = outcome.fields.get(ELEMENTS.get(exhibit.value) ?? '');
    const isPair = server !== undefined && !isProblem(client);
    return isPair ? [besideBlocks(nameOfValue(lesson, exhibit.value), client, server)] : [];
  });
  // Every exhibit besides the answer is half of a pair; otherwise, the exhibits are shown as they are.
  if (pairs.length === 0 || pairs.length !== exhibits.length - 1) return null;
  const [code, message] = ['Code', 'Message'].map((name) => printable(outcome.fields.get(name) ?? ''));
  return [
    heading("The server's answer"),
    prose({ text: `${code}. `, meaning: 'name' }, words(`${message}`)),
    ...pairs.flat(),
  ];
}

function besideBlocks(name: string, client: string, server: string): Block[] {
  const [ours = [], theirs = []] = shownLines(octetsFromText(client), octetsFromText(server));
  const longer = ours.length > theirs.length ? ours : theirs;
  const shown = (of: Octets | undefined) => (of === undefined ? null : visible(of));
  return [
    heading(name),
    {
      kind: 'beside',
      titles: ['the client signed', 'the server computed'],
      lines: longer.map((_line, at) => [shown(ours[at]), shown(theirs[at])]),
    },
  ];
}
