/** The base requests are right: the sandbox takes their signatures, and nothing is proved against them. */
import { expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { findCauses } from '../../src/diagnosis/diagnose.ts';
import { sidesOf } from '../../src/diagnosis/sides.ts';
import { readRawRequest } from '../../src/intake/raw-request.ts';
import { BASE_NAMES, BASES } from '../support/base-requests.ts';
import { ask, SECRET } from '../support/sandbox-client.ts';

it.each(BASE_NAMES)('%s is authentic, and no cause is proved of it', (name) => {
  const { request } = BASES[name]();
  expect([undefined, 'NoSuchKey', 'NoSuchVersion', 'NotImplemented']).toContain(ask(request).element('Code'));
  const read = readRawRequest(request as Octets, 'the request');
  if (isProblem(read)) throw new Error(read.says);
  for (const secret of [SECRET as Octets, null]) {
    const evidence = { answer: null, client: null, request: read, remarks: [] };
    const found = findCauses(sidesOf(evidence, () => secret));
    expect(found.filter(({ standing }) => standing.kind === 'proved')).toEqual([]);
  }
});
