/**
 * In the canonical query string, each name and value is percent-encoded, each name is followed by an =, and the
 * parameters are sorted by name:
 *
 *     prefix=J&max-keys=2&acl  ->  acl=&max-keys=2&prefix=J
 */
import { type Bytes, fixed, join, NOTHING } from '../../../bytes/bytes.ts';
import { compareOctets, percentDecode, percentEncode, plusAsSpace } from '../../../bytes/text-operations.ts';
import { queryParameters } from '../../../http/target.ts';
import { HEADER_CALCULATION } from '../../documentation.ts';
import type { Rules } from '../../rules.ts';

const EQUALS = fixed('=', {
  id: 'query-equals',
  says: 'an equals sign follows each parameter name, even if it has no value',
  see: HEADER_CALCULATION,
});
export const AMPERSAND = fixed('&', {
  id: 'query-ampersand',
  says: 'an ampersand separates two parameters',
  see: HEADER_CALCULATION,
});

/**
 * Returns the canonical form of a query. Parameters are sorted in byte order by encoded name. Parameters with the same
 * name are sorted by encoded value unless the rules differ.
 */
export function canonicalQueryString(
  query: Bytes | null,
  { plusInQuery, equalQueryNames }: Pick<Rules, 'plusInQuery' | 'equalQueryNames'>,
): Bytes {
  if (query === null) return NOTHING;
  const canonical = (part: Bytes) => percentEncode(percentDecode(plusInQuery === 'space' ? plusAsSpace(part) : part));
  const parameters = queryParameters(query).map(({ name, value }) => ({
    name: canonical(name),
    value: value === null ? NOTHING : canonical(value),
  }));
  const isSortedByValue = equalQueryNames === 'sorted-by-value';
  parameters.sort(
    (one, other) =>
      compareOctets(one.name, other.name) || (isSortedByValue ? compareOctets(one.value, other.value) : 0),
  );
  return join(
    parameters.map(({ name, value }) => join([name, EQUALS, value])),
    AMPERSAND,
  );
}
