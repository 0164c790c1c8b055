/** Step 4: the six parts, each from its source to its canonical form, then the whole and its hash. */
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

const ONCE = 'The path, each byte percent-encoded once, except A-Z a-z 0-9 - . _ ~ and the slashes.';
const TWICE =
  'The path as it is sent, its % signs too percent-encoded: what is encoded on the wire is encoded twice here.';
const NORMALISED = ' First, //, . and .. are taken out of it.';

function pathInWords({ rules }: WalkFacts['trace']): string {
  return (rules.pathEncoding === 'twice' ? TWICE : ONCE) + (rules.pathSegments === 'normalised' ? NORMALISED : '');
}

/** The parts in their order, and in one sentence what becomes of each. */
const PARTS: readonly (readonly [ValueDefinition, string | ((trace: WalkFacts['trace']) => string)])[] = [
  [HTTP_METHOD, 'Exactly as it is sent; methods are case-sensitive.'],
  [CANONICAL_URI, pathInWords],
  [CANONICAL_QUERY_STRING, 'Names and values percent-encoded, each name with an =, sorted by name, then by value.'],
  [CANONICAL_HEADERS, 'Names in lower case and sorted; values without the spaces around them; a newline after each.'],
  [SIGNED_HEADERS, 'The names of these headers, in the same order, separated by semicolons.'],
  [
    HASHED_PAYLOAD,
    'The SHA-256 of the payload in lower-case hexadecimal digits, that of zero bytes if there is none; or words that say what is signed instead.',
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
      heading('The whole', ...checkRuns(facts, whole.id)),
      ...labelled(textLines('', whole, tell)),
      prose(
        words('A newline stands between each two parts. The headers end with one of their own, hence the empty line. '),
        words('No newline follows the last part.'),
      ),
      ...disagreementBlocks(facts),
      ...shellBlock('Its hash:', whole.masked.length > 0 ? null : sha256Line(whole.bytes.octets)),
    ],
  };
}

/** Where other signers would make another canonical request of this very request. */
function disagreementBlocks({ disagreements, trace }: WalkFacts): Block[] {
  if (disagreements.length === 0) return [];
  return [
    heading('Where sources disagree'),
    ...disagreements.map(({ rule, theirs, says, sources: [ours, others] }) =>
      prose(
        words(`${says} `),
        aside(`${ours} against ${others}.`),
        ...(trace.rules[rule] === theirs ? [words(` Here it is done as ${others} does.`)] : []),
      ),
    ),
  ];
}

/** The lines of the whole with the parts that they belong to: three of one line, the headers, two of one line. */
function labelled(lines: readonly Line[]): Line[] {
  const labels = new Map([
    [0, 'method'],
    [1, 'URI'],
    [2, 'query'],
    [3, 'headers'],
    [lines.length - 3, '(their end)'],
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

/** Each canonical header below the header that it was made from. */
function headerLines(facts: WalkFacts, value: RedactedValue, tell: OriginTeller): Line[] {
  return lineRanges(value.bytes.octets).flatMap(([start, end]) => [
    sourceLine(facts, value, start, end),
    line('canonical', runsOf(value, start, end), tell(value, start, end)),
  ]);
}

function sourceLine(facts: WalkFacts, value: RedactedValue, start?: number, end?: number): Line {
  if (value.id === CANONICAL_QUERY_STRING.id) return querySourceLine(facts);
  const elsewhere = SOURCES_ELSEWHERE[value.id]?.(facts);
  if (elsewhere) return line('source', [aside(elsewhere)], 'not a piece of the request');
  const request = requireValue(facts, REQUEST);
  const source = sourceRange(value, request, start, end);
  return source === null
    ? line('source', [aside('added for signing')], 'not in the request as it was given')
    : line('source', asGiven(request, source), `as it stands in the request (${stepOf(facts, REQUEST_STAGE)})`);
}

/** Whatever rule put some of it there: this is what everything is made of. */
const asGiven = (request: RedactedValue, { start, end }: Pick<ByteRange, 'start' | 'end'>): Run[] =>
  runsOf(request, start, end).map((run) => (run.meaning === 'masked' ? run : { ...run, meaning: 'given' }));

/** The query as it was given; that of a presigned URL has more in it by now. */
function querySourceLine(facts: WalkFacts): Line {
  const query = partsOfRequest(facts.trace).query;
  const added =
    facts.trace.scheme === 'query' ? [aside(query ? '   and what signing adds' : ', but for what signing adds')] : [];
  return query === null
    ? line('source', [aside('the URL has no query'), ...added], 'not a piece of the request')
    : line('source', [...asGiven(requireValue(facts, REQUEST), query), ...added], 'as it stands in the URL');
}

/** What is not simply a piece of the request, in words. */
const SOURCES_ELSEWHERE: Readonly<Record<string, (facts: WalkFacts) => string | null>> = {
  [SIGNED_HEADERS.id]: () => 'the names of the canonical headers',
  [HASHED_PAYLOAD.id]: (facts) => {
    const { rules, payload } = facts.trace;
    if (sourceRange(requireValue(facts, HASHED_PAYLOAD), requireValue(facts, REQUEST)) !== null) return null;
    return rules.payload === 'hashed'
      ? `the payload, ${payload.length} bytes`
      : 'words in the place of a hash: how the payload is sent says which';
  },
};
