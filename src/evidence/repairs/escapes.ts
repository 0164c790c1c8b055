/** Decodes text that logs, web pages, or other documents have escaped. Each row describes one kind of escaping. */

import { withoutBackslashes, withoutEntities, withoutPercents } from '../../bytes/escapes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { ALGORITHM } from '../shapes.ts';

/** A restored text, and sentences about the repairs. */
export interface Repaired {
  readonly octets: Octets;
  readonly repairs: readonly string[];
}

interface Escape {
  /** Matches text that is escaped in this way. */
  readonly sign: RegExp;
  readonly undo: (octets: Octets) => Octets;
  readonly says: string;
}

/** Matches the bracket that begins a tag, in any encoding. */
export const BRACKET = String.raw`<|&(?:amp;)*(?:lt|#60|#[xX]3[cC]);|(?<!\\)\\{1,32}(?:u003[cC]|x3[cC])|%(?:25)*3[cC]`;

/** Matches a line ending that is escaped with backslashes any number of times. */
const LINE_END = String.raw`(?:\\{1,32}r)?\\{1,32}n`;

/** The kinds of escaping. The first kind that matches is decoded, and then all kinds are tried again. */
const ESCAPES: readonly Escape[] = [
  {
    sign: /^(?:&(?:amp;)*(?:lt|#60|#x3c);)/i,
    undo: withoutEntities,
    says: 'It was written with the entities of HTML, so it was decoded.',
  },
  { sign: /^%(?:25)*3c/i, undo: withoutPercents, says: 'It was percent-encoded, so it was decoded.' },
  {
    sign: /^\\{1,32}(?:u003c|x3c)/i,
    undo: withoutBackslashes,
    says: 'It was written with the backslashes of a JSON string, so it was decoded.',
  },
  {
    // Matches an escaped attribute, an escaped line ending between tags, or a text whose first line ending is escaped.
    sign: new RegExp(
      `^<[^\\n]{0,200}?=\\\\"|>${LINE_END}[ \\t]*<|AWS4-[A-Z0-9-]{1,40}${LINE_END}|>[A-Z]{3,10}${LINE_END}/`,
    ),
    undo: withoutBackslashes,
    says: 'It was written with the backslashes of a string, so it was decoded.',
  },
];

/** The maximum number of layers of escaping. Real pastes have fewer. */
const MOST_LAYERS = 6;

/** Decodes a document whose first tag may be escaped. */
export function unescapedDocument(octets: Octets): Repaired {
  const repairs = new Set<string>();
  let plain = octets;
  for (let layer = 0; layer < MOST_LAYERS; layer++) {
    const layered = ESCAPES.find(({ sign }) => sign.test(plain));
    if (!layered) break;
    plain = layered.undo(plain);
    repairs.add(layered.says);
  }
  return { octets: plain, repairs: [...repairs] };
}

const LINE_END_IN_TEXT = new RegExp(`^[^\\n]{0,4096}?(?:${ALGORITHM}|(?:\\b|(?<=\\\\[rn]))[A-Z]{3,10})${LINE_END}`);

/** Decodes a canonical request or a string to sign whose first line ending is escaped. */
export function unescapedText(octets: Octets): Repaired {
  let plain = octets;
  let layer = 0;
  for (; layer < MOST_LAYERS && LINE_END_IN_TEXT.test(plain); layer++) plain = withoutBackslashes(plain);
  return {
    octets: plain,
    repairs: layer === 0 ? [] : ['It was written with the backslashes of a string, so it was decoded.'],
  };
}

const SEAM = /(['"])[ \t]*(?:\+[ \t]*)?\r?\n[ \t]*[bu]?\1/g;

/** Joins a string that a program printed as multiple strings, one per line. */
export function withoutSeams(octets: Octets): Repaired {
  const whole = octets.replace(SEAM, '') as Octets;
  return {
    octets: whole,
    repairs: whole === octets ? [] : ['It was printed as several strings, one on each line, and was joined.'],
  };
}
