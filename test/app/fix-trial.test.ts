/** Trying the fix of a cause: the request is signed without the mistake, and is sent to a sandbox in the same process. */
import { describe, expect, it } from 'vitest';
import { diagnosisWalk } from '../../src/app/walks/diagnosis-walk.ts';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem, problem } from '../../src/bytes/problem.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import type { Mutation } from '../../src/drafts/mutation.ts';
import type { Evidence } from '../../src/evidence/evidence.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { comparisonOf } from '../../src/views/diagnosis/compare-sides.ts';
import { requireDiagnosis } from '../../src/views/facts.ts';
import type { SendOrder } from '../../src/wire/send-order.ts';
import { ENCODED_AGAIN, failing, HEX_TEXT } from '../support/causes/diagnosed.ts';
import { evidenceOf, type Input } from '../support/causes/failing-requests.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { fixtures } from '../support/fixtures.ts';
import { SECRET } from '../support/sandbox/sandbox-client.ts';
import type { BaseName } from '../support/sigv4/base-requests.ts';
import { named } from '../support/sources.ts';
import { memoryNetwork } from '../support/wire/memory-network.ts';

/** A diagnosis whose fixes go to a network in memory, and what was sent there. */
function tried(evidence: Evidence, secret: string | null) {
  const orders: SendOrder[] = [];
  const network = memoryNetwork();
  const { world } = worldOf();
  const walk = diagnosisWalk(
    diagnose(evidence, () => secret as Octets | null),
    {
      showsSecrets: false,
      paste: async () => problem('paste', 'This test reads no paste.', 'Type.'),
      world: {
        ...world,
        listen: network.listen,
        send: (order) => {
          orders.push(order);
          return network.send(order);
        },
      },
    },
  );
  const diagnosis = requireDiagnosis(walk.facts);
  return { walk, orders, diagnosis, first: diagnosis.findings[0] };
}

function mutationOf(cause: string, variant: string): Mutation {
  const found = CAUSES.find(({ id }) => id === cause)?.mutations.find((mutation) => mutation.variant === variant);
  if (!found) throw new Error(`There is no ${cause}/${variant}.`);
  return found;
}

const MISTAKES: readonly (readonly [name: string, mutation: Mutation, base: BaseName])[] = [
  ['in the key', HEX_TEXT, 'get-range'],
  ['in the path', mutationOf('path-double-encoded-on-s3', 'signed-twice'), 'get-range'],
];

async function resultOf(mutation: Mutation, inputs: readonly Input[], base: BaseName) {
  const secret = inputs.includes('secret') ? SECRET : null;
  const { walk, orders, diagnosis, first } = tried(evidenceOf(failing(mutation, base), inputs), secret);
  expect(first?.canBeTried).toBe(true);
  const result = await walk.tryFix?.(0);
  if (!result || isProblem(result)) throw new Error('It was not tried.');
  return { result, orders, wanted: comparisonOf(diagnosis)?.results.at(-1)?.values.server };
}

describe.each(MISTAKES)('the fix of a mistake %s', (_, mutation, base) => {
  it('is accepted, and with the secret its signature is the one that the server wants', async () => {
    const { result, orders, wanted } = await resultOf(mutation, ['request', 'log', 'secret'], base);
    expect(result.isAccepted).toBe(true);
    expect(result.signature).toMatch(/^[0-9a-f]{64}$/);
    expect(wanted).toEqual({ text: result.signature, isKnown: true });
    expect(orders.map(({ host, tls }) => [host, tls])).toEqual([['127.0.0.1', null]]);
  });
});

it('is accepted without the secret too, with an example key, and then no signature is compared', async () => {
  const [, path] = MISTAKES;
  if (!path) throw new Error('There is no mistake.');
  const { result, orders } = await resultOf(path[1], ['request', 'log'], path[2]);
  expect(result).toMatchObject({ isAccepted: true, signature: null });
  const [order] = orders;
  expect(Buffer.from(order?.request as Uint8Array).toString('latin1')).toContain('Credential=AKIAIOSFODNN7EXAMPLE/');
});

describe('no fix is tried', () => {
  it('of a change in transit', () => {
    const evidence = evidenceOf(failing(ENCODED_AGAIN), ['request', 'log', 'secret']);
    expect(tried(evidence, SECRET).diagnosis.findings.some(({ canBeTried }) => canBeTried)).toBe(false);
  });

  it.each([
    ['RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'],
    ['AccessDenied', 'Access Denied'],
    ['InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.'],
  ])('of a refusal with %s', (code, message) => {
    const answer = `HTTP/1.1 403 Forbidden\r\n\r\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    const evidence = readEvidence(
      [answer, fixtures.read('requests/get-range.txt')].map((text) => ({
        octets: octetsFromText(text),
        by: named('the test'),
      })),
    );
    if (isProblem(evidence)) throw new Error(evidence.says);
    expect(tried(evidence, SECRET).diagnosis.findings.some(({ canBeTried }) => canBeTried)).toBe(false);
  });

  it('if a body is not known', () => {
    const { reply, ...failed } = failing(HEX_TEXT, 'put-metadata');
    const evidence = { ...evidenceOf({ reply, ...failed }, ['log', 'secret']), request: null };
    expect(tried(evidence, SECRET).first?.canBeTried).toBe(false);
  });
});
