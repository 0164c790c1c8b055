/**
 * Extracts the messages from a log whose lines are JSON objects, such as logs from Docker, Elasticsearch, and cloud
 * consoles.
 */
import { asText, type Octets, octetsFromText } from '../../bytes/octets.ts';
import { isObject, parsedJson } from '../../intake/json/json-line.ts';

const NAMES = ['log', 'message', 'msg', '@message', 'textPayload', 'MESSAGE', 'line', 'text', 'error', 'err', 'body'];

/** Replaces each line that is an object with the object's message. Other lines stay unchanged. */
export function messagesOfJsonLines(octets: Octets): Octets {
  if (!/^[ \t]*\{"/m.test(octets)) return octets;
  let count = 0;
  const lines = octets.split('\n').map((line) => {
    const message = messageOf(line);
    if (message === null) return line;
    count++;
    return message.replace(/\r?\n$/, '');
  });
  return count === 0 ? octets : (lines.join('\n') as Octets);
}

/** Returns the message of a line; `null` if the line is not an object with a multiline text or a log entry. */
function messageOf(line: string): string | null {
  if (!/^[ \t]*\{".*\}[ \t\r]*$/.test(line)) return null;
  const members = parsedJson(asText(line as Octets));
  if (!isObject(members)) return null;
  const source = members._source ?? members.jsonPayload;
  const inside = isObject(source) ? { ...members, ...source } : members;
  const found = Object.entries(inside).find(([name, text]) => NAMES.includes(name) && isLogged(text));
  return typeof found?.[1] === 'string' && isEntry(inside) ? octetsFromText(found[1]) : null;
}

const isLogged = (text: unknown): boolean => typeof text === 'string' && text.length > 0;

/**
 * Returns whether an object is a log entry, which has a time, a level, or a stream. A service's error has none of these
 * members.
 */
const isEntry = (members: Readonly<Record<string, unknown>>): boolean =>
  Object.keys(members).some((name) =>
    /^(?:@?time(?:stamp)?|ts|date|level|severity|stream|logger|log\.level|host|_source)$/i.test(name),
  );
