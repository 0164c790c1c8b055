/** Finds the part of a message head (RFC 9112, sections 2 to 5) or of an XML document that contains a given byte. */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { RESPONSE_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import { visible } from '../characters/visible.ts';

/** A part of a message, and the page that documents it. */
export interface MessagePart {
  /** The name in the form used in a sentence, such as "the value of the Content-Type header". */
  readonly name: string;
  /** The address of an RFC or of an AWS page. */
  readonly see: string;
}

export const rfc9112 = (section: string): string => `https://www.rfc-editor.org/rfc/rfc9112#section-${section}`;

interface HeadLine {
  readonly start: number;
  readonly text: Octets;
}

const EMPTY_LINE = /^\r?\n?$/;
const FOLD = /^[ \t]/;
const FIRST_LINE = /^(?<first>[^ ]*?)(?: (?<second>[^ ]*?)(?: (?<third>.*?))?)?(?<end>\r?\n)?$/ds;
const FIELD_LINE = /^(?<name>[^:]*)(?<colon>:)[ \t]*(?<value>.*?)[ \t]*(?<end>\r?\n)?$/ds;
const FOLDED_LINE = /^[ \t]*(?<value>.*?)[ \t]*(?<end>\r?\n)?$/ds;

/** Returns the name of the group of a pattern that has a byte of a line; `null` for a byte between the groups. */
function groupAt(pattern: RegExp, { start, text }: HeadLine, byte: number): string | null {
  const groups = Object.entries(pattern.exec(text)?.indices?.groups ?? {});
  const at = byte - start;
  return groups.find(([, range]) => range !== undefined && range[0] <= at && at < range[1])?.[0] ?? null;
}

/**
 * Names the part of a message head that contains a given byte. `octets` can contain more than one head, and can
 * continue after the last head.
 */
export function partOfHead(octets: Octets, byte: number, kind: 'request' | 'response'): MessagePart {
  const line = lineAt(octets, byte);
  if (EMPTY_LINE.test(line.text)) return { name: 'the empty line that ends the headers', see: rfc9112('2.1') };
  const isFirst = line.start === 0 || EMPTY_LINE.test(lineAt(octets, line.start - 1).text);
  if (!isFirst) return partOfField(octets, byte, 'header');
  const { whole, see, parts } = FIRST_LINES[kind];
  const group = groupAt(FIRST_LINE, line, byte);
  if (group === 'end') return { name: `the end of ${whole}`, see: rfc9112('2.1') };
  return { name: parts[group ?? ''] ?? `a space in ${whole}`, see };
}

interface FirstLine extends Pick<MessagePart, 'see'> {
  readonly whole: string;
  /** The parts between the spaces. The last one can itself contain spaces. */
  readonly parts: Readonly<Record<string, string>>;
}

const FIRST_LINES: Readonly<Record<'request' | 'response', FirstLine>> = {
  request: {
    whole: 'the request line',
    see: rfc9112('3'),
    parts: { first: 'the method', second: 'the request target', third: 'the HTTP version' },
  },
  response: {
    whole: 'the status line',
    see: rfc9112('4'),
    parts: { first: 'the HTTP version', second: 'the status code', third: 'the reason phrase' },
  },
};

/**
 * Names the part of the header or trailer fields that contains a given byte. A folded line belongs to the field before
 * it.
 */
function partOfField(octets: Octets, byte: number, kind: 'header' | 'trailer field'): MessagePart {
  const here = lineAt(octets, byte);
  let line = here;
  while (FOLD.test(line.text) && line.start > 0) line = lineAt(octets, line.start - 1);
  const see = rfc9112('5');
  const colon = line.text.indexOf(':');
  if (colon < 0) return { name: `a ${kind} without a colon`, see };
  const which = `the ${visible(sliceOctets(line.text, 0, colon))} ${kind}`;
  const group = groupAt(line === here ? FIELD_LINE : FOLDED_LINE, here, byte);
  if (group === 'end') return { name: `the end of ${which}`, see: rfc9112('2.1') };
  return { name: group === null ? `white space in ${which}` : `the ${group} of ${which}`, see };
}

/**
 * Names the part that contains a given byte after the last chunk. The part is a trailer field or the empty line that
 * follows.
 */
export function partOfTrailers(octets: Octets, byte: number): MessagePart {
  return EMPTY_LINE.test(lineAt(octets, byte).text)
    ? { name: 'the empty line that ends the body', see: rfc9112('7.1') }
    : partOfField(octets, byte, 'trailer field');
}

/** Returns the line that contains a given byte, including the line ending. */
function lineAt(octets: Octets, byte: number): HeadLine {
  const start = byte === 0 ? 0 : octets.lastIndexOf('\n', byte - 1) + 1;
  const newline = octets.indexOf('\n', byte);
  return { start, text: sliceOctets(octets, start, newline < 0 ? octets.length : newline + 1) };
}

/** The maximum number of bytes that are read from a document. Error documents are shorter. */
const MOST_READ = 65_536;

/** Matches the beginning of an XML document. HTML is excluded, because HTML has elements without end tags. */
const BEGINNING = /^\s*<(?:\?xml|(?!html)[a-z])/i;
/** Matches everything in angle brackets, such as a tag, a comment, or a declaration. */
const TAG = /<(\/?)([A-Za-z_][\w.:-]*|)[^<>]*>/g;

/**
 * Names the part of an XML document that contains a given byte. Returns `null` if the body is not XML, or if the byte
 * is after the first 64 KiB.
 */
export function partOfDocument(beginning: Octets, byte: number): MessagePart | null {
  if (byte >= MOST_READ || !BEGINNING.test(sliceOctets(beginning, 0, SHORT))) return null;
  const open: string[] = [];
  for (const { 0: tag, 1: slash, 2: name = '', index } of sliceOctets(beginning, 0, MOST_READ).matchAll(TAG)) {
    if (index > byte) break;
    const isHere = byte < index + tag.length;
    if (isHere) return part(name === '' ? open : [...open, ...(slash ? [] : [name])], `<${slash}${name}>`);
    if (name === '' || tag.endsWith('/>')) continue;
    if (slash) open.pop();
    else open.push(name);
  }
  return part(open, null);
}

const SHORT = 256;

function part(path: readonly string[], tag: string | null): MessagePart {
  const where =
    path.length === 0 ? 'the body, outside its elements' : `the body, in ${visible(path.join('/') as Octets)}`;
  return {
    name: tag === null || tag === '<>' ? where : `the body, the tag ${visible(tag as Octets)}`,
    see: path[0] === 'Error' ? RESPONSE_BYTES_STAGE.see : rfc9112('6'),
  };
}
