/** Shows the content of a request in a lesson, and compares it with the correct request or with what the server signed. */
import { EMPTY, type Octets } from '../../bytes/octets.ts';
import { isProblem } from '../../bytes/problem.ts';
import { writeRequestHead } from '../../http/message.ts';
import { findShot } from '../../lessons/files/parts-of-lesson.ts';
import type { Exhibit, Shot } from '../../lessons/format-parts.ts';
import type { PreparedLesson } from '../../lessons/lesson.ts';
import type { PreparedRequest, ShotMessage, SignedRequests } from '../../lessons/prepared.ts';
import { makeShot, requestNamed, shoot } from '../../lessons/shots/shots.ts';
import { tracedExhibit, tracedIn, tracedMessage, traceOfShot } from '../../lessons/traced.ts';
import { alignParts } from '../../sides/difference/part-alignment.ts';
import { SIGNATURE } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { flippedBits, SIGNATURE_BITS } from '../../trace/changes.ts';
import type { TracedValue } from '../../trace/redact.ts';
import type { ValueDefinition } from '../../trace/trace.ts';
import { printable, visible } from '../characters/visible.ts';
import { gutterOf, tracedLines } from '../map/traced-lines.ts';
import {
  aside,
  type BesideTexts,
  type Block,
  type ComparedLines,
  heading,
  type Line,
  type LineGutter,
  line,
  named,
  prose,
  type Run,
} from '../page.ts';
import { headLines, linePairs, nameOfValue, problemBlock } from './value-lines.ts';

/** Shows what is sent, and marks what differs from the right request. */
export function sentBlocks(lesson: PreparedLesson, shot: Shot): Block[] {
  const made = makeShot(lesson, shot);
  const right = requestNamed(lesson, shot.request);
  if (isProblem(made)) return [problemBlock(made)];
  if (isProblem(right)) return [problemBlock(right)];
  const [, body = EMPTY] = made.message.split(/\r\n\r\n(.*)/s) as Octets[];
  const rest = [
    ...(body === EMPTY ? [] : [`A body of ${body.length} bytes follows.`]),
    ...(shot.times > 1 ? [`It is sent ${shot.times === 2 ? 'twice' : `${shot.times} times`}.`] : []),
  ];
  const signed = tracedIn(traceOfShot(lesson, shot), SIGNED_REQUEST.id);
  const lines = headLines(made.message, signed, writeRequestHead(right.head).octets);
  return [heading('What is sent'), ...lines, ...(rest.length === 0 ? [] : [prose(aside(rest.join(' ')))])];
}

/**
 * Shows the first line that differs from the correct request, and the change in the signature. Returns nothing if there
 * is no difference.
 */
export function differenceBlocks(lesson: SignedRequests, shot: Shot): Block[] {
  const right = requestNamed(lesson, shot.request);
  const made = makeShot(lesson, shot);
  if (isProblem(right) || isProblem(made)) return [];
  return [...firstDifference(right, made), ...signatureLines(right, made)];
}

/**
 * Shows the first line that differs. Compares the canonical requests first, then the strings to sign, and then the
 * messages on the wire.
 */
function firstDifference({ trace, head, body }: PreparedRequest, { signed, message }: ShotMessage): Block[] {
  const texts: [where: string, right: Octets, wrong: Octets, traced: TracedValue | null][] = [];
  const add = (where: string, { id }: ValueDefinition, wrong: Octets) => {
    const traced = tracedIn(trace, id);
    texts.push([where, traced?.value.bytes.octets ?? EMPTY, wrong, traced]);
  };
  if (signed) {
    add('canonical request', CANONICAL_REQUEST, signed.canonicalRequest);
    add('string to sign', STRING_TO_SIGN, signed.stringToSign);
  }
  const sent = `${writeRequestHead(head).octets}${body}` as Octets;
  texts.push(['request on the wire', sent, message, tracedMessage(sent)]);
  for (const [where, right, wrong, traced] of texts) {
    const pairs = linePairs(right, wrong);
    const at = pairs.findIndex(([one, other]) => one !== other);
    const [first, second] = pairs[at] ?? [];
    if (first !== undefined && second !== undefined)
      return [
        heading(`The first line that differs: line ${at + 1} of the ${where}`),
        { ...comparedLines(SIDES, first, second), gutter: gutterOf(traced, at) },
      ];
  }
  return [];
}

function signatureLines({ trace }: PreparedRequest, { signed }: ShotMessage): Block[] {
  const traced = tracedIn(trace, SIGNATURE.id);
  const right = traced?.value.bytes.octets;
  if (!right || !signed || right === signed.signature) return [];
  const bits = flippedBits(right, signed.signature);
  const gutter = { ...gutterOf(traced, 0), number: null };
  return [
    heading('The signature', ...(bits === null ? [] : [aside(`${bits} of ${SIGNATURE_BITS} bits differ`)])),
    signatureLine('right', [{ text: right, meaning: 'copied' }], gutter),
    signatureLine('sent', [{ text: visible(signed.signature), meaning: 'differs', isDifferent: true }], {
      ...gutter,
      isChanged: true,
    }),
  ];
}

const signatureLine = (label: string, runs: readonly Run[], gutter: LineGutter): Line => ({
  ...line(label, runs),
  gutter,
  note: label,
});

const SIDES = ['- right', '+ this one'] as const;

/** The lines that have nothing but their end. */
const ONLY_ENDS: ReadonlySet<string | null> = new Set(['', '\\n', '\\r\\n']);

/**
 * Returns two lines as pieces that are the same or differ. The lines are the texts that the screen shows. `null` means
 * that there is no such line; a missing or an empty line differs as a whole, because an end in common says nothing.
 */
export function comparedLines(
  labels: ComparedLines['labels'],
  first: string | null,
  second: string | null,
): ComparedLines {
  const alone = (text: string | null) => text ?? '(no such line)';
  const isWhole = first === null || second === null || ONLY_ENDS.has(first) || ONLY_ENDS.has(second);
  const pieces = isWhole
    ? [[alone(first) || '(empty)', alone(second) || '(empty)'] as const]
    : alignParts(first, second);
  return { kind: 'compared', labels, pieces };
}

/** The element of S3's error that has the server's text, by the ID of the value. */
const ELEMENTS = new Map([
  [CANONICAL_REQUEST.id, 'CanonicalRequest'],
  [STRING_TO_SIGN.id, 'StringToSign'],
]);

const sentBy = (lesson: PreparedLesson, shot: Shot): Octets => {
  const made = makeShot(lesson, shot);
  return isProblem(made) ? EMPTY : made.message;
};

/** Pairs the lines of two texts by their numbers. */
function linesBeside(client: TracedValue, server: TracedValue): Pick<BesideTexts, 'lines' | 'gutters'> {
  const [ones, others] = [tracedLines(client), tracedLines(server)];
  const longer = ones.length > others.length ? ones : others;
  const whole = (one: Line | undefined) => one && [...one.runs, aside(one.gutter?.end ?? '')];
  return {
    lines: longer.map((_line, at) => [whole(ones[at]) ?? null, whole(others[at]) ?? null]),
    gutters: longer.map((_line, at) => gutterOf(ones[at] ? client : server, at)),
  };
}

/**
 * Puts what a client signed beside what the server computed, for the questions that ask a learner to compare them. What
 * differs is not marked, because finding it is the task. The other elements of the server's answer repeat these texts and
 * are left out, so that the texts stay in sight above the question. Returns `null` if the exhibits are not a client's
 * texts with the server's answer to the same request.
 */
export function comparedExhibits(lesson: PreparedLesson, exhibits: readonly Exhibit[]): Block[] | null {
  const answer = exhibits.find((exhibit) => exhibit.kind === 'answer');
  const shot = answer && findShot(lesson, answer.shot);
  const outcome = shot && shoot(lesson, shot);
  if (!answer || !outcome || isProblem(outcome)) return null;
  const beside = exhibits.flatMap((exhibit): Block[] => {
    if (exhibit.kind !== 'value' || exhibit.shot !== answer.shot) return [];
    const client = tracedExhibit(lesson, exhibit);
    const server = tracedIn(tracedMessage(sentBy(lesson, shot))?.trace ?? null, exhibit.value);
    const said = outcome.fields.get(ELEMENTS.get(exhibit.value) ?? '');
    if (!client || !server || server.value.bytes.octets !== said) return [];
    const titles = ['the client signed', 'the server computed'] as const;
    return [heading(nameOfValue(lesson, exhibit.value)), { kind: 'beside', titles, ...linesBeside(client, server) }];
  });
  // Every exhibit besides the answer is half of a pair; otherwise, the exhibits are shown as they are.
  const count = exhibits.length - 1;
  if (count === 0 || beside.length !== 2 * count) return null;
  const [code, message] = ['Code', 'Message'].map((name) => printable(outcome.fields.get(name) ?? ''));
  return [heading("The server's response"), prose(named(`${code}. `), `${message}`), ...beside];
}
