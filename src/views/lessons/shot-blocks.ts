/**
 * Shows the content of a request in a lesson, the changes that the request makes, and its first difference from the
 * correct request.
 */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { writeRequestHead } from '../../http/message.ts';
import type { Shot } from '../../lessons/format-parts.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { PreparedRequest, ShotMessage, SignedRequests } from '../../lessons/prepared.ts';
import { makeShot } from '../../lessons/shots/shots.ts';
import { shownLines } from '../../sides/difference/line-ends.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { flippedBits, SIGNATURE_BITS } from '../../trace/changes.ts';
import { findValue } from '../../trace/trace.ts';
import { visible } from '../characters/visible.ts';
import { aside, type Block, heading, prose, words } from '../page.ts';
import { comparedLines } from './compared-lines.ts';
import { messageLines } from './value-lines.ts';

export function sentBlocks(lesson: PreparedLesson, shot: Shot): Block[] {
  const made = makeShot(lesson, shot);
  if (isProblem(made)) return [prose(words(`${made.says} ${made.fix}`))];
  const { message } = made;
  const end = message.indexOf('\r\n\r\n');
  const head = end < 0 ? message : (message.slice(0, end) as Octets);
  const body = end < 0 ? 0 : message.length - end - BLANK_LINE;
  const times = shot.times > 1 ? ` It is sent ${shot.times} times.` : '';
  return [
    heading('What is sent'),
    ...messageLines(head),
    ...(body === 0 && times === ''
      ? []
      : [prose(aside(`${body === 0 ? '' : `A body of ${body} bytes follows.`}${times}`))]),
  ];
}

const BLANK_LINE = 4;

/**
 * Shows the first line that differs from the correct request, and the change in the signature. Returns nothing if there
 * is no difference.
 */
export function differenceBlocks(lesson: SignedRequests, shot: Shot): Block[] {
  const made = makeShot(lesson, shot);
  const right = requestOf(lesson, shot);
  if (isProblem(made)) return [];
  const found = firstDifference(right, made);
  return [...(found ? differenceLines(found) : []), ...signatureLines(right, made)];
}

/**
 * Returns the correct request that a shot is based on. The result is the named request, or the first request by
 * default.
 */
export function requestOf({ prepared }: SignedRequests, { request }: Pick<Shot, 'request'>): PreparedRequest {
  return prepared.find(({ name }) => name === request) ?? prepared[0];
}

interface LineDifference {
  readonly where: string;
  /** The number of the line, counted from 1. */
  readonly number: number;
  /** The line of the correct request, as it is shown; `null` if the correct request has no such line. */
  readonly right: Octets | null;
  readonly wrong: Octets | null;
}

/**
 * Finds the first line that differs. Compares the canonical requests first, then the strings to sign, and then the
 * messages on the wire.
 */
function firstDifference({ trace, head, body }: PreparedRequest, made: ShotMessage): LineDifference | null {
  const octetsOf = (id: string) => (trace && findValue(trace, id)?.bytes.octets) || EMPTY;
  const { signed, message } = made;
  return (
    (signed &&
      (differingLine('canonical request', octetsOf(CANONICAL_REQUEST.id), signed.canonicalRequest) ??
        differingLine('string to sign', octetsOf(STRING_TO_SIGN.id), signed.stringToSign))) ??
    differingLine('request on the wire', `${writeRequestHead(head).octets}${body}` as Octets, message)
  );
}

function differingLine(where: string, right: Octets, wrong: Octets): LineDifference | null {
  const [ours = [], theirs = []] = shownLines(right, wrong);
  const count = Math.max(ours.length, theirs.length);
  for (let at = 0; at < count; at++) {
    if (ours[at] !== theirs[at]) return { where, number: at + 1, right: ours[at] ?? null, wrong: theirs[at] ?? null };
  }
  return null;
}

function differenceLines({ where, number, right, wrong }: LineDifference): Block[] {
  const shown = (octets: Octets | null) => (octets === null ? null : visible(octets));
  return [
    heading(`The first line that differs: line ${number} of the ${where}`),
    comparedLines(SIDES, shown(right), shown(wrong)),
  ];
}

function signatureLines({ trace }: PreparedRequest, { signed }: ShotMessage): Block[] {
  const right = trace && findValue(trace, 'signature')?.bytes.octets;
  if (!right || !signed || right === signed.signature) return [];
  const bits = flippedBits(right, signed.signature);
  return [
    heading('The signature', ...(bits === null ? [] : [aside(`${bits} of ${SIGNATURE_BITS} bits differ`)])),
    comparedLines(SIDES, right, visible(signed.signature)),
  ];
}

const SIDES = ['- right', '+ this one'] as const;
