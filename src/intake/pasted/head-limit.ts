/**
 * Limits the size of a request head. HTTP sets no limit (RFC 9112, section 3), but every server does. For example, S3
 * accepts 8 KB of headers (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html).
 */
import type { Bytes } from '../../bytes/bytes.ts';
import type { Problem } from '../../bytes/problem.ts';
import { type RequestHead, writeRequestHead } from '../../http/message.ts';
import { HEAD_LIMIT } from '../../http/read-head.ts';
import { inputProblem, offsetInInput } from './client-request.ts';

/** Computes the length of a head as it is sent, in bytes, including its empty line. */
export function lengthOfHead(head: RequestHead): number {
  const { method, target, headers } = head;
  let length = method.octets.length + target.octets.length + '  HTTP/1.1\r\n\r\n'.length;
  for (const { name, value } of headers) length += name.octets.length + value.octets.length + ': \r\n'.length;
  return length;
}

/**
 * Returns a problem if a head exceeds the limit, and `null` otherwise. The position is the first byte of the input over
 * the limit.
 */
export function headTooLong(head: RequestHead): Problem | null {
  return lengthOfHead(head) > HEAD_LIMIT ? longHead(writeRequestHead(head), HEAD_LIMIT) : null;
}

/** Returns the problem for a head that is too long. `at` is the first byte of `bytes` over the limit. */
export function longHead(bytes: Bytes, at: number): Problem {
  const start = offsetInInput(bytes, at);
  return longHeadAt({ start, end: Math.max(start, offsetInInput(bytes, bytes.octets.length)) });
}

/** Returns the problem for a head that is too long, at a range of the input. */
export function longHeadAt(place: { readonly start: number; readonly end: number }): Problem {
  return inputProblem(
    'long-head',
    `The head of the request has more than ${HEAD_LIMIT} bytes, so servers refuse it (byte ${place.start}).`,
    'Give the request as it was sent. S3 takes 8 KB of headers.',
    place,
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html',
  );
}
