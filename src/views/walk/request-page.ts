/** Creates the page of the request, which shows the signed content, the signer, and the destination. */

import { serviceRules } from '../../aws/services.ts';
import { counted } from '../../bytes/joined.ts';
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
import { spanAt } from '../../trace/provenance.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { findValue, type ValueDefinition } from '../../trace/trace.ts';
import { visibleText } from '../characters/visible.ts';
import { requireValue, stepOf, type WalkFacts } from '../facts.ts';
import { TERMS } from '../map/terms.ts';
import { aside, type Block, heading, inOneRow, keys, type Line, line, link, type PageContent, prose } from '../page.ts';
import {
  isFromOutside,
  METHOD_PART,
  PATH_PART,
  partsOfRequest,
  QUERY_PART,
  type RequestPart,
} from '../request-parts.ts';
import { sha256Line } from '../shell.ts';
import { inText, partLine, secretLabel, shellBlock, valueLine } from '../value-blocks.ts';
import { headLines } from './head-lines.ts';

/** Shows the inputs, each after its letter. The letters are the same on all other pages. */
export function requestPage(facts: WalkFacts): PageContent {
  const { trace, destination } = facts;
  const request = requireValue(facts, REQUEST);
  return {
    main: [],
    blocks: [
      prose(legendFor(facts)),
      // The pages of plain text have no letters.
      keys("A line's letter names the input of its bytes; . is a rule, # is a hash."),
      prose(),
      ...partLines(facts),
      ...signerLines(facts),
      heading('The request as given'),
      ...headLines(trace, request),
      heading('Headers that signing adds'),
      ...addedHeaderLines(facts),
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
function partLines(facts: WalkFacts): Line[] {
  const { trace } = facts;
  const request = findValue(trace, REQUEST.id);
  if (!request) return [];
  const { line: parts, query, headers } = partsOfRequest(trace);
  const shown = (label: string, part: RequestPart) => partLine(label, request, part);
  const named = parts.map((part) => shown(PART_LABELS[part.name] ?? part.name, part));
  return [
    ...named,
    ...(query ? [] : [emptyLine('Q', '(none)', TERMS.query)]),
    ...headers
      .filter(({ value }) => isFromOutside(request, value))
      .map(({ shown: name, value }) => shown(`${name} header`, value)),
    bodyLine(facts),
  ];
}

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
  return {
    ...line(TERMS.body, counted(trace.payload.length, 'byte'), bodyInWords(trace)),
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
  const host = partsOfRequest(trace).headers.find(({ shown }) => /^host$/i.test(shown));
  const origin = host && spanAt(trace, { value: REQUEST.id, byte: host.name.start })?.origin;
  return origin?.kind === 'given'
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

function addedHeaderLines(facts: WalkFacts): Line[] {
  const { trace } = facts;
  const { length: given } = headLines(trace, requireValue(facts, REQUEST));
  // In the page of a browser, the secret may not be known, and then nothing is signed.
  const signed = findValue(trace, SIGNED_REQUEST.id);
  const lines = signed ? headLines(trace, signed).slice(given) : [];
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

/** Labels and values in the order shown. Values that the trace does not have are omitted. */
const INPUTS: readonly (readonly [label: string, ValueDefinition])[] = [
  [`${TERMS.date}, UTC`, TIMESTAMP],
  [TERMS.region, REGION],
  ['Regions', REGION_SET],
  [TERMS.service, SERVICE],
  ['expires in, seconds', EXPIRES],
  [`${TERMS.keyId}, sent`, ACCESS_KEY_ID],
  [`${TERMS.secret}, never sent`, SECRET_ACCESS_KEY],
];

export function signerLines({ trace }: WalkFacts): Line[] {
  return INPUTS.flatMap(([label, { id }]): Line[] => {
    const value = findValue(trace, id);
    if (!value) return [];
    const named = id === SECRET_ACCESS_KEY.id ? secretLabel(value, label) : label;
    return [inText(valueLine(named, value))];
  });
}

/**
 * Returns the signing rules of the service. The signer must know these rules, because the request does not mention
 * them.
 */
export function serviceBlocks(facts: WalkFacts): Block[] {
  const { says, source } = serviceRules(requireValue(facts, SERVICE).bytes.octets);
  return [prose(`Rules for this service: ${says}.`), prose(link(source))];
}
