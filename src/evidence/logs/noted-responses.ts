/** Reads the status and the headers of responses that programs print as objects, maps, or terms. */
import { allGroups, type Entry, entryOf, type Group, isText } from '../../intake/notation/notation.ts';
import { fieldMap, type ResponsePlace } from '../printed-heads.ts';

const MOST = 200;
const RESPONSE_KEY = /resp/i;
/** Matches headers that only responses have. */
const OF_RESPONSES = /^(?:server|x-amzn?-(?:request-?id|errortype)|x-amz-id-2|www-authenticate)$/i;
const STATUS_KEY = /^(?:http)?[_-]?(?:status|status[_-]?code)$/i;

/** Finds the responses in order. Only responses that have a header that servers send are read. */
export function findNotedResponses(root: Group): ResponsePlace[] {
  return allGroups(root)
    .flatMap((parent) => parent.groups.map((group) => ({ parent, group })))
    .filter(({ group }) => isResponseHead(group))
    .slice(0, MOST)
    .map(({ parent, group }) => ({
      start: group.start,
      status: statusOf(group) ?? statusOf(parent),
      headers: fieldMap(group.entries.filter(isText).map(({ key, value }: Entry) => [key, value] as const)),
    }));
}

function isResponseHead({ key, entries }: Group): boolean {
  const isAbout =
    entries.some((entry) => OF_RESPONSES.test(entry.key)) ||
    (key !== null && RESPONSE_KEY.test(key) && entries.some((entry) => /^content-type$/i.test(entry.key)));
  return isAbout && !entries.some((entry) => /^authorization$/i.test(entry.key));
}

/** Finds the status, which is a member of the object or, in the output of Erlang, a number in a tuple. */
function statusOf(group: Group): number | null {
  const written =
    entryOf(group, STATUS_KEY)?.value ?? group.items.find(({ value }) => /^[1-5]\d\d$/.test(value))?.value;
  return written !== undefined && /^[1-5]\d\d$/.test(written) ? Number(written) : null;
}
