/** The page of the canonical request. It shows each part with its source, then the complete text and its hash. */
import {
  CANONICAL_HEADERS,
  CANONICAL_QUERY_STRING,
  CANONICAL_REQUEST,
  CANONICAL_REQUEST_STAGE,
  CANONICAL_URI,
  HASHED_CANONICAL_REQUEST,
  HASHED_PAYLOAD,
  HTTP_METHOD,
  SIGNED_HEADERS,
} from '../../sigv4/stages/canonical-request.ts';
import { REQUEST, REQUEST_STAGE } from '../../sigv4/stages/request.ts';
import type { ByteRange } from '../../trace/provenance.ts';
import type { RedactedValue } from '../../trace/redact.ts';
import type { ValueDefinition } from '../../trace/trace.ts';
import { runsOf } from '../characters/visible.ts';
import { requireValue, stepOf, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, type Block, heading, type Line, line, type Page, prose, type Run, SAME_LABEL, words } from '../page.ts';
import { partsOfRequest } from '../request-parts.ts';
import { sha256Line } from '../shell.ts';
import { checkRuns, lineRanges, shellBlock, sourceRange, textLines, titleLine, valueLine } from '../value-blocks.ts';

const ONCE = 'The path, URI-encoded once: every byte except A-Z a-z 0-9 - . _ ~ and the slashes is percent-encoded.';
const TWICE = 'The path as sent, URI-encoded again: what is encoded once on the wire is encoded twice here.';
const NORMALISED = ' It is normalized first: //, . and .. are removed.';

function pathInWords({ rules }: WalkFacts['trace']): string {
  return (rules.pathEncoding === 'twice' ? TWICE : ONCE) + (rules.pathSegments === 'normalised' ? NORMALISED : '');
}

/** The parts in order. Each one has its rule as a sentence. */
const PARTS: readonly (readonly [ValueDefinition, string | ((trace: WalkFacts['trace']) => string)])[] = [
  [HTTP_METHOD, 'Exactly as sent. Methods are case-sensitive.'],
  [CANONICAL_URI, pathInWords],
  [CANONICAL_QUERY_STRING, 'Names and values, URI-encoded, with = after each name; sorted by name, then by value.'],
  [CANONICAL_HEADERS, 'Names in lowercase, sorted; values trimmed; a newline after each header.'],
  [SIGNED_HEADERS, 'The names of these headers, in the same order, separated by semicolons.'],
  [
    HASHED_PAYLOAD,
    'The SHA-256 of the payload in lowercase hexadecimal (of zero bytes if it is empty), or a keyword such as UNSIGNED-PAYLOAD.',
  ],
];

export function canonicalRequestPage(facts: WalkFacts, tell: OriginTeller): Page {
  const whole = requireValue(facts, CANONICAL_REQUEST);
  const hash = requireValue(facts, HASHED_CANONICAL_REQUEST);
  return {
    ...CANONICAL_REQUEST_STAGE,
    main: [titleLine(facts, hash.name, hash.id), valueLine('', hash, tell)],
    blocks: [
      ...PARTS.flatMap(([definition, says], index) =>
        partBlocks(
          facts,
          index,
          requireValue(facts, definition),
          typeof says === 'string' ? says : says(facts.trace),
          tell,
        ),
      ),
      heading('The whole canonical request', ...checkRuns(facts, whole.id)),
      ...label(textLines('', whole, tell)),
      prose(
        words('A newline separates the parts. The headers already end with one, so an empty line follows them. '),
        words('There is no newline after the last part.'),
      ),
      ...disagreementBlocks(facts),
      ...shellBlock('Its hash:', whole.masked.length > 0 ? null : sha256Line(whole.bytes.octets)),
    ],
  };
}

/** Lists the rules on which other signers differ, and which would change the canonical request. */
function disagreementBlocks({ disagreements, trace }: WalkFacts): Block[] {
  if (disagreements.length === 0) return [];
  return [
    heading('Where sources disagree'),
    ...disagreements.map(({ rule, theirs, says, sources: [ours, others] }) =>
      prose(
        words(`${says} `),
        aside(`${ours} versus ${others}.`),
        ...(trace.rules[rule] === theirs ? [words(` This walk follows ${others}.`)] : []),
      ),
    ),
  ];
}

/** Labels the lines of the canonical request. It has three lines, the headers, an empty line, and two more lines. */
function label(lines: readonly Line[]): Line[] {
  const labels = new Map([
    [0, 'method'],
    [1, 'URI'],
    [2, 'query'],
    [3, 'headers'],
    [lines.length - 3, '(empty line)'],
    [lines.length - 2, 'signed names'],
    [lines.length - 1, 'payload hash'],
  ]);
  return lines.map((each, index) => ({ ...each, label: labels.get(index) ?? SAME_LABEL }));
}

function partBlocks(facts: WalkFacts, index: number, value: RedactedValue, says: string, tell: OriginTeller): Block[] {
  return [
    heading(`${index + 1}. ${value.name}`, ...checkRuns(facts, value.id)),
    prose(aside(says)),
    ...(value.id === CANONICAL_HEADERS.id ? headerLines(facts, value, tell) : oneLine(facts, value, tell)),
  ];
}

function oneLine(facts: WalkFacts, value: RedactedValue, tell: OriginTeller): Line[] {
  return [sourceLine(facts, value), valueLine('canonical', value, tell)];
}

/** Returns the canonical headers, each one below the header that it was made from. */
function headerLines(facts: WalkFacts, value: RedactedValue, tell: OriginTeller): Line[] {
  return lineRanges(value.bytes.octets).flatMap(([start, end]) => [
    sourceLine(facts, value, start, end),
    line('canonical', runsOf(value, start, end), tell(value, start, end)),
  ]);
}

function sourceLine(facts: WalkFacts, value: RedactedValue, start?: number, end?: number): Line {
  if (value.id === CANONICAL_QUERY_STRING.id) return querySourceLine(facts);
  const elsewhere = SOURCES_ELSEWHERE[value.id]?.(facts);
  if (elsewhere) return line('source', [aside(elsewhere)], 'not part of the request');
  const request = requireValue(facts, REQUEST);
  const source = sourceRange(value, request, start, end);
  return source === null
    ? line('source', [aside('added for signing')], 'not in the original request')
    : line('source', asGiven(request, source), `as in the request (${stepOf(facts, REQUEST_STAGE)})`);
}

/** Marks a source as given, even if a rule added some of it, because everything below is made from it. */
const asGiven = (request: RedactedValue, { start, end }: Pick<ByteRange, 'start' | 'end'>): Run[] =>
  runsOf(request, start, end).map((run) => (run.meaning === 'masked' ? run : { ...run, meaning: 'given' }));

function querySourceLine(facts: WalkFacts): Line {
  const query = partsOfRequest(facts.trace).query;
  const added =
    facts.trace.scheme === 'query'
      ? [aside(query ? '   and the parameters that signing adds' : ', except for the parameters that signing adds')]
      : [];
  return query === null
    ? line('source', [aside('the URL has no query'), ...added], 'not part of the request')
    : line('source', [...asGiven(requireValue(facts, REQUEST), query), ...added], 'as in the URL');
}

/** Descriptions of where values come from, for values that are not simply a part of the request. */
const SOURCES_ELSEWHERE: Readonly<Record<string, (facts: WalkFacts) => string | null>> = {
  [SIGNED_HEADERS.id]: () => 'the names of the canonical headers',
  [HASHED_PAYLOAD.id]: (facts) => {
    const { rules, payload } = facts.trace;
    if (sourceRange(requireValue(facts, HASHED_PAYLOAD), requireValue(facts, REQUEST)) !== null) return null;
    return rules.payload === 'hashed'
      ? `the payload, ${payload.length} bytes`
      : 'a keyword instead of a hash; it says how the payload is sent';
  },
};
