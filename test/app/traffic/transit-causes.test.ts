/** What the list says of a request that a proxy changed: which header it was, and that the proxy is to be fixed. */
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../src/app/traffic/captured-request.ts';
import { examineRequest } from '../../../src/app/traffic/examined-exchange.ts';
import { exchangeLine } from '../../../src/app/traffic/log/exchange-lines.ts';
import { octetsFromText } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { diagnose } from '../../../src/diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../../src/diagnosis/shown-diagnosis.ts';
import { readEvidence } from '../../../src/evidence/read-evidence.ts';
import { PUBLISHED_SECRETS } from '../../../src/verification/keys.ts';
import { diagnosisView } from '../../../src/views/diagnosis/diagnosis-view.ts';
import { capturedExchange, refusal } from '../../support/commands/captured-exchange.ts';
import type { Order } from '../../support/sandbox/sandbox-client.ts';

const SETTINGS = { secrets: PUBLISHED_SECRETS, now: Date.parse('2013-05-24T00:00:00Z') };
const MISMATCH = refusal('SignatureDoesNotMatch', 'The signature we calculated does not match.');

function examined(order: Partial<Order>, forwarded: (head: string) => string) {
  const exchange = capturedExchange(order, { answer: MISMATCH, forwarded });
  const request = requestOf(exchange);
  if (request === null) throw new Error('The request cannot be read.');
  return examineRequest({ exchange, request }, SETTINGS);
}

const without = (line: RegExp) => (head: string) => head.replace(line, '');

describe('a header that did not arrive', () => {
  it('is named before what happened to it', () => {
    const headers: Order['headers'] = [['x-amz-meta-team_name', 'billing']];
    const { cause, ...others } = examined({ headers }, without(/x-amz-meta-team_name: billing\r\n/));
    expect(cause?.id).toBe('odd-header-name-dropped');
    expect(cause?.says).toMatch(/^x-amz-meta-team_name: A signed header/);
    expect(exchangeLine({ cause, ...others })).toContain('x-amz-meta-team_name');
    expect(cause?.fix).toMatch(/^In nginx/);
  });

  it('is not named twice', () => {
    const { cause } = examined({ headers: [['Range', 'bytes=0-9']] }, without(/Range: bytes=0-9\r\n/));
    expect(cause?.says).toMatch(/^Range was signed/);
  });
});

describe('the fix of a request that was changed in transit', () => {
  it('begins with the proxy, and names what it changed', () => {
    const { cause } = examined({ path: '/a+b.txt' }, (head) => head.replace('/a%2Bb.txt', '/a+b.txt'));
    expect(cause?.id).toBe('literal-plus-read-as-space');
    expect(cause?.fix).toMatch(/^Let the proxy pass on the path unchanged\. Or change the client: Send a plus sign/);
  });

  it('does not name the proxy twice', () => {
    const { cause } = examined({ host: '127.0.0.1:9000' }, without(/(?<=Host: 127\.0\.0\.1):9000/));
    expect(cause?.fix).toMatch(/^Configure the proxy to pass Host on with its port/);
    const headers: Order['headers'] = [['Accept-Encoding', 'identity']];
    const other = examined({ headers }, (head) => head.replace('Encoding: identity', 'Encoding: gzip'));
    expect(other.cause?.fix).toMatch(/^Configure the proxy to pass Accept-Encoding on unchanged, or do not sign it/);
  });

  it('is for the client if nothing was changed in transit', () => {
    const { cause } = examined({ secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE' }, (head) => head);
    expect(cause?.id).toBe('secret-truncated');
    expect(cause?.fix).not.toContain('Let the proxy');
  });
});

it('the fix of a diagnosis names nginx once', () => {
  const evidence = readEvidence([{ octets: octetsFromText(NGINX), by: { kind: 'paste' } }]);
  if (isProblem(evidence)) throw new Error(evidence.says);
  const page = diagnosisView(shownDiagnosis(diagnose(evidence, () => null)));
  expect(page.causes[0]?.fix.match(/In nginx/g)).toHaveLength(1);
});

/** A refusal through nginx, whose canonical request has no value for a header with an underscore in its name. */
const NGINX = [
  'HTTP/1.1 403 Forbidden',
  'Server: nginx',
  'Content-Type: application/xml',
  '',
  '<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>GET',
  '/a.txt',
  '',
  'host:examplebucket.s3.amazonaws.com',
  'x-amz-content-sha256:UNSIGNED-PAYLOAD',
  'x-amz-date:20130524T000000Z',
  'x-amz-meta-team_name:',
  '',
  'host;x-amz-content-sha256;x-amz-date;x-amz-meta-team_name',
  'UNSIGNED-PAYLOAD</CanonicalRequest></Error>',
].join('\n');
