/** The parameters behind a media type or a disposition (RFC 2045, section 5.1; RFC 2183). */
import { plain } from '../../bytes/bytes.ts';
import type { Octets } from '../../bytes/octets.ts';
import { trim } from '../../bytes/text-operations.ts';

/** `; name=value`, or the value between quotes; a semicolon may stand alone. */
const PARAMETER = /[ \t]*;[ \t]*(?:([!#$%&'*+\-.^_`|~0-9A-Za-z]+)=(?:"([^"]*)"|([^";]*)))?[ \t]*/y;

/**
 * Values by name (lower case) in what follows the type: `; boundary=x`. Of two with one name, the first. `null` where
 * it is something else. As browsers write them, a backslash in quotes stands for itself.
 */
export function mediaParameters(text: string): ReadonlyMap<string, Octets> | null {
  const found = new Map<string, Octets>();
  PARAMETER.lastIndex = 0;
  let end = 0;
  for (let match = PARAMETER.exec(text); match; match = PARAMETER.exec(text)) {
    end = PARAMETER.lastIndex;
    const [, name, quoted, bare = ''] = match;
    const key = name?.toLowerCase();
    if (key !== undefined && !found.has(key))
      found.set(key, (quoted ?? trim(plain(bare as Octets), ' \t').octets) as Octets);
  }
  return end === text.length ? found : null;
}
