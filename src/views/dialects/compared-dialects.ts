/** Takes from the traces of one request in two dialects the texts that can be compared. */
import { EMPTY, textFromOctets } from '../../bytes/octets.ts';
import { AUTHORIZATION } from '../../sigv4/stages/authorization.ts';
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import { findValue, type Trace } from '../../trace/trace.ts';

/** A text of the same request in two dialects. */
export interface ComparedText {
  readonly id: string;
  readonly says: string;
  readonly pair: readonly [string, string];
}

const TEXTS = [CANONICAL_REQUEST, STRING_TO_SIGN, AUTHORIZATION];

/** Returns the texts in the order in which they are made. */
export const comparedTexts = ([one, other]: readonly [Trace, Trace]): ComparedText[] =>
  TEXTS.map(({ id, name }) => ({ id, says: name, pair: [textOf(one, id), textOf(other, id)] }));

function textOf(trace: Trace, id: string): string {
  const text = textFromOctets(findValue(trace, id)?.bytes.octets ?? EMPTY) ?? '';
  // Each part of the header is a line, so that parts are compared with parts.
  return id === AUTHORIZATION.id ? text.replace(/,? (?=[A-Z][A-Za-z]*=)/g, '\n') : text;
}
