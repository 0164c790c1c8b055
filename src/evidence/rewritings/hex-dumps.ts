/**
 * Reads bytes that are written as numbers outside any document. Such numbers occur if, for example, only
 * `CanonicalRequestBytes` was copied.
 */
import { type Octets, octetsFromHex } from '../../bytes/octets.ts';
import { readQuotedBytes } from '../logs/quoted-strings.ts';

/** Matches a dump with the minimum number of bytes. Fewer bytes may be anything, such as a MAC address. */
const DUMP = /(^|[^\s,0-9A-Fa-f])([\s,]{0,64})((?:[0-9A-Fa-f]{2}[ \t\r\n,]{1,8}){32,}[0-9A-Fa-f]{0,2})(?!\w)/g;
const READABLE = /^[\t\n\r\x20-\x7e\x80-\xff]*$/;

/** Replaces each dump with the text, if any, that its bytes represent. The beginning of the text may be cut off. */
export function withoutHexDumps(given: Octets): Octets {
  const octets = withoutOffsets(given);
  if (!/[0-9A-Fa-f]{2}[ \t\r\n,]+[0-9A-Fa-f]{2}[ \t\r\n,]/.test(octets)) return octets;
  return octets.replace(DUMP, (whole, before: string, space: string, dump: string) => {
    // Other readers handle numbers inside an element or a string.
    if (/[>'"`]/.test(before)) return whole;
    const read = readQuotedBytes(dump);
    const isText = read !== null && READABLE.test(read.octets) && read.octets.includes('\n');
    return isText ? `${before}${space}${read.octets}\n` : whole;
  }) as Octets;
}

/** Matches a row of a dump with offsets, as `xxd` and `hexdump -C` print them. */
const ROW = /^([ \t]*([0-9A-Fa-f]{4,16}):?[ \t]+)((?:[0-9A-Fa-f]{2}[ \t]{0,3}){2}[^\n]{0,400}?)\r?$/;
const IN_ROW = 16;

/**
 * Replaces each dump with offsets with the text that its bytes represent. The offsets show how many bytes a row has, and
 * the first row shows where the column of characters begins, which can look like bytes.
 */
function withoutOffsets(octets: Octets): Octets {
  if (!/^[ \t]*0{4,16}:?[ \t]+[0-9A-Fa-f]{2}/m.test(octets)) return octets;
  const lines = octets.split('\n');
  const written: string[] = [];
  for (let index = 0; index < lines.length; ) {
    const rows = rowsFrom(lines, index);
    const text = rows.length > 1 ? textOfRows(rows) : null;
    written.push(text ?? lines[index] ?? '');
    index += text === null ? 1 : rows.length;
  }
  return written.join('\n') as Octets;
}

/** Lists the rows of a dump from a line on. The last row may be an offset alone, which `hexdump` prints. */
function rowsFrom(lines: readonly string[], start: number): RegExpExecArray[] {
  const rows: RegExpExecArray[] = [];
  for (let row = ROW.exec(lines[start] ?? ''); row; row = ROW.exec(lines[start + rows.length] ?? '')) {
    if (Number.parseInt(row[2] ?? '', 16) !== rows.length * IN_ROW) break;
    rows.push(row);
  }
  return rows;
}

const DIGITS_OF_ROW = /^(?:[0-9A-Fa-f][ \t]{0,3}){32}/;

function textOfRows(rows: readonly RegExpExecArray[]): string | null {
  const width = DIGITS_OF_ROW.exec(rows[0]?.[3] ?? '')?.[0].length;
  if (width === undefined) return null;
  const digits = rows.map((row) => (row[3] ?? '').slice(0, width).replace(/[^0-9A-Fa-f]/g, ''));
  const text = octetsFromHex(digits.join(''));
  return text !== null && READABLE.test(text) ? text : null;
}
