/** Shows what belongs to the list of requests: what it waits for, what its marks mean, and a request as it arrived. */
import { CANONICAL_REQUEST } from '../../sigv4/stages/canonical-request/canonical-request.ts';
import { REQUEST } from '../../sigv4/stages/request.ts';
import { STRING_TO_SIGN } from '../../sigv4/stages/string-to-sign.ts';
import type { RedactedTrace } from '../../trace/redact.ts';
import { findValue } from '../../trace/trace.ts';
import { type Numbering, tracedLines } from '../map/traced-lines.ts';
import { type Block, headed, line, named, type Run, words } from '../page.ts';
import { MARKS } from './traffic-entry.ts';

const TEXTS: readonly (readonly [title: string, id: string, numbering: Numbering])[] = [
  ['What arrived', REQUEST.id, { by: 'offset' }],
  ['The canonical request that the server computes', CANONICAL_REQUEST.id, { by: 'line', first: 1 }],
  ['The string to sign', STRING_TO_SIGN.id, { by: 'line', first: 1 }],
];

/** Shows a request as it arrived, and what a server makes of it, with the letters of a walk. Its secrets are masked. */
export const requestBlocks = (trace: RedactedTrace): Block[] =>
  TEXTS.flatMap(([title, id, numbering]) => {
    const value = findValue(trace, id);
    return headed(title, value ? tracedLines({ trace, value }, numbering) : []);
  });

/** Says that the server runs although nothing has arrived. */
export const waitingFor = (url: string): Run[] => [
  named(`Listening at ${url}; nothing has arrived yet. `),
  words('Paste the commands into another terminal, and each request appears here.'),
];

const KEYS = [
  ['↵', 'opens a request, step by step'],
  ['d', 'finds out why it was refused'],
  ['f', 'lists only the requests that were refused'],
  ['y', 'copies the commands above; on a request, a report about it'],
] as const;

/** Explains the marks of the list. */
export const marksExplained = (): Block[] =>
  headed(
    'What the list says of each request',
    MARKS.map(({ mark, says }) => line(mark, says)),
  );

/** Explains the marks of the list, and what can be done there. */
export const listExplained = (): Block[] => [
  ...marksExplained(),
  ...headed(
    'What you can do with it',
    KEYS.map(([key, says]) => line(key, says)),
  ),
];
