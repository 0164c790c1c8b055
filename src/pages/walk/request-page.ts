/** The page of the request, which shows what is signed, who signs it, and where it goes. */

import { serviceRules } from '../../aws/services.ts';
import { copyOf } from '../../bytes/bytes.ts';
import { isProblem } from '../../bytes/problem.ts';
import type { HeaderField, RequestHead } from '../../http/message.ts';
import { readRequestHead } from '../../http/read-head.ts';
import { AUTHORIZATION_STAGE } from '../../sigv4/stages/authorization.ts';
import { SIGNED_HEADERS } from '../../sigv4/stages/canonical-request.ts';
import { PRESIGNED_URL_STAGE } from '../../sigv4/stages/presigned-url.ts';
import {
  ACCESS_KEY_ID,
  EXPIRES,
  REGION,
  REGION_SET,
  REQUEST,
  REQUEST_STAGE,
  SECRET_ACCESS_KEY,
  SERVICE,
  TIMESTAMP,
} from '../../sigv4/stages/request.ts';
import { REQUEST_BYTES_STAGE, RESPONSE_BYTES_STAGE, SIGNED_REQUEST } from '../../sigv4/stages/signed-request.ts';
import { readTimestamp } from '../../sigv4/timestamp.ts';
import type { RedactedTrace, RedactedValue } from '../../trace/redact.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import { momentInWords } from '../../verification/moments.ts';
import { runsOf, visibleText } from '../characters/visible.ts';
import { requireValue, stepOf, type WalkFacts } from '../facts.ts';
import type { OriginTeller } from '../origins.ts';
import { aside, type Block, heading, keys, type Line, line, link, type Page, prose, type Run, words } from '../page.ts';
import { sha256Line } from '../shell.ts';
import { shellBlock, valueLine } from '../value-blocks.ts';

const howToBegin = (facts: WalkFacts) =>
  `Press → for the next step, ↓ for the next line, E to change an input, o to see where a byte comes from (a letter marks it). Nothing is sent until you press enter in ${stepOf(facts, REQUEST_BYTES_STAGE)} or ${stepOf(facts, RESPONSE_BYTES_STAGE)}.`;

export function requestPage(facts: WalkFacts, tell: OriginTeller): Page {
  const { trace, url, destination } = facts;
  return {
    ...REQUEST_STAGE,
    main: [line(methodOf(trace), [{ text: visibleText(url), meaning: 'given' }])],
    blocks: [
      ...(facts.exchange ? [] : [keys(howToBegin(facts))]),
      heading('The request as given'),
      ...requestLine(trace, tell),
      ...headerLines(trace, REQUEST.id, 0, tell),
      heading('Headers that signing adds'),
      ...addedHeaderLines(facts, tell),
      heading('Payload'),
      ...payloadLines(facts),
      heading('Signed with'),
      ...signerLines(facts, tell),
      ...serviceBlocks(facts),
      heading('Sent to'),
      line('signed for', [{ text: visibleText(destination.signedFor), meaning: 'given' }], hostStory(trace)),
      line(
        'connects to',
        [words(destination.connectsTo)],
        'where the bytes go, which can differ from the host they are signed for',
      ),
      ...payloadCommand(facts),
    ],
  };
}

/** Explains which host is signed. This is the given Host header, or the host of the URL by default. */
function hostStory(trace: RedactedTrace): string {
  const request = findValue(trace, REQUEST.id);
  const host = readHead(request)?.headers.find(({ name }) => /^host$/i.test(name.octets));
  const start = host && startOf(host.name);
  const isOwn = request?.bytes.spans?.some(({ origin, ...span }) => origin.kind === 'given' && span.start === start);
  return isOwn
    ? 'the Host header that was given; it is signed instead of the host of the URL'
    : 'the host of the URL, which is in the signed Host header';
}

/**
 * Returns the command that hashes the payload. Returns nothing if the payload is not completely known or is sent in
 * chunks.
 */
function payloadCommand({ trace, body }: WalkFacts): Block[] {
  const { length, sha256 } = trace.payload;
  const isWhole = sha256 !== null && length === body.length && length === body.beginning.length;
  return isWhole ? shellBlock('The hash of the payload:', sha256Line(body.beginning)) : [];
}

function payloadLines({ trace }: WalkFacts): Line[] {
  const { length, sha256 } = trace.payload;
  return [
    line('length', [words(`${length} bytes`)], 'counted'),
    ...(sha256 === null
      ? []
      : [line('SHA-256', [{ text: sha256, meaning: 'derived' }], `the hash of the payload's ${length} bytes`)]),
  ];
}

function requestLine(trace: RedactedTrace, tell: OriginTeller): Line[] {
  const value = findValue(trace, REQUEST.id);
  const end = value?.bytes.octets.indexOf('\r\n') ?? -1;
  return value && end > 0 ? [line('', runsOf(value, 0, end), tell(value, 0, end))] : [];
}

function methodOf(trace: RedactedTrace): string {
  return readHead(findValue(trace, REQUEST.id))?.method.octets ?? '';
}

function readHead(value: RedactedValue | undefined): RequestHead | null {
  const head = value && readRequestHead(copyOf(value.id, value.bytes.octets));
  return head && !isProblem(head) ? head : null;
}

/** Returns a line for each header of a request head, starting with the header at index `from`. */
function headerLines(trace: RedactedTrace, id: string, from: number, tell: OriginTeller): Line[] {
  const value = findValue(trace, id);
  const fields = readHead(value)?.headers.slice(from) ?? [];
  const signed = new Set(findValue(trace, SIGNED_HEADERS.id)?.bytes.octets.split(';'));
  return value ? fields.map((field) => headerLine(field, value, signed, tell)) : [];
}

function addedHeaderLines(facts: WalkFacts, tell: OriginTeller): Line[] {
  const { trace } = facts;
  const given = readHead(findValue(trace, REQUEST.id))?.headers.length ?? 0;
  const lines = headerLines(trace, SIGNED_REQUEST.id, given, tell);
  if (trace.scheme === 'query') {
    const step = stepOf(facts, PRESIGNED_URL_STAGE);
    return [...lines, line('', [aside(`none for the signature: it goes into the query (${step})`)])];
  }
  // The last header is Authorization, which has its own step.
  const step = stepOf(facts, AUTHORIZATION_STAGE);
  return [
    ...lines.slice(0, -1),
    line('', [aside(`Authorization: … (${step})`)], `made in ${step}, from everything before it`),
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
const INPUTS: readonly (readonly [string, ValueDefinition])[] = [
  ['key ID', ACCESS_KEY_ID],
  ['secret key', SECRET_ACCESS_KEY],
  ['timestamp', TIMESTAMP],
  ['region', REGION],
  ['region set', REGION_SET],
  ['service', SERVICE],
  ['seconds', EXPIRES],
];

function timeInWords({ bytes }: RedactedValue): Run[] {
  const moment = readTimestamp(bytes.octets);
  return moment === null ? [] : [aside(`   ${momentInWords(moment)}`)];
}

export function signerLines({ trace }: WalkFacts, tell: OriginTeller): Line[] {
  return INPUTS.flatMap(([label, { id }]) => {
    const value = findValue(trace, id);
    if (!value) return [];
    const shown = valueLine(label, value, tell);
    return [id === TIMESTAMP.id ? { ...shown, runs: [...shown.runs, ...timeInWords(value)] } : shown];
  });
}

/** Returns the signing rules of the service. The signer must know them because the request does not mention them. */
export function serviceBlocks(facts: WalkFacts): Block[] {
  const { says, source } = serviceRules(requireValue(facts, SERVICE).bytes.octets);
  return [prose(words(`Rules for this service: ${says}. `), link(source, source))];
}
