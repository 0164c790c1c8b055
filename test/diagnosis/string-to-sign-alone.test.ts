/** An answer that was cut before its canonical request still has the string to sign: enough for the key. */
import { expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { findCauses } from '../../src/search/find-causes.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { evidenceOf, failingRequests } from '../support/causes/failing-requests.ts';
import { SECRET } from '../support/sandbox/sandbox-client.ts';
import { rightRequest } from '../support/sigv4/base-requests.ts';

const KEYS = ['secret-whitespace-newline', 'secret-truncated', 'signing-key-not-binary', 'signature-not-hexadecimal'];

it.each(CAUSES.filter(({ id }) => KEYS.includes(id)))('proves $id with the secret', ({ id, mutations }) => {
  const [failing] = mutations.flatMap((mutation) => failingRequests(rightRequest('get-range'), mutation));
  if (!failing) throw new Error('Nothing was refused.');
  const evidence = evidenceOf(failing, []);
  const answer = evidence.answer && { ...evidence.answer, canonicalRequest: null };
  const [first] = findCauses(sidesOf({ ...evidence, answer }, () => SECRET as Octets));
  expect([first?.cause.id, first?.certainty]).toEqual([id, { kind: 'proved', by: 'signature' }]);
});

it('keeps the secret among the suspects where the request arrived as it was made', () => {
  const other = CAUSES.find(({ id }) => id === 'wrong-secret')?.mutations[0];
  const [failing] = other ? failingRequests(rightRequest('get-range'), other) : [];
  if (!failing) throw new Error('Nothing was refused.');
  const { suspects, verdict } = diagnose(evidenceOf(failing, ['request']), () => null);
  expect(verdict?.id).toBe('arrived-as-sent');
  expect(suspects?.inquiry.likelihoods.get('wrong-secret')).toBeGreaterThan(0);
  expect(suspects?.ruledOut.map(({ id }) => id)).not.toContain('wrong-secret');
});
