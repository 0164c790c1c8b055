/** The lines of a canonical request put together anew, out of a text that has lost its line ends or its empty lines. */
import type { Octets } from '../../bytes/octets.ts';

interface Rebuilt {
  readonly octets: Octets;
  readonly repairs: readonly string[];
}

/** What its last two lines say; between them and the method stands the rest. */
interface Frame {
  readonly method: string;
  /** From behind the method to before the list of signed headers; between words one space. */
  readonly middle: string;
  readonly names: readonly string[];
  readonly hashedPayload: string;
}

const LINES = 'Its line ends had become spaces.';
const EMPTY_LINES = 'Its empty lines had been lost.';
const NAMES = /^[a-z0-9!#$%&'*+.^_`|~-]+(?:;[a-z0-9!#$%&'*+.^_`|~-]+)*$/;

/**
 * What it may have been, the likeliest first; nothing where its end is not there, by which the headers are told apart.
 * A value of a header has had runs of spaces made one, as the rule for canonical headers wants it anyway.
 */
export function rebuiltCanonicalRequests(text: Octets): Rebuilt[] {
  const frame = frameOf(text);
  if (!frame) return [];
  const { before, fields } = headersOf(frame);
  const repairs = [text.trim().includes('\n') ? EMPTY_LINES : LINES];
  return startsOf(before).map((start) => ({
    octets: [frame.method, ...start, ...fields, '', frame.names.join(';'), frame.hashedPayload].join('\n') as Octets,
    repairs,
  }));
}

function frameOf(text: Octets): Frame | null {
  const flat = text.replace(/[\t-\r ]+/g, ' ').trim();
  const last = flat.lastIndexOf(' ');
  const list = flat.lastIndexOf(' ', last - 1);
  const first = flat.indexOf(' ');
  const method = flat.slice(0, Math.max(first, 0));
  const names = flat.slice(list + 1, last);
  const hashedPayload = flat.slice(last + 1);
  if (list <= first || !/^[A-Z]+$/.test(method) || !NAMES.test(names) || !/^[A-Za-z0-9-]+$/.test(hashedPayload)) {
    return null;
  }
  return { method, middle: flat.slice(first, list), names: names.split(';'), hashedPayload };
}

/** The path and the query together, and a line for each signed header. Some servers leave out those that did not come. */
function headersOf({ middle, names }: Frame): { readonly before: string; readonly fields: readonly string[] } {
  const starts: number[] = [];
  let from = 0;
  for (const name of names) {
    const at = middle.indexOf(` ${name}:`, from);
    if (at < 0) continue;
    starts.push(at);
    from = at + name.length + 1;
  }
  return {
    before: middle.slice(0, starts[0] ?? middle.length).trim(),
    fields: starts.map((start, index) => middle.slice(start, starts[index + 1] ?? middle.length).trim()),
  };
}

/** A path may hold spaces where a client has signed it decoded; a query never does. */
function startsOf(before: string): (readonly [path: string, query: string])[] {
  const space = before.lastIndexOf(' ');
  if (space < 0) return [[before, '']];
  const parted: readonly [string, string] = [before.slice(0, space), before.slice(space + 1)];
  const whole: readonly [string, string] = [before, ''];
  return parted[1].includes('=') ? [parted, whole] : [whole, parted];
}
