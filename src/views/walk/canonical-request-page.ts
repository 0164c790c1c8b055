/** Creates the page of the canonical request. The page shows the text line by line, and the text's hash. */

import { disagreementsOf } from '../../sigv4/disagreements.ts';
import { AMZ_HEADERS } from '../../sigv4/names.ts';
import { CANONICAL_REQUEST, HASHED_CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import { TERMS } from '../map/terms.ts';
import { aside, type Block, type Explanation, heading, type PageContent, prose, words } from '../page.ts';
import { sha256Line } from '../shell.ts';
import { checkNote, checkRuns, digestLine, type LineWords, numberedLines, shellBlock } from '../value-blocks.ts';

export function canonicalRequestPage(facts: WalkFacts): PageContent {
  const whole = requireValue(facts, CANONICAL_REQUEST);
  const hash = requireValue(facts, HASHED_CANONICAL_REQUEST);
  return {
    main: numberedLines(whole, (index, count, start) => {
      const about = aboutLine(facts, index, count);
      return about.explains === HEADER ? { ...about, explains: headerInWords(whole, start) } : about;
    }),
    blocks: [
      prose(aside(`↓ SHA-256 of these ${whole.bytes.octets.length} bytes  `), ...checkRuns(facts, whole.id)),
      { ...digestLine(facts, 'hash', hash), ...noteOnce(facts, whole.id, hash.id) },
      ...disagreementBlocks(facts),
      ...shellBlock('Its hash in a shell:', whole.masked.length > 0 ? null : sha256Line(whole.bytes.octets)),
    ],
  };
}

/** Names the hash instead of repeating the check of the text above it, because both agree or neither does. */
const noteOnce = (facts: WalkFacts, whole: string, hash: string) =>
  checkNote(facts, whole) === checkNote(facts, hash) ? { note: 'hash' } : {};

/**
 * Says which part a line is, and how that part is formed. The text has three lines, the headers, an empty line, and two
 * more lines.
 */
function aboutLine(facts: WalkFacts, index: number, count: number): LineWords {
  const { rules } = facts.trace;
  const last = count - 1;
  if (index === 0) return { label: TERMS.method, explains: METHOD };
  if (index === 1) return { label: TERMS.path, explains: pathInWords(rules) };
  if (index === 2) return { label: TERMS.query, explains: QUERY };
  if (index === last) return { label: TERMS.body, explains: payloadInWords(rules) };
  if (index === last - 1) return { label: TERMS.names, explains: NAMES };
  if (index === last - 2) return { label: '', explains: EMPTY };
  return { label: index === 3 ? TERMS.headers : '', explains: HEADER };
}

const METHOD: Explanation = { rule: 'exactly as sent', why: 'methods are case-sensitive: get is not GET' };
const QUERY: Explanation = {
  rule: 'percent-encoded, = after each name; sorted by name, then by value',
  why: 'clients may send parameters in any order; one order is hashed',
};
const HEADER: Explanation = {
  rule: 'lower-case name, spaces around the value dropped; sorted by name',
  why: 'HTTP ignores the case of a name; a hash does not',
  whyGiven: 'a proxy may change the spaces around a value; one form is hashed',
};

/** The reasons for the values of headers, by the name of the header. */
const VALUE_REASONS: ReadonlyMap<string, string> = new Map([
  ['host', 'the signature is valid only for this host'],
  [AMZ_HEADERS.date, 'a server refuses a time that is more than 15 minutes from its own'],
]);

/** Explains the line of a header. Its value has a reason of its own if the header has a special meaning. */
function headerInWords({ bytes: { octets } }: RedactedValue, start: number): Explanation {
  const name = octets.slice(start, octets.indexOf(':', start));
  const reason = VALUE_REASONS.get(name);
  return reason === undefined ? HEADER : { ...HEADER, whyGiven: reason };
}

const EMPTY: Explanation = {
  rule: 'each header ends with \\n; one more \\n ends the headers',
  why: 'without it, a header could pass for the list of names',
};
const NAMES: Explanation = {
  rule: 'the names of the headers above, in their order, joined by semicolons',
  why: 'a proxy may add headers; the server must know which ones are signed',
};

const ONCE = 'percent-encoded once, except A-Z a-z 0-9 - . _ ~ and slashes';
const TWICE = 'the path as sent, percent-encoded again: %20 becomes %2520';
const NORMALIZED = '; //, . and .. are removed first';

function pathInWords({ pathEncoding, pathSegments }: WalkFacts['trace']['rules']): Explanation {
  return {
    rule: (pathEncoding === 'twice' ? TWICE : ONCE) + (pathSegments === 'normalised' ? NORMALIZED : ''),
    why: 'clients may write a character in several ways; one is hashed',
  };
}

const payloadInWords = ({ payload }: WalkFacts['trace']['rules']): Explanation =>
  payload === 'hashed'
    ? {
        rule: 'the SHA-256 of the body in hexadecimal, even if the body is empty',
        why: 'a changed body changes this line, and with it the signature',
      }
    : {
        rule: 'a keyword instead of a hash; it says how the body is sent',
        why: 'the body is not known yet, or is signed in chunks later',
      };

/** Lists the rules that other signers interpret differently and that would change the canonical request. */
function disagreementBlocks({ trace }: WalkFacts): Block[] {
  const found = trace.purpose === 'sign' ? disagreementsOf(trace) : [];
  if (found.length === 0) return [];
  return [
    heading('Where sources disagree'),
    ...found.map(({ rule, theirs, says, sources: [ours, others] }) =>
      prose(
        `${says} `,
        aside(`${ours} versus ${others}.`),
        ...(trace.rules[rule] === theirs ? [words(` This walk follows ${others}.`)] : []),
      ),
    ),
  ];
}
