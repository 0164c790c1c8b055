/** The canonical headers: for each signed header its lower-case name, a colon, its values, a newline. */
import { type Bytes, fixed, join } from '../../bytes/bytes.ts';
import { collapseSpaces, trim, unfold } from '../../bytes/text-operations.ts';
import { type HeaderField, headerValues } from '../../http/message.ts';
import { HEADER_CALCULATION, SIGNED_REQUEST } from '../documentation.ts';

const COLON = fixed(':', {
  id: 'canonical-header-colon',
  says: 'a colon stands between the name of a header and its value',
  see: HEADER_CALCULATION,
});
const COMMA = fixed(',', {
  id: 'canonical-header-comma',
  says: 'values of one header sent several times are joined by commas, in the order sent',
  see: SIGNED_REQUEST,
});
const NEWLINE = fixed('\n', {
  id: 'canonical-header-newline',
  says: 'each canonical header ends with a newline, the last one too',
  see: HEADER_CALCULATION,
});

/** One line a name. A signed header that was not sent has an empty value, as S3 writes it. */
export function canonicalHeaders(headers: readonly HeaderField[], signedHeaderNames: readonly Bytes[]): Bytes {
  return join(
    signedHeaderNames.flatMap((name) => {
      const values = headerValues(headers, name.octets).map(canonicalValue);
      return [name, COLON, join(values, COMMA), NEWLINE];
    }),
  );
}

/** Without spaces around it, each run of spaces inside one space. Only the space counts: no tab, no U+00A0. */
function canonicalValue(value: Bytes): Bytes {
  return collapseSpaces(trim(unfold(value)));
}
