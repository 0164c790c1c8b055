/**
 * Takes a canonical request apart. Each part is known by itself: one that is masked, cut off, missing, or wrong says
 * nothing of the others (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html).
 */
import type { Octets } from '../../bytes/octets.ts';
import { MASK } from '../shapes.ts';
import { HASH } from './lines.ts';

/** The name of a header is in lowercase. A line that is a part again, or none, has its number. */
export type PartName =
  | 'method'
  | 'path'
  | 'query'
  | `header ${string}`
  | 'empty line'
  | 'signed headers'
  | 'hashed payload'
  | `line ${number}`;

/** The lines of a text, each as it is written, in their order. A part that is missing has none. */
export type Parts = ReadonlyMap<PartName, Octets>;

const FIELD = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200})[ \t]*:/;
const PAYLOAD = new RegExp(`^${HASH}$`);
const LIST = /^[\w-]+(?:;[\w-]+)*;?$/;

/** Returns the parts of a canonical request, of which any may be missing, and the end too. */
export function partsOf(text: Octets): Parts {
  const parts = new Map<PartName, Octets>();
  for (const [index, line] of (text.split('\n') as Octets[]).entries()) {
    const name = nameOf(line, index, parts);
    parts.set(parts.has(name) ? `line ${index}` : name, line);
  }
  return parts;
}

const FIRST: readonly PartName[] = ['method', 'path'];

function nameOf(line: string, index: number, before: Parts): PartName {
  const first = FIRST[index];
  if (first !== undefined) return first;
  const header = FIELD.exec(line)?.[1]?.toLowerCase();
  if (header !== undefined) return `header ${header}`;
  if (index === FIRST.length) return 'query';
  if (line === '') return 'empty line';
  const isList = LIST.test(line) && line.split(';').some((name) => before.has(`header ${name.toLowerCase()}`));
  if (isList) return 'signed headers';
  return PAYLOAD.test(line) || MASK.test(line) ? 'hashed payload' : `line ${index}`;
}

/** Returns the text of all parts. */
export const textOfParts = (parts: Parts): Octets => [...parts.values()].join('\n') as Octets;

/** Returns the value of the first header with a name in lowercase; `null` if there is none. */
export function headerIn(parts: Parts, name: string): Octets | null {
  const line = parts.get(`header ${name}`);
  return line === undefined ? null : (line.slice(line.indexOf(':') + 1) as Octets);
}
