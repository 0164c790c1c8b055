/** Two taps around nginx, in front of the server: what nginx changes is shown, and its mistake is named. */
import { afterEach, describe, expect, it } from 'vitest';
import { hasTool } from '../support/cli/program.ts';
import { captureHere, closing, exchangeWith } from '../support/commands/capture-here.ts';
import { type Order, ordered } from '../support/sandbox/sandbox-client.ts';
import { silentPort } from '../support/wire/tcp-server.ts';
import { startNginx } from './nginx.ts';
import { SERVER } from './server.ts';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

/** `TAP` is the tap in front of the server. */
const KEEPS_HOST = 'proxy_set_header Host $http_host;';
const RIGHT = `location / { ${KEEPS_HOST} proxy_pass http://TAP; }`;

interface Mistake {
  readonly says: string;
  /** The `server` block of nginx, without its name and port. */
  readonly nginx: string;
  /** A request that the mistake breaks. */
  readonly order: Partial<Order>;
  readonly cause: string;
  /** What the taps show that nginx changed: a line that was removed or added. */
  readonly change: RegExp;
}

const MISTAKES: readonly Mistake[] = [
  {
    says: 'the default proxy_pass sends its own Host',
    nginx: 'location / { proxy_pass http://TAP; }',
    order: {},
    cause: 'host-rewritten-by-proxy',
    change: /\+ Host: 127\.0\.0\.1:\d+\n/i,
  },
  {
    says: '$host has no port',
    nginx: 'location / { proxy_set_header Host $host; proxy_pass http://TAP; }',
    order: {},
    cause: 'host-nondefault-port-not-signed',
    change: /\+ Host: localhost\n/i,
  },
  {
    says: 'proxy_pass with a URI merges slashes',
    nginx: `location / { ${KEEPS_HOST} proxy_pass http://TAP/; }`,
    order: { path: `/${SERVER.bucket}/a//b` },
    cause: 'path-normalised',
    change: /\+ GET \/demo\/a\/b /,
  },
  {
    says: '$uri without $is_args$args loses the query',
    nginx: `location / { ${KEEPS_HOST} proxy_pass http://TAP$uri; }`,
    order: { path: `/${SERVER.bucket}`, query: [['list-type', '2']] },
    cause: 'query-not-canonicalised',
    change: /\+ GET \/demo HTTP/,
  },
  {
    says: 'a header with an underscore is dropped',
    nginx: RIGHT,
    order: { headers: [['x-amz-meta-a_b', 'value']] },
    cause: 'odd-header-name-dropped',
    change: /- x-amz-meta-a_b: value\n/,
  },
  {
    says: 'Accept-Encoding is emptied for sub_filter',
    nginx: RIGHT.replace('proxy_pass', 'proxy_set_header Accept-Encoding ""; proxy_pass'),
    order: { headers: [['accept-encoding', 'identity']] },
    cause: 'accept-encoding-rewritten',
    change: /- accept-encoding: identity\n/,
  },
  {
    says: 'a location with a prefix removes it',
    nginx: `location /demo/ { ${KEEPS_HOST} proxy_pass http://TAP/; }`,
    order: { path: `/${SERVER.bucket}/key` },
    cause: 'path-prefix-stripped-by-proxy',
    change: /\+ GET \/key /,
  },
  {
    says: 'Range is emptied for a cache',
    nginx: RIGHT.replace('proxy_pass', 'proxy_set_header Range ""; proxy_pass'),
    order: { headers: [['range', 'bytes=0-3']] },
    cause: 'signed-header-dropped-in-transit',
    change: /- range: bytes=0-3\n/,
  },
  {
    says: 'a login of nginx replaces Authorization',
    nginx: RIGHT.replace('proxy_pass', 'proxy_set_header Authorization "Basic dTpw"; proxy_pass'),
    order: {},
    cause: 'authorization-stripped-by-proxy',
    change: /\+ Authorization: /,
  },
  {
    says: 'a body that is too large is refused by nginx itself',
    nginx: `client_max_body_size 10; ${RIGHT}`,
    order: { method: 'PUT', path: `/${SERVER.bucket}/k`, body: 'longer than ten bytes' },
    cause: 'not-forwarded',
    change: /itself: nothing arrived at the server/,
  },
];

async function throughNginx(nginx: string, order: Partial<Order>) {
  const afterPort = await silentPort();
  const proxy = await startNginx(nginx.replace('TAP', `127.0.0.1:${afterPort}`));
  ending.push(proxy.close);
  const now = new Date();
  const date = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const capture = await captureHere(
    { before: `http://127.0.0.1:${proxy.port}`, after: SERVER.endpoint, afterPort: String(afterPort) },
    {
      now: () => now,
      environment: { AWS_ACCESS_KEY_ID: SERVER.accessKey, AWS_SECRET_ACCESS_KEY: SERVER.secretKey },
    },
  );
  ending.push(capture.stop);
  const { request } = ordered({
    host: `localhost:${capture.port}`,
    path: `/${SERVER.bucket}`,
    date,
    keyId: SERVER.accessKey,
    secret: SERVER.secretKey,
    scope: [date.slice(0, 8), SERVER.region, 's3', 'aws4_request'],
    ...structuredClone(order),
  });
  const response = await exchangeWith(capture.port, closing(request));
  return { response, lines: capture.lines(), errors: capture.errors() };
}

describe.skipIf(!hasTool('nginx'))('nginx between the taps', () => {
  it('changes nothing that is signed if it keeps Host', async () => {
    const { response, lines } = await throughNginx(RIGHT, {});
    expect(response).toMatch(/^HTTP\/1\.1 200 /);
    expect(lines).toMatchObject([{ verdict: 'match', status: 200, cause: null }]);
  });

  it.each(MISTAKES)('$says: $cause', async ({ nginx, order, cause, change }) => {
    const { lines, errors } = await throughNginx(nginx, order);
    expect(lines, errors).toMatchObject([{ verdict: 'match', cause }]);
    expect(errors).toMatch(change);
  });
});
