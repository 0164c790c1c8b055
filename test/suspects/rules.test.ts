/** A rule that a failed request breaks is one that no usual request breaks, so no thread has to show it. */
import { describe, expect, it } from 'vitest';
import { FEATURES } from '../../src/causes/table.ts';
import { seenRequest } from '../../src/sides/seen/seen-request.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { evidenceOf } from '../support/causes/failing-requests.ts';
import { ask, ordered } from '../support/sandbox/sandbox-client.ts';
import { rightRequestOf } from '../support/sigv4/base-requests.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';

const RULES = FEATURES.filter(({ isRule }) => isRule);

const HEADERS = [
  ['Content-Type', 'text/plain'],
  ['x-amz-acl', 'private'],
  ['x-amz-meta-title', 'A title of four words'],
] as const;

/** Requests of the usual kinds, with nothing in them that programs on the way are known to change. */
const USUAL = {
  get: ordered({ path: '/2024/a report (1).pdf', query: [['versionId', 'abc/def==']] }),
  list: ordered({
    path: '/',
    query: [
      ['list-type', '2'],
      ['prefix', 'a folder/'],
    ],
  }),
  put: ordered({ method: 'PUT', path: '/notes.txt', body: 'A body.', headers: HEADERS }),
  unsigned: ordered({ method: 'PUT', path: '/notes.txt', body: 'A body.', payloadHash: 'UNSIGNED-PAYLOAD' }),
  presigned: presigned({ path: '/2024/a report.pdf' }),
  upload: presigned({ method: 'PUT', path: '/notes.txt', body: 'A body.' }),
};

describe.each(Object.entries(USUAL))('the right request %s', (_name, { request }) => {
  const { head, body, draft } = rightRequestOf(request);
  const right = { made: head, arrived: head, signed: draft, body, reply: ask(request) };
  it.each([[['request']], [['log']], [['request', 'log']]] as const)('breaks no rule, given %s', (inputs) => {
    const seen = seenRequest(sidesOf({ ...evidenceOf(right, inputs), answer: null }, () => null));
    expect(RULES.filter((rule) => rule.seenIn(seen) !== null).map(({ id }) => id)).toEqual([]);
  });
});
