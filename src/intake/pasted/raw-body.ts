/** Reads the body of a request from the bytes after its head, which are all in memory (RFC 9112, section 6.3). */
import { joinArrays, type Octets, octetsFromArray } from '../../bytes/octets.ts';
import { isProblem, type Problem, withPlace } from '../../bytes/problem.ts';
import { bodyDecoder } from '../../http/body/decode-body.ts';
import type { Framing } from '../../http/framing.ts';
import { type BodyOffset, inputProblem } from './client-request.ts';

export interface RawBody {
  readonly body: Octets;
  readonly bodyOffset: BodyOffset;
  readonly remarks: readonly string[];
}

/** Reads a body. `bytes` contains all bytes after the head, and begins at byte `at` of the input. */
export function readRawBody(bytes: Uint8Array, framing: Framing, at: number): RawBody | Problem {
  const { body, state, surplus } = bodyDecoder(framing).take(bytes);
  const end = at + bytes.length;
  if (isProblem(state)) {
    const length = lengthUpToProblem(bytes, framing);
    const start = at + placeOfProblem(state.code, bytes, length);
    const says = withPlace(state.says, `byte ${start}`);
    const fix = 'Give the bytes of the body as they were sent.';
    return { ...inputProblem(state.code, says, fix, { start, end: at + length }), see: state.see };
  }
  const found = octetsFromArray(joinArrays(body));
  if (state === 'open') return tooShort(framing, found.length, end);
  const start = end - surplus;
  const bodyOffset = offsetsOf(body, bytes, at);
  // Editors end a file with a newline that was not sent.
  if (surplus === 0 || isNewline(bytes.subarray(bytes.length - surplus)))
    return { body: found, bodyOffset, remarks: [] };
  const what = surplus === 1 ? '1 byte' : `${surplus} bytes`;
  return {
    body: found,
    bodyOffset,
    remarks: [`The input after the end of the request was ignored (${what} from byte ${start}).`],
  };
}

/** Maps offsets in the body to the input. `parts` are views of `bytes`, which begins at byte `at` of the input. */
function offsetsOf(parts: readonly Uint8Array[], bytes: Uint8Array, at: number): BodyOffset {
  const places = parts.map((part) => at + part.byteOffset - bytes.byteOffset);
  return (wanted) => {
    let start = 0;
    for (const [index, { length }] of parts.entries()) {
      const isLast = index === parts.length - 1;
      if (wanted < start + length || isLast) return (places[index] ?? at) + Math.min(wanted - start, length);
      start += length;
    }
    return at;
  };
}

function isNewline(bytes: Uint8Array): boolean {
  return bytes.length <= 2 && /^\r?\n$/.test(octetsFromArray(bytes));
}

function tooShort(framing: Framing, found: number, end: number): Problem {
  const says =
    framing.kind === 'length'
      ? `The Content-Length says ${framing.length} bytes of body, and there are ${found}.`
      : `The chunks of the body have no end: the input ends after ${found} bytes of the body.`;
  return inputProblem(
    'short-body',
    says,
    'Give the whole body, or the head alone if you do not have it.',
    { start: end, end },
    'https://www.rfc-editor.org/rfc/rfc9112#section-6.3',
  );
}

/**
 * Finds the number of bytes that the decoder accepts before it reports the problem. A binary search is needed because
 * the decoder does not report the offset.
 */
function lengthUpToProblem(bytes: Uint8Array, framing: Framing): number {
  let sound = 0;
  let broken = bytes.length;
  while (broken - sound > 1) {
    const middle = (sound + broken) >> 1;
    if (isProblem(bodyDecoder(framing).take(bytes.subarray(0, middle)).state)) broken = middle;
    else sound = middle;
  }
  return broken;
}

/** Returns the offset of the invalid byte, or of the first byte of an invalid line. */
function placeOfProblem(code: string, bytes: Uint8Array, length: number): number {
  const isLine = code !== 'chunk-end';
  return isLine && length > 1 ? bytes.lastIndexOf(LF, length - 2) + 1 : Math.max(length - 1, 0);
}

const LF = 0x0a;
