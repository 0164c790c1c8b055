/** Divides a long line of a request where its parts begin, so that each part has the letters of its own bytes. */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { type Range, rangesBefore } from '../../trace/ranges.ts';

/** The maximum length of a line. A longer line is divided where its parts begin. */
const LONG_LINE = 64;
const PARAMETERS = /[?&]/g;
const AUTHORIZATION = /^(?:authorization:|AWS4-)/i;
const DIVISION = /(?<=SHA256 |, ?)(?=(?:Credential|SignedHeaders|Signature)=)/g;

/**
 * Returns the ranges of the parts of a line. The parts of a request line, which
 * is at the beginning, are its query parameters. Those of an Authorization header, with its name or without, are what it
 * says of the signature. Any other line has one part.
 */
export function dividedLine(octets: Octets, line: Range): Range[] {
  const text = sliceOctets(octets, line.start, line.end);
  const division = AUTHORIZATION.test(text) ? DIVISION : line.start === 0 ? PARAMETERS : null;
  if (division === null || text.length <= LONG_LINE) return [line];
  return rangesBefore(octets, division, line);
}
