/** The byte order mark that some programs put before a text (https://www.rfc-editor.org/rfc/rfc3629#section-6). */
import type { Octets } from './octets.ts';

/** U+FEFF in UTF-8. */
const BYTE_ORDER_MARK = '\xef\xbb\xbf';

/** The first byte behind it; 0 where there is none. */
export const afterByteOrderMark = (octets: Octets): number =>
  octets.startsWith(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
