/** Step 1: what goes in. */
import { copyOf } from '../bytes/bytes.ts';
import { isProblem } from '../bytes/problem.ts';
import type { HeaderField, RequestHead } from '../http/message.ts';
import { readRequestHead } from '../http/read-head.ts';
import { isSignedByDefault } from '../sigv4/schemes/header-preparation.ts';
import {
  ACCESS_KEY_ID,
  REGION,
  REQUEST,
  REQUEST_STAGE,
  SECRET_ACCESS_KEY,
  SERVICE,
  TIMESTAMP,
} from '../sigv4/stages/request.ts';
import { SIGNED_REQUEST } from '../sigv4/stages/signed-request.ts';
import type { RedactedTrace, RedactedValue } from '../trace/redact.ts';
import { findValue } from '../trace/trace.ts';
import { requireValue, type WalkFacts } from './facts.ts';
import type { OriginTeller } from './origins.ts';
import { aside, heading, type Line, line, type Page, prose, type Run, words } from './page.ts';
import { sha256Line } from './shell.ts';
import { shellBlock, valueLine } from './value-blocks.ts';
import { runsOf, visibleText } from './visible.ts';

const HOW_TO_BEGIN =
  'Press → for the next step. Nothing is sent until you press enter on step 7 or 8; until then this is arithmetic.';

export function requestPage(facts: WalkFacts, tell: OriginTeller): Page {
  const { trace, url, destination } = facts;
  const value = (of: Parameters<typeof requireValue>[1]) => requireValue(facts, of);
  return {
    ...REQUEST_STAGE,
    main: [line(methodOf(trace), [{ text: visibleText(url), meaning: 'given' }])],
    blocks: [
      ...(facts.exchange ? [] : [prose(words(HOW_TO_BEGIN))]),
      heading('Headers as given'),
      ...headerLines(trace, REQUEST.id, 0, tell),
      heading('Headers that signing adds'),
      ...addedHeaderLines(trace, tell),
      heading('Payload'),
      ...payloadLines(facts),
      heading('Signed with'),
      valueLine('key ID', value(ACCESS_KEY_ID), tell),
      valueLine('secret key', value(SECRET_ACCESS_KEY), tell),
      valueLine('timestamp', value(TIMESTAMP), tell),
      valueLine('region', value(REGION), tell),
      valueLine('service', value(SERVICE), tell),
      heading('Sent to'),
      line(
        'signed for',
        [{ text: visibleText(destination.signedFor), meaning: 'given' }],
        'the host of the URL: it is in the Host header, which is signed',
      ),
      line('connects to', [words(destination.connectsTo)], 'where the bytes go, whatever host they are signed for'),
      ...shellBlock('The hash of the payload:', sha256Line(facts.body)),
    ],
  };
}

function payloadLines({ trace }: WalkFacts): Line[] {
  const { length, sha256 } = trace.payload;
  return [
    line('length', [words(`${length} bytes`)], 'counted'),
    line('SHA-256', [{ text: sha256, meaning: 'derived' }], `the payload's ${length} bytes, hashed`),
  ];
}

function methodOf(trace: RedactedTrace): string {
  return readHead(findValue(trace, REQUEST.id))?.method.octets ?? '';
}

function readHead(value: RedactedValue | undefined): RequestHead | null {
  const head = value && readRequestHead(copyOf(value.id, value.bytes.octets));
  return head && !isProblem(head) ? head : null;
}

/** The header fields of a value that is a request head, from the field at `from` on. */
function headerLines(trace: RedactedTrace, id: string, from: number, tell: OriginTeller): Line[] {
  const value = findValue(trace, id);
  const fields = readHead(value)?.headers.slice(from) ?? [];
  return value ? fields.map((field) => headerLine(field, value, tell)) : [];
}

function addedHeaderLines(trace: RedactedTrace, tell: OriginTeller): Line[] {
  const given = readHead(findValue(trace, REQUEST.id))?.headers.length ?? 0;
  const lines = headerLines(trace, SIGNED_REQUEST.id, given, tell);
  // The last one is Authorization itself, which has a step of its own.
  return [
    ...lines.slice(0, -1),
    line('', [aside('Authorization: … (step 6)')], 'made in step 6, from everything before it'),
  ];
}

function headerLine({ name, value: content }: HeaderField, value: RedactedValue, tell: OriginTeller): Line {
  const start = startOf(name) ?? 0;
  const end = endOf(content) ?? endOf(name) ?? start;
  const unsigned: Run[] = isSignedByDefault(name.octets.toLowerCase()) ? [] : [aside('   (not signed)')];
  return line('', [...runsOf(value, start, end), ...unsigned], tell(value, start, end));
}

function startOf({ spans }: HeaderField['name']): number | null {
  const origin = spans?.[0]?.origin;
  return origin?.kind === 'copy' ? origin.start : null;
}

function endOf({ spans }: HeaderField['name']): number | null {
  const origin = spans?.at(-1)?.origin;
  return origin?.kind === 'copy' ? origin.end : null;
}
