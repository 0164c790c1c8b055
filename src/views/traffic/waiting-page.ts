/** Says what the list of requests waits for, and what will be in it. */
import { type Block, headed, line, named, type Run, words } from '../page.ts';
import { MARKS } from './traffic-entry.ts';

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
