/** AWS's example with the signatures that typical mistakes of headers, lines and payload make: each is named. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { NO_EVIDENCE } from '../../src/evidence/evidence.ts';
import { readRawRequest } from '../../src/intake/pasted/raw-request.ts';
import { findCauses } from '../../src/search/find-causes.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { SECRET } from '../support/sandbox/sandbox-client.ts';
import { RIGHT_SIGNATURE, TYPICAL_MISTAKES } from '../support/sigv4/typical-mistakes.ts';
import { named } from '../support/sources.ts';

const NAMED: Readonly<Record<string, string>> = {
  S5: 'crlf-or-extra-newline/string-newline-at-end',
  C1: 'crlf-or-extra-newline/no-empty-line',
  C1b: 'crlf-or-extra-newline/no-query-line',
  C1c: 'crlf-or-extra-newline/no-empty-lines',
  C2: 'header-name-not-lowercased/lines-and-list',
  C4d: 'header-value-whitespace/space-after-colon',
  C5: 'crlf-or-extra-newline/crlf',
  C6: 'header-name-not-lowercased/commas',
  C16: 'payload-literal-misspelt/empty-line',
  C18: 'payload-literal-misspelt/capitals',
  C18b: 'payload-literal-misspelt/base64',
  C19: 'listed-header-not-signed/one-left-out',
  C20: 'listed-header-not-signed/one-left-out',
  C20b: 'listed-header-not-signed/one-left-out',
  C21: 'host-default-port-signed/port-443',
  C23: 'payload-literal-misspelt/unsigned-though-hashed',
  C25: 'crlf-or-extra-newline/newline-at-end',
  C30: 'listed-header-not-signed/only-needed-signed',
  C31: 'listed-header-not-signed/only-needed-signed',
};

const EXAMPLE = readFileSync('fixtures/requests/get-range.txt', 'latin1');

function findingsFor(signature: string, secret: string | null) {
  const request = readRawRequest(EXAMPLE.replace(RIGHT_SIGNATURE, signature) as Octets, named('the example'));
  if (isProblem(request)) throw new Error(request.says);
  const evidence = { ...NO_EVIDENCE, request };
  return findCauses(sidesOf(evidence, () => (secret === null ? null : octetsFromText(secret))));
}

describe.each(TYPICAL_MISTAKES.filter(([id]) => id in NAMED))('%s: %s', (id, _mistake, signature) => {
  it('is named and proved by the signature', () => {
    const [first, ...others] = findingsFor(signature, SECRET);
    expect(`${first?.cause.id}/${first?.variant}`).toBe(NAMED[id]);
    expect(first?.certainty).toEqual({ kind: 'proved', by: 'signature' });
    expect(others.map(({ cause, variant }) => `${cause.id}/${variant}`)).toEqual([]);
  });
});

it('has nothing against the example as AWS publishes it', () => {
  expect(findingsFor(RIGHT_SIGNATURE, SECRET)).toEqual([]);
  expect(findingsFor(RIGHT_SIGNATURE, null)).toEqual([]);
});
