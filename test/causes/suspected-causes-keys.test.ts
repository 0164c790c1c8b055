/** Causes of keys and credentials that no single change of a request to S3 makes, and what must not be taken for them. */

import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { NO_EVIDENCE } from '../../src/evidence/evidence.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createStore } from '../../src/sandbox/storage/objects.ts';
import { findCauses } from '../../src/search/find-causes.ts';
import type { Finding } from '../../src/search/finding.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { answerOf } from '../support/causes/failing-requests.ts';
import { findingsOf, requestOf } from '../support/evidence/stated-evidence.ts';
import { MISMATCH } from '../support/evidence/stated-rows.ts';
import { ask, KEY_ID, NOW, ordered, type Reply, readReply, SECRET } from '../support/sandbox/sandbox-client.ts';
import { BUCKETS } from '../support/sandbox/stored-objects.ts';
import { formOf } from '../support/sigv4/form-order.ts';
import { hmacSignatureOf, sha256Of } from '../support/sigv4/independent-signer.ts';
import { presigned, type UrlOrder } from '../support/sigv4/presigned-order.ts';
import { named as sourceNamed } from '../support/sources.ts';

/** From the request and its answer, with this secret. */
function foundBy(request: string, reply: Reply, secret: string | null): readonly Finding[] {
  const evidence = { ...NO_EVIDENCE, answer: answerOf(reply), request: requestOf(request) };
  return findCauses(sidesOf(evidence, () => secret as Octets | null));
}

const named = ([first]: readonly Finding[]) => [first?.cause.id, first?.variant, first?.certainty];

describe('A secret that the server does not have', () => {
  const signedWith = (secret: string) => {
    const { request } = ordered({ secret });
    return foundBy(request, ask(request), secret);
  };

  it('explains a signature that is right for the secret that was given', () => {
    expect(named(signedWith('made-up-secret'))).toEqual(['wrong-secret', 'server-has-another', { kind: 'explains' }]);
  });

  it.each(['\n', ' ', '\r\n'])('is the one without white space, where %j is after it', (space) => {
    expect(named(signedWith(SECRET + space))).toEqual([
      'secret-whitespace-newline',
      'given-with-white-space',
      { kind: 'explains' },
    ]);
  });

  it.each([`"${SECRET}"`, encodeURIComponent(SECRET)])('is the one that is not mangled, number %#', (secret) => {
    expect(named(signedWith(secret))).toEqual(['secret-special-chars-mangled', 'given-mangled', { kind: 'explains' }]);
  });

  it('explains a password of SES that was given', () => {
    const password = `B${'A'.repeat(43)}`;
    const ids = signedWith(password).map(({ cause }) => cause.id);
    expect(ids).toContain('wrong-kind-of-credential');
  });

  it('is possible where both strings are equal: a key that is derived in another way makes the same', () => {
    const { request, canonicalRequest, stringToSign } = ordered({ secret: 'made-up-secret' });
    const answer = answerOf(ask(request));
    const quoted = (text: string) =>
      ({
        octets: text as Octets,
        by: sourceNamed('the log'),
        readFrom: 'text',
        repairs: [],
        proof: 'unknown',
      }) as const;
    const client = { canonicalRequest: quoted(canonicalRequest), stringToSign: quoted(stringToSign), signature: null };
    const findings = findCauses(sidesOf({ ...NO_EVIDENCE, answer, client }, () => null));
    expect(named(findings)).toEqual(['wrong-secret', null, { kind: 'possible' }]);
  });
});

describe('A session token that has to be appended', () => {
  const scope = ['20130524', 'us-east-1', 'iotdevicegateway', 'aws4_request'];
  const order: Partial<UrlOrder> = {
    scope,
    host: 'example.iot.us-east-1.amazonaws.com',
    path: '/mqtt',
    token: 'made-up',
    payloadHash: sha256Of(''),
  };

  it('is proved to have been signed, by the signature', () => {
    const { request } = presigned(order);
    const findings = foundBy(request, askIot(request), SECRET);
    expect(named(findings)).toEqual([
      'session-token-signed-but-must-be-appended',
      'signed',
      { kind: 'proved', by: 'signature' },
    ]);
  });

  /** The sandbox as AWS IoT. */
  function askIot(request: string): Reply {
    const keys = new Map([[KEY_ID, { secretAccessKey: SECRET, sessionToken: 'made-up' }]]);
    const clock = () => new Date('2013-05-24T00:00:00Z');
    const sandbox = createSandbox({
      region: 'us-east-1',
      services: ['iotdevicegateway'],
      keys,
      store: createStore(BUCKETS),
      clock,
    });
    const answer = sandbox.converse()(Buffer.from(request, 'latin1'));
    if (!answer) throw new Error('The sandbox waits for more.');
    return readReply(answer.bytes);
  }
});

describe('The policy of a browser upload', () => {
  const { policy } = formOf();
  const scope = { secret: SECRET, timestamp: NOW, scope: ['20130524', 'us-east-1', 's3', 'aws4_request'] };
  const lines = (policy.match(/.{1,76}/g) ?? []).join('\n');

  const foundFor = (sent: string, signed: string) =>
    findingsOf({ ...MISMATCH, stringToSign: sent, signatureProvided: hmacSignatureOf(signed, scope), secret: SECRET });

  it.each([
    ['line-breaks', policy, lines],
    ['line-breaks', policy, `${lines}\n`],
    ['line-breaks', lines, policy],
    ['not-in-base64', policy, Buffer.from(policy, 'base64').toString('latin1')],
    ['base64-twice', policy, Buffer.from(policy).toString('base64')],
    ['hashed', policy, sha256Of(policy)],
  ])('%s, number %#, is seen by the signature', (variant, sent, signed) => {
    const [first] = foundFor(sent, signed);
    expect([first?.cause.id, first?.variant, first?.certainty.kind]).toEqual([
      'post-policy-encoding',
      variant,
      'explains',
    ]);
  });

  it('is not suspected where it was signed as it was sent', () => {
    expect(foundFor(policy, policy).map(({ cause }) => cause.id)).toEqual([]);
  });
});
