/** Where in a document of XML a byte is: S3 answers with one where it refuses, and where it lists. */
import { type Octets, sliceOctets } from '../../bytes/octets.ts';
import { RESPONSE_BYTES_STAGE } from '../../sigv4/stages/signed-request.ts';
import { visible } from '../characters/visible.ts';
import { type MessagePart, rfc9112 } from './head-parts.ts';

/** The most bytes that are read of a document: documents of errors are shorter. */
const MOST_READ = 65_536;

/** A page of HTML has elements that nothing closes. */
const BEGINNING = /^\s*<(?:\?xml|(?!html)[a-z])/i;
/** A tag, a comment, a declaration: what stands between angle brackets. */
const TAG = /<(\/?)([A-Za-z_][\w.:-]*|)[^<>]*>/g;

/** `null` for what does not begin as a document does, and far behind its beginning. */
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

/** However much white space it begins with. */
const SHORT = 256;

function part(path: readonly string[], tag: string | null): MessagePart {
  const where =
    path.length === 0 ? 'the body, outside of its elements' : `the body, in ${visible(path.join('/') as Octets)}`;
  return {
    name: tag === null || tag === '<>' ? where : `the body, the tag ${visible(tag as Octets)}`,
    see: path[0] === 'Error' ? RESPONSE_BYTES_STAGE.see : rfc9112('6'),
  };
}
