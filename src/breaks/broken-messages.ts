/**
 * Records the messages of a broken request: the head that arrives at the server and, for a presigned URL, the URL.
 * Bytes that a mistake does not change keep their origin.
 */
import { type Bytes, copyOf, fixed, join, slice } from '../bytes/bytes.ts';
import { EMPTY, type Octets, sliceOctets } from '../bytes/octets.ts';
import type { Rule } from '../bytes/origin.ts';
import { writeRequestHead } from '../http/message.ts';
import { SIGNATURE } from '../sigv4/stages/authorization.ts';
import { PRESIGNED_URL } from '../sigv4/stages/presigned-url.ts';
import { SIGNED_REQUEST } from '../sigv4/stages/signed-request.ts';
import { commonEnds } from '../trace/common-ends.ts';
import { findValue, type Recorder, type Trace } from '../trace/trace.ts';
import type { BrokenTogether } from './break-together.ts';
import { type ChangedOctets, copiedAnew } from './true-copies.ts';

interface MessageRecording {
  readonly recordText: Recorder;
  /** The rule for the bytes that the mistakes insert. */
  readonly mistake: Rule;
  /** The octets of the broken request's values, such as its signature. */
  readonly changed: ChangedOctets;
}

export function recordMessages(
  trace: Trace,
  { sent, arrived }: BrokenTogether,
  { recordText, mistake, changed }: MessageRecording,
): void {
  const signed = findValue(trace, SIGNATURE.id)?.bytes.octets ?? EMPTY;
  const signature = changed(SIGNATURE.id) ?? EMPTY;
  const rewrite = (before: Bytes, now: Octets) => {
    const anew = copiedAnew(before, trace, changed);
    return anew.octets === now ? anew : withSignature({ before, signed }, { now, signature }, mistake);
  };
  const url = findValue(trace, PRESIGNED_URL.id)?.bytes;
  if (url) {
    const origin = /^[^/]*\/\/[^/]*/.exec(url.octets)?.[0] ?? '';
    recordText(PRESIGNED_URL, rewrite(url, `${origin}${sent.target.octets}` as Octets));
  }
  const head = findValue(trace, SIGNED_REQUEST.id)?.bytes;
  if (head) recordText(SIGNED_REQUEST, rewrittenLines(head, writeRequestHead(arrived).octets, rewrite));
}

/** Rewrites a head line by line. A line is compared with the line of the same header, or with the request line. */
function rewrittenLines(before: Bytes, now: Octets, rewrite: (before: Bytes, now: Octets) => Bytes): Bytes {
  const lines = linesOf(before.octets).map(({ text, start }) => ({
    text,
    bytes: slice(before, start, start + text.length),
  }));
  return join(
    linesOf(now).map(({ text }, index) => {
      const same = lines.find((line) => line.text === text);
      if (same) return same.bytes;
      const name = nameOf(text);
      const alike = index === 0 ? lines[0] : lines.find((line) => nameOf(line.text) === name);
      return rewrite(alike?.bytes ?? slice(before, 0, 0), text);
    }),
  );
}

function linesOf(octets: Octets): { readonly text: Octets; readonly start: number }[] {
  let start = 0;
  return octets.split(/(?<=\r\n)/).map((text) => {
    const line = { text: text as Octets, start };
    start += text.length;
    return line;
  });
}

const nameOf = (line: string) => line.slice(0, Math.max(line.indexOf(':'), 0)).toLowerCase();

/** Rewrites text around the signature, which is a copy of the computed one. */
function withSignature(
  { before, signed }: { readonly before: Bytes; readonly signed: Octets },
  { now, signature }: { readonly now: Octets; readonly signature: Octets },
  mistake: Rule,
): Bytes {
  const [old, at] = [before.octets.indexOf(signed), now.indexOf(signature)];
  if (signed === '' || signature === '' || old < 0 || at < 0) return rewritten(before, now, mistake);
  return join([
    rewritten(slice(before, 0, old), sliceOctets(now, 0, at), mistake),
    copyOf(SIGNATURE.id, signature),
    rewritten(slice(before, old + signed.length), sliceOctets(now, at + signature.length), mistake),
  ]);
}

/** Keeps the common beginning and the common end of two texts. The mistake inserts everything between them. */
function rewritten(before: Bytes, now: Octets, mistake: Rule): Bytes {
  const { start, end } = commonEnds(before.octets, now);
  return join([
    slice(before, 0, start),
    fixed(now.slice(start, now.length - end), mistake),
    slice(before, before.octets.length - end),
  ]);
}
