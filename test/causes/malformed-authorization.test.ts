/** An Authorization header that says too much, as `diagnose` sees it: it is named, also without the server's answer. */

import { describe, expect, it } from 'vitest';
import { isProblem } from '../../src/bytes/problem.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { AUTHORIZATION_PARTS, garbledAuthorization, getWithParts } from '../support/intake/client-requests.ts';
import { octetsOf } from '../support/octets-of.ts';
import { SECRET } from '../support/sandbox/sandbox-client.ts';
import { named } from '../support/sources.ts';

const MALFORMED = '<Error><Code>AuthorizationHeaderMalformed</Code><Message>It is malformed.</Message></Error>';
const EXPIRED = '<Error><Code>RequestTimeTooSkewed</Code><Message>The difference is too large.</Message></Error>';

function findingsOf(...texts: readonly string[]) {
  const evidence = readEvidence(texts.map((text) => ({ octets: octetsOf(text), by: named('the test') })));
  if (isProblem(evidence)) throw new Error(evidence.says);
  return diagnose(evidence, () => octetsOf(SECRET)).findings.map(({ cause, variant }) => `${cause.id}/${variant}`);
}

describe('a part that is there twice, or is none', () => {
  const named = 'authorization-header-malformed/unknown-authorization-part';

  it('is named, with and without the answer of a server', () => {
    expect(findingsOf(garbledAuthorization())).toEqual([named]);
    expect(findingsOf(garbledAuthorization(), MALFORMED)).toEqual([named]);
  });

  it('is not named where the server says something else, nor where there is none', () => {
    expect(findingsOf(garbledAuthorization(), EXPIRED)).not.toContain(named);
    expect(findingsOf(getWithParts(AUTHORIZATION_PARTS))).toEqual([]);
  });
});

it('a name that is no algorithm is named without the answer of a server', () => {
  const request = getWithParts(AUTHORIZATION_PARTS);
  const named = 'authorization-header-malformed/algorithm';
  expect(findingsOf(request.replace('AWS4-HMAC-SHA256', 'aws4-hmac-sha256'))).toEqual([named]);
  expect(findingsOf(request.replace('AWS4-HMAC-SHA256', 'HMAC-SHA256'))).toEqual([named]);
});

it('a credential scope that no server accepts is named without the answer of a server', { tags: ['expensive'] }, () => {
  const scoped = (from: string | RegExp, to: string) => findingsOf(getWithParts(AUTHORIZATION_PARTS).replace(from, to));
  expect(scoped(/\/(\d{4})(\d\d)(\d\d)\//, '/$1-$2-$3/')).toContain('authorization-header-malformed/date-format');
  expect(scoped('aws4_request', 'aws4-request')).toContain('authorization-header-malformed/terminator');
});
