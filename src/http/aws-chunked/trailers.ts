/** The trailer fields behind the last chunk of a body in aws-chunked, read (AWS, sigv4-streaming-trailers). */
import { plain, slice } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, octetsFromArray, sliceOctets } from '../../bytes/octets.ts';
import { isProblem, type Problem } from '../../bytes/problem.ts';
import { trim } from '../../bytes/text-operations.ts';
import { type HeaderField, TOKEN } from '../message.ts';
import { HEAD_LIMIT } from '../read-head.ts';
import { malformed } from './problems.ts';
import { TRAILER_SIGNATURE } from './write.ts';

export interface AwsTrailers {
  /** As they were sent, the signature not among them. */
  readonly fields: readonly HeaderField[];
  /** The value of x-amz-trailer-signature; `null` without one. */
  readonly signature: Octets | null;
}

export interface TrailerCollector {
  /** Takes the next bytes; says how many of them belong to the trailer, and whether it is whole with them. */
  take(piece: Uint8Array): { readonly used: number; readonly state: 'open' | 'whole' | 'endless' };
  /** All that has come; the empty line is the last of it once it is whole. */
  octets(): Octets;
}

const LINE_END = '\r\n';
const SECTION_END = LINE_END + LINE_END;

/** Collects what follows the line of the last chunk, up to the empty line. Each byte is looked at once. */
export function trailerCollector(): TrailerCollector {
  const parts: Octets[] = [];
  let length = 0;
  // The line of the last chunk has just ended: an empty line may follow at once.
  let tail = LINE_END;
  return {
    take(piece) {
      const room = octetsFromArray(piece.subarray(0, HEAD_LIMIT - length));
      const window = tail + room;
      const end = window.indexOf(SECTION_END);
      const used = end < 0 ? room.length : end + SECTION_END.length - tail.length;
      parts.push(sliceOctets(room, 0, used));
      length += used;
      tail = window.slice(-(SECTION_END.length - 1));
      if (end >= 0) return { used, state: 'whole' };
      return { used, state: length < HEAD_LIMIT ? 'open' : 'endless' };
    },
    octets: () => parts.join('') as Octets,
  };
}

/** The fields in these lines, each with its CR LF, which begin at byte `at` of the encoded body. */
export function readAwsTrailers(octets: Octets, at: number): AwsTrailers | Problem {
  const fields: HeaderField[] = [];
  let signature: Octets | null = null;
  let start = at;
  for (const line of octets.split(LINE_END).slice(0, -1)) {
    const field = readField(line as Octets, start);
    if (isProblem(field)) return field;
    if (field.name.octets.toLowerCase() !== TRAILER_SIGNATURE) fields.push(field);
    else if (signature === null) signature = field.value.octets;
    else return malformed('trailer-signature', 'The trailer has two signatures', start, start + line.length);
    start += line.length + LINE_END.length;
  }
  return { fields, signature };
}

/**
 * MinIO's client sends the LF that a field is signed with too, before its CR LF (`mc cp --checksum`). Ceph's radosgw
 * passes over it, OpenStack Swift refuses it.
 */
const STRAY_LINE_FEED = /\n$/;

function readField(line: Octets, start: number): HeaderField | Problem {
  const bytes = plain(line.replace(STRAY_LINE_FEED, '') as Octets);
  const colon = bytes.octets.indexOf(':');
  const value = colon < 0 ? EMPTY : sliceOctets(bytes.octets, colon + 1);
  if (!TOKEN.test(bytes.octets.slice(0, Math.max(colon, 0))) || /[\r\n\0]/.test(value)) {
    const says = 'A line of the trailer is not a name, a colon and a value';
    return malformed('field-line', says, start, start + line.length);
  }
  return { name: slice(bytes, 0, colon), value: trim(plain(value), ' \t') };
}
