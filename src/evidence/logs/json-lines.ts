/**
 * Extracts the messages from a log whose lines are JSON objects, such as logs from Docker, Elasticsearch, and cloud
 * consoles.
 */
import type { Octets } from '../../bytes/octets.ts';
import { groupOf } from '../objects/objects.ts';
import { readObjects } from '../objects/read-objects.ts';

const NAMES = ['log', 'message', 'msg', '@message', 'textPayload', 'MESSAGE', 'line', 'text', 'error', 'err', 'body'];

/** Replaces each line that is an object with the object's message. Other lines stay unchanged. */
export function messagesOfJsonLines(octets: Octets): Octets {
  if (!/^[ \t]*\{"/m.test(octets)) return octets;
  let count = 0;
  const lines = (octets.split('\n') as Octets[]).map((line) => {
    const message = messageOf(line);
    if (message === null) return line;
    count++;
    return message.replace(/\r?\n$/, '');
  });
  return count === 0 ? octets : (lines.join('\n') as Octets);
}

/** Returns the message of a line; `null` if the line is not an object with a multiline text or a log entry. */
function messageOf(line: Octets): Octets | null {
  const [object] = /^[ \t]*\{".*\}[ \t\r]*$/.test(line) ? readObjects(line).groups : [];
  if (!object) return null;
  const inside = [...(groupOf(object, SOURCE)?.entries ?? []), ...object.entries];
  const message = inside.find(({ key, kind, value }) => NAMES.includes(key) && kind === 'quoted' && value !== '');
  const isEntry = [...inside, ...object.groups].some(({ key }) => OF_ENTRY.test(key ?? ''));
  return message && isEntry ? message.value : null;
}

/** Matches the member of an entry that has its members inside. */
const SOURCE = /^(?:_source|jsonPayload)$/;
/** Matches a member that a log entry has: a time, a level, or a stream. A service's error has none of them. */
const OF_ENTRY = /^(?:@?time(?:stamp)?|ts|date|level|severity|stream|logger|log\.level|host|_source)$/i;
