/**
 * How long the head of a request may be. HTTP sets no limit (RFC 9112, section 3), every server does: that of S3 is 8 KB
 * of headers (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html).
 */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { RequestHead } from '../../http/message.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import { inputProblem, offsetInInput } from './client-request.ts';

/** How many bytes the head has on the wire, its empty line included. */
export function lengthOfHead(head: RequestHead): number {
  const { method, target, headers } = head;
  let length = method.octets.length + target.octets.length + '  HTTP/1.1\r\n\r\n'.length;
  for (const { name, value } of headers) length += name.octets.length + value.octets.length + ': \r\n'.length;
  return length;
}

/** The problem of a head that is longer than servers take, at the byte of the input that is the first too many. */
export function headTooLong(head: RequestHead): Problem | null {
  if (lengthOfHead(head) <= HEAD_LIMIT) return null;
  let length = END;
  for (const { bytes, behind } of partsOf(head)) {
    if (length + bytes.octets.length > HEAD_LIMIT) return longHead(bytes, HEAD_LIMIT - length);
    length += bytes.octets.length + behind;
  }
  return null;
}

/** The same where it is known already; `at` is the first byte of `bytes` that is too many. */
export function longHead(bytes: Bytes, at: number): Problem {
  const start = offsetInInput(bytes, at);
  return longHeadAt({ start, end: Math.max(start, offsetInInput(bytes, bytes.octets.length)) });
}

/** The same at bytes of the input. */
export function longHeadAt(place: { readonly start: number; readonly end: number }): Problem {
  return inputProblem(
    'long-head',
    `The head of the request has more than ${HEAD_LIMIT} bytes, which servers refuse (byte ${place.start}).`,
    'Give the request as it was sent: S3 takes 8 KB of headers.',
    place,
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html',
  );
}

const END = '\r\n'.length;

interface Part {
  readonly bytes: Bytes;
  /** How many bytes the syntax puts behind it. */
  readonly behind: number;
}

function partsOf({ method, target, headers }: RequestHead): Part[] {
  return [
    { bytes: method, behind: ' '.length },
    { bytes: target, behind: ' HTTP/1.1\r\n'.length },
    ...headers.flatMap(({ name, value }) => [
      { bytes: name, behind: ': '.length },
      { bytes: value, behind: '\r\n'.length },
    ]),
  ];
}
