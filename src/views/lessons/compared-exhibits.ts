/**
 * Puts what a client signed beside what the server computed, for the questions that ask a learner to compare them. What
 * differs is not marked, because finding it is the task.
 */
import type { Octets } from '../../bytes/octets.ts';
import { octetsFromText } from '../../bytes/octets.ts';
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

/** The element of S3's error that has the server's text, by the ID of the value. */
const ELEMENTS: Readonly<Record<string, { readonly element: string; readonly name: string }>> = {
  [CANONICAL_REQUEST.id]: { element: 'CanonicalRequest', name: CANONICAL_REQUEST.name },
  [STRING_TO_SIGN.id]: { element: 'StringToSign', name: STRING_TO_SIGN.name },
};

/**
 * Returns the server's answer in short, and then the texts beside each other, so that they stay in sight above the
 * question. Returns `null` if the exhibits are not a
 * client's texts with the server's answer to the same request.
 */
export function comparedExhibits(lesson: PreparedLesson, exhibits: readonly Exhibit[]): Block[] | null {
  const answer = exhibits.find((exhibit) => exhibit.kind === 'answer');
  const shot = answer && findShot(lesson, answer.shot);
  const outcome = shot && shoot(lesson, shot);
  if (!answer || !outcome || isProblem(outcome)) return null;
  const blocks = exhibits.flatMap((exhibit) => {
    if (exhibit.kind !== 'value' || exhibit.shot !== answer.shot) return [];
    const about = ELEMENTS[exhibit.value];
    const client = exhibitText(lesson, exhibit);
    const server = about && outcome.fields.get(about.element);
    return about && server !== undefined && !isProblem(client) ? besideBlocks(about.name, client, server) : [];
  });
  const count = exhibits.length - 1;
  // Every exhibit besides the answer is half of a pair; otherwise, the exhibits are shown as they are.
  return blocks.length === 2 * count && count > 0 ? [...answerInShort(outcome.fields), ...blocks] : null;
}

function besideBlocks(name: string, client: string, server: string): Block[] {
  const [ours = [], theirs = []] = shownLines(octetsFromText(client), octetsFromText(server));
  const count = Math.max(ours.length, theirs.length);
  const shown = (of: Octets | undefined) => (of === undefined ? null : visible(of));
  return [
    heading(name),
    {
      kind: 'beside',
      titles: ['the client signed', 'the server computed'],
      lines: Array.from({ length: count }, (_, at) => [shown(ours[at]), shown(theirs[at])] as const),
    },
  ];
}

/** Shows the code and the message. The other elements repeat what is beside each other below. */
function answerInShort(fields: ReadonlyMap<string, string>): Block[] {
  return [
    heading("The server's answer"),
    prose(
      { text: `${printable(fields.get('Code') ?? '')}. `, meaning: 'name' },
      words(printable(fields.get('Message') ?? '')),
    ),
  ];
}
