/**
 * Removes the offsets of `curl --trace-ascii` (https://curl.se/docs/manpage.html#--trace-ascii). A long line of the
 * head is printed in parts. The offset of the next line shows whether there is a line ending between two parts.
 */
import type { Octets } from '../../bytes/octets.ts';

const BLOCK =
  /^(?:[\d:.]{8,20} )?(=>|<=) (?:Send|Recv) (header|data|SSL data), \d+ bytes \(0x[0-9a-f]+\)\r?\n((?:[0-9a-f]{4,8}: .*(?:\n|$))*)/gm;
const LINE = /^([0-9a-f]{4,8}): (.*?)\r?$/gm;
const INFO = /^(?:[\d:.]{8,20} )?== Info: (.*)$/gm;

export function withoutTraceOffsets(octets: Octets): Octets {
  if (!/^(?:[\d:.]{8,20} )?(?:=>|<=) (?:Send|Recv) header, /m.test(octets)) return octets;
  return octets
    .replace(BLOCK, (_, _way: string, what: string, lines: string) => (what === 'SSL data' ? '' : joined(lines)))
    .replace(INFO, '* $1') as Octets;
}

function joined(lines: string): string {
  const parts = [...lines.matchAll(LINE)].map(([, offset = '', text = '']) => ({
    at: Number.parseInt(offset, 16),
    text,
  }));
  const texts = parts.map(({ at, text }, index) => {
    const next = parts[index + 1];
    return next !== undefined && next.at === at + text.length ? text : `${text}\n`;
  });
  return texts.join('');
}
