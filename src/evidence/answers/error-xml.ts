/**
 * Reads XML errors from S3 and compatible servers, even if the errors are escaped or cut off
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
 */
import { SaxesParser } from 'saxes';
import { withoutEntities } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import type { Landmarks } from '../landmarks.ts';
import { BRACKET, unescapedDocument, withoutSeams } from '../repairs/escapes.ts';
import { CODE, type ErrorDocument, MESSAGE, OF_SIGNATURES } from './document.ts';

/**
 * Names of root elements, and of elements that occur only in such a document. A paste may begin in the middle of a
 * document.
 */
const NAMES = ['ErrorResponse', 'Errors', 'Error', '[A-Z][A-Za-z]{2,60}Exception', CODE, ...OF_SIGNATURES];
const TAG = new RegExp(
  String.raw`(${BRACKET})(?:(/)(${OF_SIGNATURES.join('|')})|(${NAMES.join('|')}))(?![\w.:-])`,
  'g',
);
const DECLARATION = new RegExp(String.raw`(?:${BRACKET})\?xml`, 'g');

/** The maximum number of bytes that are read from a document. */
const LONGEST = 524_288;
/** The maximum total number of bytes that are read from a piece's documents. */
const MOST_READ = 4_194_304;
const MOST_DOCUMENTS = 16;

/** Finds the error documents. If a document is cut off, it ends at the next landmark. */
export function findErrorXml(octets: Octets, landmarks: Landmarks): ErrorDocument[] {
  const found: ErrorDocument[] = [];
  const ends = endFinder(octets);
  let lastEnd = 0;
  let read = 0;
  TAG.lastIndex = 0;
  for (let tag = TAG.exec(octets); tag && found.length < MOST_DOCUMENTS && read < MOST_READ; tag = TAG.exec(octets)) {
    const [, bracket = '', closing, , name = ''] = tag;
    const start =
      closing === undefined ? tag.index : Math.max(lastEnd, landmarks.before(tag.index), tag.index - LONGEST);
    const mark = Math.min(landmarks.after(tag.index), nextDeclaration(octets, tag.index), tag.index + LONGEST);
    const end = Math.min(closing === undefined ? ends(bracket, name, tag.index) : mark, mark);
    read += end - start;
    const document = readDocument(octets, start, end, closing === undefined ? 'from-a-tag' : 'from-inside');
    if (document) found.push(document);
    lastEnd = end;
    TAG.lastIndex = end;
  }
  return found;
}

function nextDeclaration(octets: Octets, at: number): number {
  DECLARATION.lastIndex = at;
  return DECLARATION.exec(octets.slice(0, at + LONGEST))?.index ?? octets.length;
}

/**
 * Returns a function that finds the end of a document. The returned function remembers missing closing tags, so it
 * searches for each tag only once.
 */
function endFinder(octets: Octets): (bracket: string, name: string, at: number) => number {
  const nowhere = new Set<string>();
  return (bracket, name, at) => {
    const isRoot = !OF_SIGNATURES.includes(name) && name !== CODE;
    const closing = `${bracket}/${isRoot ? name : 'Error'}`;
    const escapedSlash = `${bracket}\\/${isRoot ? name : 'Error'}`;
    for (const written of [closing, escapedSlash]) {
      const index = nowhere.has(written) ? -1 : octets.indexOf(written, at);
      if (index >= 0) return afterTag(octets, index + written.length);
      nowhere.add(written);
    }
    return octets.length;
  };
}

/** Returns the offset after a tag, whose closing bracket may be escaped. */
function afterTag(octets: Octets, at: number): number {
  const bracket = /^[ \t\r\n]*(?:>|&(?:amp;)*(?:gt|#62|#x3e);|\\+u003e|\\+x3e|%(?:25)*3e)/i.exec(
    octets.slice(at, at + 64),
  );
  return at + (bracket?.[0].length ?? 0);
}

function readDocument(
  octets: Octets,
  start: number,
  end: number,
  begins: 'from-a-tag' | 'from-inside',
): ErrorDocument | null {
  const region = octets.slice(start, end) as Octets;
  const line = octets.slice(Math.max(octets.lastIndexOf('\n', start - 1) + 1, start - 512, 0), start);
  const before = line.slice(0, beginningOfDeclaration(line));
  const joined = /['"]$/.test(before) ? withoutSeams(region) : { octets: region, repairs: [] };
  const plain = unescapedDocument(joined.octets);
  const elements = readElements(begins === 'from-a-tag' ? plain.octets : withBeginning(plain.octets));
  if (!elements?.size || !saysError(elements)) return null;
  return {
    form: 'xml',
    start,
    end,
    elements,
    status: null,
    repairs: [...new Set([...joined.repairs, ...plain.repairs])],
  };
}

function beginningOfDeclaration(line: string): number {
  DECLARATION.lastIndex = 0;
  return DECLARATION.exec(line)?.index ?? line.length;
}

/** Adds the missing opening tag to a fragment. Dots often mark the place where the tag was. */
function withBeginning(octets: Octets): Octets {
  const name = /<\/(\w+)/.exec(octets)?.[1] ?? 'Error';
  const dots = octets.slice(0, octets.indexOf('</')).lastIndexOf('...');
  return `<${name}>${octets.slice(Math.max(0, dots)).replace(/^[\t-\r .]+/, '')}` as Octets;
}

/**
 * Returns whether the elements describe an error: they include a code, a message, or a plausible element about
 * signatures.
 */
function saysError(elements: ReadonlyMap<string, Octets>): boolean {
  if (elements.has(CODE) || elements.has(MESSAGE)) return true;
  return OF_SIGNATURES.some((name) => FITS.test(elements.get(name) ?? ''));
}

/**
 * Matches the content of a plausible element about signatures: one of the two texts, bytes written as numbers, a key
 * ID, or a signature.
 */
const FITS =
  /^[\t-\r ]*(?:[A-Z]{3,10}(?:\n|\\n|[ ]\/)|AWS|[a-z0-9-]{1,64}:|(?:[0-9a-fA-F]{2}[ ,]){4}|\d{2,3} \d|[A-Za-z0-9+/=]{16,}[\t-\r ]*$)/;

/**
 * Reads the elements that have no child elements, up to where the document is cut off. Returns `null` for a document
 * with a DOCTYPE, because no server sends a DOCTYPE, and a DOCTYPE could define arbitrary entities.
 */
export function readElements(octets: Octets): ReadonlyMap<string, Octets> | null {
  const elements = new Map<string, Octets>();
  const open: Open[] = [];
  const doctypes: string[] = [];
  const keep = ({ name, text, holds }: Open) => {
    const isException = name.endsWith('Exception');
    if (isException && !elements.has(CODE)) elements.set(CODE, name as Octets);
    if (holds === 'elements' || (CONTAINERS.has(name) && text.trim() === '')) return;
    const key = isException || CONTAINERS.has(name) ? MESSAGE : name;
    if (!elements.has(key)) elements.set(key, text as Octets);
  };
  const addText = (text: string) => {
    const last = open.at(-1);
    if (last) last.text += text;
  };
  const parser = new SaxesParser({ fragment: false });
  // Pastes are often not well-formed, so errors do not end the reading.
  let faults = 0;
  parser.on('error', () => {
    faults++;
  });
  parser.on('doctype', (doctype) => {
    doctypes.push(doctype);
  });
  parser.on('opentag', ({ name }) => {
    const parent = open.at(-1);
    if (parent) parent.holds = 'elements';
    open.push({ name: name.slice(name.indexOf(':') + 1), text: '', holds: 'text' });
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const closed = open.pop();
    if (closed) keep(closed);
  });
  const text = lenient(octets);
  const isSound = () => open.length <= DEEPEST && faults <= MOST_FAULTS;
  for (let at = 0; at < text.length && isSound(); at += PART) parser.write(text.slice(at, at + PART));
  if (isSound()) parser.close();
  const cut = open.at(-1);
  if (cut) keep(cut);
  return doctypes.length > 0 ? null : elements;
}

/** Limits that no real error reaches. Reading stops where a document exceeds a limit. */
const DEEPEST = 16;
const MOST_FAULTS = 256;
const PART = 1024;

interface Open {
  readonly name: string;
  text: string;
  holds: 'text' | 'elements';
}

const CONTAINERS = new Set(['Error', 'ErrorResponse', 'Errors', 'Response']);

const AMPERSAND = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)/g;

/**
 * Escapes ampersands and brackets that are not markup. XML forbids such characters, but pastes contain them. Each byte
 * remains a character with the same number, and numeric character references become UTF-8.
 */
function lenient(octets: Octets): string {
  return octets
    .replace(/^[^<]*<\?xml[^>]*>/, '')
    .replace(/&#(?:\d{3,7}|[xX][0-9A-Fa-f]{2,6});/g, (entity) => {
      const character = withoutEntities(entity as Octets);
      return character > '\x7f' ? character : entity;
    })
    .replace(AMPERSAND, '&amp;')
    .replace(/<(?![A-Za-z/!?])/g, '&lt;');
}
