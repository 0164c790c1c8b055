/** Shows a request of the list as it arrived, and what a server makes of it, with the letters of a walk. */
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { type Numbering, tracedLines } from '../map/traced-lines.ts';
import { type Block, headed } from '../page.ts';

const TEXTS: readonly (readonly [title: string, id: string, numbering: Numbering])[] = [
  ['What arrived', REQUEST.id, { by: 'offset' }],
  ['The canonical request that the server computes', CANONICAL_REQUEST.id, { by: 'line', first: 1 }],
  ['The string to sign', STRING_TO_SIGN.id, { by: 'line', first: 1 }],
];

/** Returns the texts that the trace of a verification has. Its secrets are masked. */
export const requestBlocks = (trace: RedactedTrace): Block[] =>
  TEXTS.flatMap(([title, id, numbering]) => {
    const value = findValue(trace, id);
    return headed(title, value ? tracedLines({ trace, value }, numbering) : []);
  });
