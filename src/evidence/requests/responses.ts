/** Finds the heads of responses, as they arrived or as the objects that programs print. */
import { allGroups, entryOf, type Group, isText } from '../objects/objects.ts';
import type { ScannedText } from '../scanned-text.ts';
import { fieldOf, type PrintedHead } from './printed-heads.ts';

/** The head of a response. Header names are lowercase. If a name is repeated, the first value is kept. */
export interface ResponseHead {
  readonly status: number | null;
  readonly headers: ReadonlyMap<string, string>;
}

export interface ResponsePlace extends ResponseHead {
  readonly start: number;
}

/** Finds the responses. Objects count only if no head of a response is printed in the form in which it arrived. */
export function findResponses({ heads, objects }: ScannedText): ResponsePlace[] {
  const printed = printedResponses(heads);
  if (printed.some(({ headers }) => headers.size > 0)) return printed;
  const noted = responsesInObjects(objects).map((response) => {
    const status = response.status ?? printed.findLast(({ start }) => start < response.start)?.status ?? null;
    return { ...response, status };
  });
  return noted.length > 0 ? noted : printed;
}

/**
 * Lists the printed responses. Interim responses are skipped, because a final response follows (RFC 9110, section
 * 15.2).
 */
function printedResponses(heads: readonly PrintedHead[]): ResponsePlace[] {
  return heads.flatMap((head) =>
    head.kind === 'request' || head.status < 200
      ? []
      : [{ start: head.start, status: head.status, headers: fieldMap(head.lines.slice(1).map(fieldOf)) }],
  );
}

/** Maps lowercase header names to values. If a name is repeated, the first value is kept. */
export function fieldMap(fields: Iterable<readonly [name: string, value: string]>): ReadonlyMap<string, string> {
  const map = new Map<string, string>();
  for (const [name, value] of fields) if (!map.has(name.toLowerCase())) map.set(name.toLowerCase(), value);
  return map;
}

const MOST_RESPONSES = 200;
const RESPONSE_KEY = /resp/i;
/** Matches headers that only responses have. */
const OF_RESPONSES = /^(?:server|x-amzn?-(?:request-?id|errortype)|x-amz-id-2|www-authenticate)$/i;
const STATUS_KEY = /^(?:http)?[_-]?(?:status|status[_-]?code)$/i;

/** Finds the responses in order. Only responses that have a header that servers send are read. */
function responsesInObjects(root: Group): ResponsePlace[] {
  return [
    { parent: root, group: root },
    ...allGroups(root).flatMap((parent) => parent.groups.map((group) => ({ parent, group }))),
  ]
    .filter(({ group }) => isResponseHead(group))
    .slice(0, MOST_RESPONSES)
    .map(({ parent, group }) => {
      const fields = group.entries.filter((entry) => isText(entry) && (group !== root || entry.kind === 'quoted'));
      return {
        start: group === root ? (fields[0]?.start ?? 0) : group.start,
        status: statusOf(group) ?? statusOf(parent),
        headers: fieldMap(fields.map(({ key, value }) => [key, value] as const)),
      };
    });
}

/** Outside all brackets, lines without quotation marks are a head as it was sent, which another reader handles. */
function isResponseHead({ key, entries, bracketed }: Group): boolean {
  const isAbout =
    entries.some((entry) => OF_RESPONSES.test(entry.key) && (bracketed || entry.kind === 'quoted')) ||
    (key !== null && RESPONSE_KEY.test(key) && entries.some((entry) => /^content-type$/i.test(entry.key)));
  return isAbout && !entries.some((entry) => /^authorization$/i.test(entry.key));
}

/** Finds the status, which is a member of the object or, in the output of Erlang, a number in a tuple. */
function statusOf(group: Group): number | null {
  const written =
    entryOf(group, STATUS_KEY)?.value ?? group.items.find(({ value }) => /^[1-5]\d\d$/.test(value))?.value;
  return written !== undefined && /^[1-5]\d\d$/.test(written) ? Number(written) : null;
}
