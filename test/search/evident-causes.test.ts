/** Causes that are certain without a search: what the server states is what a search would name first. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { diagnose } from '../../src/diagnosis/diagnosis.ts';
import { evidentFindings } from '../../src/diagnosis/shown-diagnosis.ts';
import { type Evidence, NO_EVIDENCE } from '../../src/evidence/evidence.ts';
import { evidentCauses } from '../../src/search/find-causes.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { answerOf, evidenceOf, failingRequests } from '../support/causes/failing-requests.ts';
import { requestOf } from '../support/evidence/quoting-answer.ts';
import { ask, type Order, ordered, SECRETS } from '../support/sandbox/sandbox-client.ts';
import { BASE_NAMES, rightRequest } from '../support/sigv4/base-requests.ts';
import { presigned } from '../support/sigv4/presigned-order.ts';
import { swept } from '../support/sweep.ts';

const secretOf = (id: Octets) => (SECRETS.get(id) ?? null) as Octets | null;

const evident = (evidence: Evidence) => evidentCauses(sidesOf(evidence, secretOf))[0];

/** The first finding of a complete search, if it is more than possible. */
function searched(evidence: Evidence) {
  const [first] = diagnose(evidence, secretOf).findings;
  return first?.certainty.kind === 'possible' ? undefined : first;
}

const MUTATIONS = swept(
  CAUSES.flatMap(({ id, mutations }) =>
    mutations
      .filter(({ isPlain, isWide }) => !isPlain && !isWide)
      .map((mutation) => ({ name: `${id}/${mutation.variant}`, mutation })),
  ),
  40,
);

/** What the sandbox refuses for another reason than the signature. */
const REFUSED = MUTATIONS.flatMap(({ name, mutation }) =>
  BASE_NAMES.flatMap((base) => failingRequests(rightRequest(base), mutation).slice(0, 1))
    .map((failing) => evidenceOf(failing, ['request', 'secret']))
    .filter(({ answer }) => answer?.code !== 'SignatureDoesNotMatch')
    .map((evidence) => ({ name, code: evidence.answer?.code, evidence })),
);

describe('a refusal that states its cause', () => {
  it.each(REFUSED)('$name, $code: needs no search', ({ evidence }) => {
    const [found, first] = [evident(evidence), searched(evidence)];
    expect(found?.cause.id).toBe(first?.cause.id);
    expect(found?.says).toBe(first?.says);
  });
});

const refused = (request: string): Evidence => ({
  ...NO_EVIDENCE,
  request: requestOf(request),
  answer: answerOf(ask(request)),
});

describe('a refusal', () => {
  it.each([
    [
      'of a request without a signature',
      'GET /a.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\n\r\n',
      'request-not-signed',
    ],
    [
      'of Signature Version 2',
      ordered({ authorization: 'AWS AKIAIOSFODNN7EXAMPLE:c2lnbmF0dXJl' }).request,
      'sigv2-against-v4-only',
    ],
    [
      'of a URL that was escaped for HTML, in which the server does not find the parameters',
      presigned().request.replace(/(?<=^GET )\S+/, (target) => target.replaceAll('&', '&amp;')),
      'presigned-url-mangled',
    ],
  ])('%s needs no search', (_, request, id) => {
    const evidence = refused(request);
    expect(evident(evidence)?.cause.id).toBe(id);
    expect(searched(evidence)?.cause.id).toBe(id);
  });

  it('of a wrong signature needs one, even if nothing explains it', () => {
    const evidence = refused(ordered({ secret: 'another' }).request);
    expect(evident(evidence)).toBeUndefined();
    expect(evidentFindings(evidence, secretOf).isWorthSearching).toBe(true);
  });

  it.each([
    ['what the server does not offer', { method: 'PUT', body: 'x', query: [['versioning', '']] }],
    ['a body that is not right', { method: 'POST', body: '<x/>', query: [['delete', '']] }],
  ] satisfies [string, Partial<Order>][])('of %s needs none, which would find nothing', (_, order) => {
    const evidence = refused(ordered(order).request);
    expect(evidence.answer?.status).toBeGreaterThanOrEqual(400);
    expect(evident(evidence)).toBeUndefined();
    expect(evidentFindings(evidence, secretOf).isWorthSearching).toBe(false);
    expect(searched(evidence)).toBeUndefined();
  });
});
