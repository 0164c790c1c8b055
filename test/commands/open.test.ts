/** `sigv4 open`: recordings of the capture and HAR files, and recordings written as HAR files. */
import { expect, it } from 'vitest';
import { recordingEnd, recordingPiece, recordingStart } from '../../src/http/relay/recording.ts';
import { type Order, opened, recordings } from '../support/commands/opened-recordings.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const TOKEN = 'a-session-token-of-some-length';

it('writes recordings as a HAR file without what grants access, and opens it', async () => {
  const orders: Order[] = [
    { path: '/examplebucket/test.txt', headers: [['x-amz-security-token', TOKEN]] },
    { method: 'PUT', path: '/examplebucket/new', body: 'content', headers: [['cookie', 'session=12345678']] },
  ];
  const files = await recordings(orders, 'slashes-merged');
  const signatures = Object.values(files).flatMap((text) => /Signature=([\da-f]{64})/.exec(text)?.[1] ?? []);
  expect(signatures).toHaveLength(2);
  const { output, code } = await opened(files, { har: '-' });
  expect(code).toBe(0);
  for (const secret of [...signatures, TOKEN, 'session=12345678', 'wJalrXUtnFEMI'])
    expect(output).not.toContain(secret);
  const { entries } = JSON.parse(output).log;
  expect(entries).toMatchObject([
    { request: { method: 'GET', bodySize: 0 }, response: { status: 400, statusText: 'Bad Request' } },
    { request: { method: 'PUT', postData: { text: 'content' } }, response: { status: 200 } },
  ]);
  expect(entries[0].request.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/examplebucket\/test\.txt$/);
  expect(entries[0].response.content.text).toContain('<Code>');
  const again = await opened({ 'shared.har': output });
  expect(again.code).toBe(1);
  expect(again.output).toMatch(/^1 {2}GET \/examplebucket\/test\.txt → 400 \(header, unknown, /);
  expect(again.output).toMatch(/\n2 {2}PUT \/examplebucket\/new → 200 \(header, unknown, /);
  const one = await opened({ 'shared.har': output }, { entry: '2' });
  expect(one.output).toContain('The signature is masked here, so it cannot be compared.');
});

it('names an Authorization header that did not arrive', async () => {
  const { request } = ordered({ path: '/x' });
  const arrived = request.replace(/AWS4-[^\r]*/, 'Basic dTpw');
  const bytes = (text: string) => Buffer.from(text, 'latin1');
  const recording = Buffer.concat([
    recordingStart({ started: '2013-05-24T00:00:00.000Z', scheme: 'http', server: '127.0.0.1:9000' }),
    recordingPiece('~', 0, bytes(arrived)),
    recordingPiece('>', 0, bytes(request)),
    recordingPiece('<', 1, bytes('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')),
    recordingEnd(null),
  ]);
  const { output } = await opened({ 'one.exchange': recording.toString('latin1') });
  expect(output).toContain('Cause (authorization): The Authorization header was sent but did not arrive');
});

it.each(['x', '', '2013-05-24T99:00:00Z'])('says that the time of a recording cannot be read: %j', async (started) => {
  const recording = Buffer.concat([
    recordingStart({ started, scheme: 'http', server: '127.0.0.1:9000' }),
    recordingPiece('>', 0, Buffer.from(ordered({ path: '/x' }).request, 'latin1')),
    recordingEnd(null),
  ]);
  for (const options of [{}, { har: '-' }]) {
    const { code, output, errors } = await opened({ 'one.exchange': recording.toString('latin1') }, options);
    expect([code, output]).toEqual([2, '']);
    expect(errors).toContain(
      `The time in the second line of the recording cannot be read: ${JSON.stringify(started)}.`,
    );
  }
});

const header = (name: string, value: string) => ({ name, value });
const entry = (request: object, response: object) => ({
  startedDateTime: '2013-05-24T00:00:00.000Z',
  time: 12.5,
  request: { httpVersion: 'HTTP/2.0', cookies: [], queryString: [], headersSize: -1, bodySize: 0, ...request },
  response: { status: 200, statusText: '', headers: [], content: { size: 0 }, ...response },
});
const har = (...entries: object[]) => JSON.stringify({ log: { version: '1.2', entries } });
const PAGE = entry({ method: 'GET', url: 'https://example.com/', headers: [] }, {});

it('shows the only request for S3 of a browser, and says what its file does not have', async () => {
  const { request } = ordered({ method: 'PUT', host: 'examplebucket.s3.amazonaws.com', path: '/k', body: 'content' });
  const fields = request.split('\r\n\r\n')[0]?.split('\r\n').slice(1) ?? [];
  const headers = fields.map((line) => header(...(line.split(/: (.*)/, 2) as [string, string])));
  const put = entry({ method: 'PUT', url: 'https://examplebucket.s3.amazonaws.com/k', headers }, {});
  const { output, code } = await opened({ 'network.har': har(PAGE, put) });
  // The file does not contain the body, so its hash is unknown, not wrong.
  expect(output).toMatch(/^PUT \/k → 200 \(header, match, 7 bytes, 13 ms\)\n/);
  expect(output).toContain('The body is unknown, so its hash cannot be computed.');
  expect(output).toMatch(
    /the\s+order,\s+the\s+spelling,\s+and\s+the\s+white\s+space\s+of\s+headers\s+are\s+not\s+known/,
  );
  expect(code).toBe(0);
});

it('reports an entry without a response as transport, and lists what else is in the file', async () => {
  const url = 'https://examplebucket.s3.amazonaws.com/k';
  const cut = entry({ method: 'GET', url, headers: [] }, { status: 0 });
  const { output, code } = await opened({ 'network.har': har(cut, PAGE, cut) });
  expect(output).toMatch(/^1 {2}GET \/k → no response \(unsigned, 0 bytes, 13 ms\)\n {2}Cause \(transport\): /);
  expect(output).toMatch(/\n3 {2}GET /);
  expect(output).toContain('1 other request is neither signed nor for an S3 host.');
  expect(code).toBe(1);
  expect((await opened({ 'network.har': har(PAGE) })).errors).toContain('other requests: 1');
  expect((await opened({ 'network.har': har(cut, PAGE) }, { entry: '2' })).errors).toContain('Choose one of these: 1.');
});
