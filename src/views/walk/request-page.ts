/** Creates the page of the request, which shows the signed content, the signer, and the destination. */

import { serviceRules } from '../../aws/services.ts';
import { copyOf } from '../../bytes/bytes.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { HeaderField, RequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { dialectNamed } from '../../sigv4/algorithms/table.ts';
import { AUTHORIZATION_STAGE } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST, CANONICAL_REQUEST_STAGE } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { PRESIGNED_URL_STAGE } from '../../sigv4/stages/presigned-url.ts';
import {
  ACCESS_KEY_ID,
  EXPIRES,
  REGION,
  REGION_SET,
  REQUEST,
  SECRET_ACCESS_KEY,
  SERVICE,
  TIMESTAMP,
} from '../../sigv4/stages/request.ts';
import { REQUEST_BYTES_STAGE, SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { PAYLOAD } from '../../trace/payload.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import { runsOf, visibleText } from '../characters/visible.ts';
import { requireValue, stepOf, type WalkFacts } from '../facts.ts';
import { TERMS } from '../map/terms.ts';
import type { OriginTeller } from '../origins.ts';
import {
  aside,
  type Block,
  heading,
  inOneRow,
  keys,
  type Line,
  line,
  link,
  type PageContent,
  prose,
  type Run,
} from '../page.ts';
import { METHOD_PART, PATH_PART, partsOfRequest, QUERY_PART, type RequestPart } from '../request-parts.ts';
import { sha256Line } from '../shell.ts';
import { inText, partLine, secretLabel, shellBlock, valueLine } from '../value-blocks.ts';
import { signedNamesOf } from './signed-names.ts';

/** Shows the inputs, each after its letter. The letters are the same on all other pages. */
export function requestPage(facts: WalkFacts, tell: OriginTeller): PageContent {
  const { trace, destination } = facts;
  return {
    main: [],
    blocks: [
      prose(legendFor(facts)),
      // The pages of plain text have no letters.
      keys("A line's letter names the input of its bytes; . is a rule, # is a hash."),
      prose(),
      ...partLines(facts, tell),
      ...signerLines(facts, tell),
      heading('The request as given'),
      ...requestLine(trace, tell),
      ...headerLines(trace, REQUEST.id, 0, tell),
      heading('Headers that signing adds'),
      ...addedHeaderLines(facts, tell),
      ...serviceBlocks(facts),
      heading('Sent to'),
      line('signed for', { text: visibleText(destination.signedFor), meaning: 'given' }, hostStory(trace)),
      line(
        'connects to',
        destination.connectsTo,
        'where the bytes go, which can differ from the host they are signed for',
      ),
      ...payloadBlocks(facts),
    ],
  };
}

function legendFor({ trace, destination }: WalkFacts): string {
  const last = trace.stages.findIndex(({ id }) => id === REQUEST_BYTES_STAGE.id);
  const send = destination.goesTo === 'sandbox' && last > 0 ? `; step ${last + 1} asks the sandbox, not AWS` : '';
  return `Steps 2 to ${Math.max(last, 2)} sign this request${send}.`;
}

/** Returns a line for each part of the request and for its body. */
function partLines(facts: WalkFacts, tell: OriginTeller): Line[] {
  const { trace } = facts;
  const request = findValue(trace, REQUEST.id);
  if (!request) return [];
  const { line: parts, query, headers } = partsOfRequest(trace);
  const shown = (label: string, { start, end }: RequestPart) => partLine(label, request, [start, end], tell);
  const named = parts.map((part) => shown(PART_LABELS[part.name] ?? part.name, part));
  return [
    ...named,
    ...(query ? [] : [emptyLine('Q', '(none)', TERMS.query)]),
    ...headers
      .filter(({ value }) => isGiven(request, value))
      .map(({ shown: name, value }) => shown(`${name} header`, value)),
    bodyLine(facts),
  ];
}

/** Returns whether a part of the request is an input, as opposed to being added by a rule. */
const isGiven = ({ bytes }: RedactedValue, { start, end }: RequestPart): boolean =>
  (bytes.spans ?? []).some((span) => span.start < end && span.end > start && span.origin.kind !== 'fixed');

const PART_LABELS: Readonly<Record<string, string>> = {
  [METHOD_PART]: TERMS.method,
  [PATH_PART]: TERMS.path,
  [QUERY_PART]: TERMS.query,
};

const emptyLine = (letter: string, text: string, label: string): Line => ({
  ...line(label, aside(text)),
  gutter: { number: null, letter },
});

function bodyLine({ trace }: WalkFacts): Line {
  const { length } = trace.payload;
  return {
    ...line(TERMS.body, `${length} ${length === 1 ? 'byte' : 'bytes'}`, bodyInWords(trace)),
    describes: PAYLOAD,
    gutter: { number: null, letter: 'B' },
  };
}

/** Says where the hash of the body is, if the body is hashed. */
function bodyInWords(trace: RedactedTrace): string {
  const body = trace.payload.length === 0 ? 'The body is empty' : 'The body is not shown here';
  const step = trace.stages.findIndex(({ id }) => id === CANONICAL_REQUEST_STAGE.id) + 1;
  const lines = findValue(trace, CANONICAL_REQUEST.id)?.bytes.octets.split('\n').length ?? 0;
  if (trace.rules.payload !== 'hashed' || step === 0 || lines === 0) return `${body}.`;
  return `${body}; its SHA-256 is line ${lines} of step ${step}.`;
}

/** Explains which host is signed. The signed host is the given Host header or, by default, the host of the URL. */
function hostStory(trace: RedactedTrace): string {
  const request = findValue(trace, REQUEST.id);
  const host = readHead(request)?.headers.find(({ name }) => /^host$/i.test(name.octets));
  const start = host && startOf(host.name);
  const isOwn = request?.bytes.spans?.some(({ origin, ...span }) => origin.kind === 'given' && span.start === start);
  return isOwn
    ? 'the Host header that was given; it is signed instead of the host of the URL'
    : 'the host of the URL, which is in the signed Host header';
}

/** Returns the hash of the payload, and the command that computes it if the payload is known and in one piece. */
function payloadBlocks({ trace, body }: WalkFacts): Block[] {
  const { length, sha256 } = trace.payload;
  if (sha256 === null) return [];
  const isWhole = length === body.length && length === body.beginning.length;
  return [
    heading('Payload'),
    inOneRow(line('SHA-256', { text: sha256, meaning: 'derived' }, `the hash of the payload's ${length} bytes`)),
    ...(isWhole ? shellBlock('The hash of the payload:', sha256Line(body.beginning)) : []),
  ];
}

function requestLine(trace: RedactedTrace, tell: OriginTeller): Line[] {
  const value = findValue(trace, REQUEST.id);
  const end = value?.bytes.octets.indexOf('\r\n') ?? -1;
  return value && end > 0 ? [line('', runsOf(value, 0, end), tell(value, 0, end))] : [];
}

function readHead(value: RedactedValue | undefined): RequestHead | null {
  const head = value && readRequestHead(copyOf(value.id, value.bytes.octets));
  return head && !isProblem(head) ? head : null;
}

/** Returns a line for each header of a request head, starting with the header at index `from`. */
function headerLines(trace: RedactedTrace, id: string, from: number, tell: OriginTeller): Line[] {
  const value = findValue(trace, id);
  const fields = readHead(value)?.headers.slice(from) ?? [];
  const signed = new Set(signedNamesOf(trace));
  return value ? fields.map((field) => headerLine(field, value, signed, tell)) : [];
}

function addedHeaderLines(facts: WalkFacts, tell: OriginTeller): Line[] {
  const { trace } = facts;
  const given = readHead(findValue(trace, REQUEST.id))?.headers.length ?? 0;
  const lines = headerLines(trace, SIGNED_REQUEST.id, given, tell);
  if (trace.scheme === 'query') {
    const step = stepOf(facts, PRESIGNED_URL_STAGE);
    return [...lines, line('', aside(`none for the signature: it goes into the query (${step})`))];
  }
  // The last header is Authorization, which has its own step.
  const step = stepOf(facts, AUTHORIZATION_STAGE);
  return [
    ...lines.slice(0, -1),
    line('', aside(`Authorization: … (${step})`), `made in ${step}, from everything before it`),
  ];
}

function headerLine(
  { name }: HeaderField,
  value: RedactedValue,
  signed: ReadonlySet<string>,
  tell: OriginTeller,
): Line {
  const start = startOf(name) ?? 0;
  const end = value.bytes.octets.indexOf('\r\n', start);
  const unsigned: Run[] = signed.has(name.octets.toLowerCase()) ? [] : [aside('   (not signed)')];
  return line('', [...runsOf(value, start, end), ...unsigned], tell(value, start, end));
}

function startOf({ spans }: HeaderField['name']): number | null {
  const origin = spans?.[0]?.origin;
  return origin?.kind === 'copy' ? origin.start : null;
}

/** Labels and values in the order shown. Values that the trace does not have are omitted. */
const INPUTS: readonly (readonly [label: string, ValueDefinition])[] = [
  [`${TERMS.date}, UTC`, TIMESTAMP],
  [TERMS.region, REGION],
  ['Regions', REGION_SET],
  [TERMS.service, SERVICE],
  ['seconds', EXPIRES],
  [`${TERMS.keyId}, sent`, ACCESS_KEY_ID],
  [`${TERMS.secret}, never sent`, SECRET_ACCESS_KEY],
];

export function signerLines({ trace }: WalkFacts, tell: OriginTeller): Line[] {
  return INPUTS.flatMap(([label, { id }]): Line[] => {
    const value = findValue(trace, id);
    if (!value) return [];
    const named = id === SECRET_ACCESS_KEY.id ? secretLabel(value, label) : label;
    return [inText(valueLine(named, value, tell))];
  });
}

/**
 * Returns the signing rules of the service. The signer must know these rules, because the request does not mention
 * them.
 */
export function serviceBlocks(facts: WalkFacts): Block[] {
  const { rules, words: names, see } = dialectNamed(facts.trace.algorithm);
  if (rules) return [prose(`It is signed with ${names.signature}.`), prose(link(see.calculation))];
  const { says, source } = serviceRules(requireValue(facts, SERVICE).bytes.octets);
  return [prose(`Rules for this service: ${says}.`), prose(link(source))];
}
