/** Where a change happened is a certainty of its own: the bytes can be proved while nothing shows who changed them. */
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../src/app/traffic/captured-request.ts';
import { searchExchange } from '../../src/app/traffic/exchange-search.ts';
import { CAUSES } from '../../src/causes/table.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../src/diagnosis/shown-diagnosis.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { searchCauses } from '../../src/search/find-causes.ts';
import { limited } from '../../src/search/search.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { PUBLISHED_SECRETS } from '../../src/verification/keys.ts';
import { diagnosisReport, diagnosisTitle, diagnosisView } from '../../src/views/diagnosis/diagnosis-view.ts';
import { diagnosisJson } from '../../src/views/documents/diagnosis-document.ts';
import { evidenceOf, failingRequests } from '../support/causes/failing-requests.ts';
import { exchangeOf } from '../support/commands/captured-exchange.ts';
import { diagnosed as diagnosedPaste } from '../support/evidence/pasted-failure.ts';
import { ask, type Order, ordered, SECRETS } from '../support/sandbox/sandbox-client.ts';
import { BASE_NAMES, rightRequest } from '../support/sigv4/base-requests.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';
import { swept } from '../support/sweep.ts';

type Edit = (request: string) => string;
const SAME: Edit = (request) => request;

/** The head and the body of a request. */
function parts(request: string): readonly [head: string, body: string] {
  const end = request.indexOf('\r\n\r\n') + 4;
  return [request.slice(0, end), request.slice(end)];
}

/** The diagnosis of a request that the client sends and that arrives changed, by what one tap or two taps saw of it. */
function diagnosed(order: Partial<Order>, taps: 'at the server' | 'at both ends', { sending = SAME, way = SAME }) {
  const sent = sending(ordered(order).request);
  const arrived = way(sent);
  const { body } = ask(arrived);
  const answer = `HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n${body}`;
  const exchange =
    taps === 'at the server'
      ? exchangeOf(arrived, { answer })
      : { ...exchangeOf(sent, { answer, forwarded: () => parts(arrived)[0] }), isSeenAtBothEnds: true };
  const request = requestOf(exchange);
  const settings = { secrets: PUBLISHED_SECRETS, now: Date.parse('2013-05-24T00:00:00Z') };
  const search = request && searchExchange(exchange, request, settings);
  if (!search) throw new Error('Nothing was refused.');
  return limited(search, 1);
}

const shown = (diagnosis: Diagnosis) => {
  const page = shownDiagnosis(diagnosis);
  const text = `${diagnosisTitle(page).text}\n${plainBlocks(diagnosisReport(page), 10_000)}`;
  return { text, page: diagnosisView(page), json: diagnosisJson(page).causes[0] };
};

const PORT = '127.0.0.1:8081';
const to = (host: string) => (request: string) => request.replace(PORT, host);

describe('a host with another port, seen only where it arrived', () => {
  const diagnosis = diagnosed({ host: PORT, path: '/examplebucket/test.txt' }, 'at the server', {
    way: to('127.0.0.1:9000'),
  });
  const { text, page, json } = shown(diagnosis);

  it('proves the bytes, and no place', () => {
    const [first] = diagnosis.findings;
    expect(first).toMatchObject({ certainty: { kind: 'proved' }, story: { place: null } });
    expect(first?.story.twins.map(({ mutation }) => mutation.variant)).toContain('port-replaced');
  });

  it('says the bytes, and gives the fix of both', () => {
    const says = `Host was signed as ${PORT}, but arrived as 127.0.0.1:9000: something in transit changed it`;
    for (const place of [text, page.verdict.text, json?.says]) expect(place).toContain(says);
    expect(text).not.toContain('than it sent');
    expect(page.causes[0]?.fix).toMatch(
      /^If a proxy changes it: .*proxy_set_header Host \$http_host.* If the client does: Sign/,
    );
    expect(page.causes[0]?.fixIn).toBe('');
  });

  it('is in the JSON', () => {
    expect(json).toMatchObject({ standing: 'proved', place: null });
    expect(json?.twins).toContainEqual(expect.objectContaining({ variant: 'port-replaced' }));
  });
});

describe('a host with another port, seen at both ends', () => {
  it('was changed in transit if the client sent what it signed', () => {
    const order = { host: PORT, path: '/examplebucket/test.txt' };
    const diagnosis = diagnosed(order, 'at both ends', { way: to('127.0.0.1:9000') });
    expect(diagnosis.findings[0]?.story).toEqual({ place: 'transit', twins: [] });
    expect(shown(diagnosis).page.causes[0]?.fix).toMatch(/^Configure the proxy to pass Host on unchanged/);
  });

  it('was signed wrong if it arrived as it was sent', () => {
    const order = { host: PORT, path: '/examplebucket/test.txt' };
    const diagnosis = diagnosed(order, 'at both ends', { sending: to('127.0.0.1:9000') });
    expect(diagnosis.findings[0]?.story).toEqual({ place: 'client', twins: [] });
    const { text, page } = shown(diagnosis);
    expect(text).toMatch(/^✗ The client signed a different port/);
    expect(page.causes[0]?.fix).not.toContain('proxy changes it');
  });
});

describe('a header that is not signed', () => {
  const add: Edit = (request) => request.replace('\r\n\r\n', '\r\nx-amz-meta-via: nginx\r\n\r\n');

  it('is for the proxy to leave out if two taps saw that it was added', () => {
    const diagnosis = diagnosed({}, 'at both ends', { way: add });
    expect(diagnosis.findings[0]).toMatchObject({ variant: 'added-in-transit', story: { place: 'transit' } });
    expect(shown(diagnosis).page.causes[0]?.fix).toMatch(/^Let the proxy not add x-amz-meta-via/);
  });

  it.each([
    ['both ends, if the client sent it', diagnosed({}, 'at both ends', { sending: add })],
    ['the server', diagnosed({}, 'at the server', { way: add })],
  ])('is to be signed if it was seen at %s', (_what, diagnosis) => {
    expect(diagnosis.findings[0]).toMatchObject({ variant: 'metadata', story: { place: null } });
    expect(shown(diagnosis).page.causes[0]?.fix).toMatch(/^Sign Host and every x-amz-\* header/);
  });
});

describe('a body of another hash', () => {
  const UPLOAD = { method: 'PUT', body: 'hello' };
  const other: Edit = (request) => request.replace('Content-Length: 5', 'Content-Length: 1').replace(/hello$/, 'x');

  it('is for the proxy if the client sent the body that it hashed', () => {
    const { findings } = diagnosed(UPLOAD, 'at both ends', { way: other });
    expect(findings[0]).toMatchObject({ certainty: { by: 'statement' }, story: { place: 'transit' } });
    expect(findings[0]?.fix).toMatch(/^Let the proxy pass on the body unchanged/);
  });

  it.each([
    [
      'loses its newline',
      'hello',
      'A newline at the end of the body was lost after it was hashed.',
      ['hello', 'hello\n'],
    ],
    [
      'gets a newline',
      'hello\n',
      'A newline at the end of the body was added after it was hashed.',
      ['hello\n', 'hello'],
    ],
    [
      'gets spaces',
      ' hello',
      'White space at the ends of the body was added after it was hashed.',
      [' hello', 'hello'],
    ],
  ])('is named by what shows it if the body %s', (_what, sent, says, [arrived = '', hashed = '']) => {
    const refused = { ClientComputedContentSHA256: sha256Of(hashed), S3ComputedContentSHA256: sha256Of(arrived) };
    const elements = Object.entries(refused).map(([name, hash]) => `<${name}>${hash}</${name}>`);
    const answer = `<Error><Code>XAmzContentSHA256Mismatch</Code>${elements.join('')}</Error>`;
    const { request } = ordered({ method: 'PUT', body: sent, payloadHash: sha256Of(hashed) });
    const found = diagnosedPaste([request, answer]);
    expect(found?.findings[0]?.says).toBe(says);
    if (!found) return;
    const { text } = shown(found);
    expect(text).toContain('of the two hashes that the server states');
    for (const part of ['Hashed payload', sha256Of(arrived), sha256Of(hashed)]) expect(text).toContain(part);
  });

  it('is for the client if it sent another body', () => {
    const { findings } = diagnosed(UPLOAD, 'at both ends', { sending: other });
    expect(findings[0]).toMatchObject({ story: { place: 'client' } });
    expect(findings[0]?.fix).toMatch(/^Sign last/);
  });

  it('has no place if it was seen only where it arrived', () => {
    const { findings } = diagnosed(UPLOAD, 'at the server', { way: other });
    expect(findings[0]).toMatchObject({ story: { place: null } });
  });
});

/** The values that a request carries, so that something in transit can change them. */
const CARRIED = /^(?:http-method|canonical-uri|canonical-query-string|hashed-payload|header-)/;
const withoutSpace = (text: string | null) => text?.replace(/\s/g, '');

const ROWS = swept(
  CAUSES.flatMap(({ id, mutations }) =>
    mutations
      .filter(({ side, isPlain, isWide }) => side === 'client' && !isPlain && !isWide)
      .map((mutation) => ({ id, mutation })),
  ),
).map(({ id, mutation }, number) => ({
  name: `${id}/${mutation.variant}`,
  failing: failingRequests(rightRequest(BASE_NAMES[number % BASE_NAMES.length] ?? 'get-range'), mutation)[0],
}));

it.each(ROWS)('$name has no place if only the request that arrived is known', ({ failing }) => {
  const evidence = failing && evidenceOf({ ...failing, made: failing.arrived }, ['request', 'secret']);
  if (!evidence?.request) return;
  const request = { ...evidence.request, seenBy: 'tap' as const };
  const sides = sidesOf({ ...evidence, request }, (id) => (SECRETS.get(id) ?? null) as never);
  for (const { changes, story, replayed } of limited(searchCauses(sides), 1)) {
    const carried = changes.filter(
      ({ value, from, to }) => CARRIED.test(value) && withoutSpace(from) !== withoutSpace(to),
    );
    if (replayed !== null) expect(story.place).toBe(carried.length === 0 ? 'client' : null);
  }
});
