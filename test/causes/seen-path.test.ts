/** Canonical requests of servers that are cut short, or that the client shows nothing to compare with. */

import { expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { withUri } from '../../src/drafts/parts.ts';
import { NO_EVIDENCE, type Strings } from '../../src/evidence/evidence.ts';
import { findCauses } from '../../src/search/find-causes.ts';
import type { Finding } from '../../src/search/finding.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { statedAnswer, stringsOf } from '../support/evidence/quoting-answer.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';
import { rightRequestOf } from '../support/sigv4/base-requests.ts';
import { named } from '../support/sources.ts';

const { draft } = rightRequestOf(ordered({ path: '/images/global standalone2.gif' }).request);

function causesOfCut(text: string, client: Strings | null): readonly Finding[] {
  const canonicalRequest = {
    octets: text as Octets,
    by: named('the answer'),
    readFrom: 'text',
    repairs: [],
    proof: 'unknown',
  } as const;
  const answer = { ...statedAnswer({}), canonicalRequest };
  return findCauses(sidesOf({ ...NO_EVIDENCE, answer, client }, () => null));
}

// As in https://github.com/anomalizer/ngx_aws_auth/issues/35
it('a canonical request that is cut after the host still has the path that the client signed decoded', () => {
  const client = stringsOf(withUri(draft, '/images/global standalone2.gif'));
  const [first] = causesOfCut('GET\n/images/global%20standalone2.gif\n\nhost:cg-0127f0fb-962c-496e-a286-6', client);
  expect(first).toMatchObject({
    cause: { id: 'path-not-encoded' },
    variant: 'raw',
    certainty: { kind: 'explains' },
    says: "The path was signed without any percent-encoding. The server says that it saw '/images/global%20standalone2.gif'.",
  });
});

it('a path that is cut itself says nothing', () => {
  expect(causesOfCut('GET\n/images/glob', stringsOf(draft))).toEqual([]);
});

// As in https://github.com/carsales/aws-request-signer/issues/10
it('an encoded star makes an older list of unreserved characters likely', () => {
  const [first] = causesOfCut('POST\n/.kibana/index-pattern/%2A\n\naccept:application/json', null);
  expect(first).toMatchObject({
    cause: { id: 'unreserved-set-too-wide' },
    certainty: { kind: 'possible' },
    says: 'The server computes with %2A for "*", which encodeURIComponent and older libraries do not encode.',
  });
});
