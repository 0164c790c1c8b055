/** Whom a request is sent to and how: --connect-to and --max-time as https://curl.se/docs/manpage.html has them. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { routeOf, WIRE_OPTIONS } from '../../src/app/planning/sending.ts';
import { UNWATCHED } from '../../src/app/reading/watched-send.ts';
import { problem } from '../../src/bytes/problem.ts';
import { failedExchange } from '../../src/http/exchange.ts';
import type { SendOrder } from '../../src/wire/send-order.ts';
import { planOptions, readValues } from '../support/commands/option-values.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';
import { expectProblem, sound } from '../support/problems.ts';

const UNSENT = problem('unsent', 'The test sends nothing.', 'Leave it.');

interface Situation {
  readonly address?: string;
  readonly options?: OptionValues;
  readonly environment?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly conceal?: (secret: string) => void;
}

async function planned({
  address = 'https://example.com/a',
  options = {},
  environment = {},
  files = {},
  conceal = () => {},
}: Situation) {
  const orders: SendOrder[] = [];
  const { world } = worldOf(
    {
      environment: { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1', ...environment },
      conceal,
      send: async (order) => {
        orders.push(order);
        return failedExchange({ host: order.host, port: order.port }, UNSENT);
      },
    },
    files,
  );
  const plan = sound(await planOptions(world, address, options));
  return { plan, orders, route: await routeOf(world, plan, sound(readValues(WIRE_OPTIONS, options))) };
}

/** What the wire is told. */
async function ordered(situation: Situation): Promise<SendOrder> {
  const { route, orders } = await planned(situation);
  await sound(route).send(null, UNWATCHED);
  const [order] = orders;
  if (!order) throw new Error('nothing was sent');
  return order;
}

async function messageOf({ request }: SendOrder): Promise<string> {
  const pieces: Uint8Array[] = [];
  if (request instanceof Uint8Array) pieces.push(request);
  else for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

describe('the place that is connected to', () => {
  it.each([
    ['that of the address', [], 'example.com:443'],
    ['another for this host and port', ['example.com:443:127.0.0.1:9000'], '127.0.0.1:9000'],
    ['another for any host', [':443:127.0.0.1:9000'], '127.0.0.1:9000'],
    ['another for any port', ['example.com::127.0.0.1:9000'], '127.0.0.1:9000'],
    ['another for everything', ['::127.0.0.1:9000'], '127.0.0.1:9000'],
    ['another port of the same host', ['example.com:443::9000'], 'example.com:9000'],
    ['the same port of another host', ['example.com:443:127.0.0.1:'], '127.0.0.1:443'],
    ['not that of a rule for another host', ['example.org:443:127.0.0.1:9000'], 'example.com:443'],
    ['not that of a rule for another port', ['example.com:80:127.0.0.1:9000'], 'example.com:443'],
    ['that of the first rule that fits', ['a:1:b:2', '::c:3', '::d:4'], 'c:3'],
    ['an address of IPv6', ['::[::1]:9000'], '::1:9000'],
    ['for the host in any case', ['EXAMPLE.com:443:127.0.0.1:9000'], '127.0.0.1:9000'],
  ])('is %s', async (_rule, connectTo, expected) => {
    const order = await ordered({ options: { connectTo } });
    expect(`${order.host}:${order.port}`).toBe(expected);
    expect(order.tls?.serverName).toBe('example.com');
    expect(await messageOf(order)).toContain('\r\nHost: example.com\r\n');
  });

  it.each(['', 'example.com', 'a:b:c:d', 'a:1:b', '::b:99999', 'a:1:b:2:c', 'a:99999:b:1'])(
    'is a problem with %j',
    (rule) => {
      expectProblem(readValues(WIRE_OPTIONS, { connectTo: [rule] }), 'option');
    },
  );

  it('is told without TLS for http://', async () => {
    expect(await ordered({ address: 'http://example.com:8080/' })).toMatchObject({ port: 8080, tls: null });
  });
});

describe('the certificate', () => {
  it('is verified by the list of Node.js unless told otherwise', async () => {
    const { tls } = await ordered({});
    expect(tls).toEqual({ serverName: 'example.com', certificateAuthorities: null, verification: 'required' });
  });

  it('is not verified with -k', async () => {
    expect((await ordered({ options: { insecure: true } })).tls?.verification).toBe('skipped');
  });

  it('is verified by the file of --cacert', async () => {
    const order = await ordered({ options: { cacert: 'ca.pem' }, files: { 'ca.pem': 'PEM' } });
    expect(order.tls?.certificateAuthorities).toBe('PEM');
  });

  it('cannot be verified by a file that is not there', async () => {
    expectProblem((await planned({ options: { cacert: 'missing.pem' } })).route, 'file');
  });
});

describe('the time for everything', () => {
  it.each([
    ['has no end by itself', {}, null],
    ['is given in seconds', { maxTime: '5' }, 5000],
    ['may have decimals', { maxTime: '0.25' }, 250],
    ['is a millisecond at least', { maxTime: '0.001' }, 1],
    ['is the longest that a timer takes at most', { maxTime: '2147483' }, 2_147_483_000],
  ] satisfies [string, OptionValues, number | null][])('%s', async (_rule, options, milliseconds) => {
    expect((await ordered({ options })).limits.whole).toBe(milliseconds);
  });

  it.each([
    ...['soon', '-1', '', '1s', 'Infinity', 'NaN', '0', '0.0001'],
    ...['0x10', '0b1', '1e3', '1e308', '2147484', '٣', '1_000', ' 5', '+5', '05', '5.', '.5'],
  ])('is a problem with %j, which says the range', (maxTime) => {
    const { says, fix } = expectProblem(readValues(WIRE_OPTIONS, { maxTime }), 'option');
    expect(says).toBe(`--max-time ${JSON.stringify(maxTime)} is not a number of seconds.`);
    expect(fix).toContain('from 0.001 to 2147483, in decimal digits');
  });
});

describe('a proxy in the environment', () => {
  it.each([
    ['https://example.com/', { HTTPS_PROXY: 'http://p:1' }],
    ['https://example.com/', { https_proxy: 'http://p:1' }],
    ['https://example.com/', { ALL_PROXY: 'http://p:1' }],
    ['https://example.com/', { all_proxy: 'http://p:1' }],
    ['https://example.com/', { HTTPS_PROXY: 'p:1' }],
    ['http://example.com/', { http_proxy: 'http://p:1' }],
    ['https://example.com/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.org,ple.com' }],
    ['https://10.0.0.1/', { HTTPS_PROXY: 'http://p:1' }],
    ['https://example.com/', { HTTPS_PROXY: 'http://capitals:1', https_proxy: 'http://p:1' }],
    ['https://example.com/', { ALL_PROXY: 'http://capitals:1', all_proxy: 'http://p:1' }],
    ['https://example.com/', { HTTPS_PROXY: 'http://p:1', https_proxy: '', ALL_PROXY: 'http://others:1' }],
    ['https://example.com/', { https_proxy: 'http://p:1', NO_PROXY: 'example.com', no_proxy: 'example.org' }],
    ['https://10.1.0.1/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '10.0.0.0/16 10.1.0.0/33 10.1.0.0/ fd00::/8' }],
  ] satisfies [string, Record<string, string>][])('is used for %s with %j', async (address, environment) => {
    const { route } = await planned({ address, environment });
    expect(sound(route).connectsTo).toMatch(/, through the proxy p port 1$/);
    const { host, proxy, tls } = await ordered({ address, environment });
    expect(proxy).toMatchObject({ host: 'p', port: 1, authorization: null });
    expect(host).toBe(new URL(address).hostname);
    expect(tls?.serverName ?? host).toBe(host);
  });

  it('has port 80 if none is written, and may have an address of IPv6', async () => {
    expect((await ordered({ environment: { HTTPS_PROXY: 'http://p' } })).proxy).toMatchObject({ host: 'p', port: 80 });
    const ofIp = await ordered({ environment: { HTTPS_PROXY: 'http://[::1]:3128' } });
    expect(ofIp.proxy).toMatchObject({ host: '::1', port: 3128 });
  });

  it('gets the name and the password that are in its address, which are kept as secrets', async () => {
    const environment = { HTTPS_PROXY: 'http://user:p%40ssword@p:1' };
    const concealed: string[] = [];
    const { proxy } = await ordered({ environment, conceal: (secret) => concealed.push(secret) });
    const credentials = Buffer.from('user:p@ssword').toString('base64');
    expect(proxy?.authorization).toBe(`Basic ${credentials}`);
    expect(concealed).toEqual(['p@ssword', credentials]);
  });

  it.each(['socks5://p:1', 'https://p:1', 'http://', '::', 'socks5://user:password@p:1'])(
    'is a problem if it is %s, which is not quoted',
    async (address) => {
      const found = expectProblem((await planned({ environment: { HTTPS_PROXY: address } })).route, 'proxy');
      expect(found.says).toContain('HTTPS_PROXY');
      expect(found.fix).toContain('NO_PROXY');
      expect(JSON.stringify(found)).not.toContain('password');
    },
  );

  it.each([
    ['it is empty', 'https://example.com/', { HTTPS_PROXY: '' }],
    ['it is for https', 'http://example.com/', { HTTPS_PROXY: 'http://p:1' }],
    ['it is HTTP_PROXY in capitals, which curl does not read', 'http://example.com/', { HTTP_PROXY: 'http://p:1' }],
    ['the host is excepted', 'https://example.com/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a.org, example.com' }],
    [
      'the host is excepted in lower case',
      'https://example.com/',
      { HTTPS_PROXY: 'http://p:1', no_proxy: 'example.com' },
    ],
    ['its domain is excepted', 'https://a.example.com/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'example.com' }],
    [
      'its domain is excepted with a dot',
      'https://a.example.com/',
      { HTTPS_PROXY: 'http://p:1', NO_PROXY: '.example.com' },
    ],
    [
      'the first list is empty',
      'https://example.com/',
      { HTTPS_PROXY: 'http://p:1', no_proxy: '', NO_PROXY: 'example.com' },
    ],
    ['spaces separate', 'https://b.org/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a.org b.org' }],
    ['the exception has the final dot', 'https://b.org/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'b.org.' }],
    ['it is in a block', 'https://10.1.255.1/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '10.0.0.0/15' }],
    ['everything is excepted', 'https://example.com/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }],
    ['it is this machine', 'https://localhost:9000/', { HTTPS_PROXY: 'http://p:1' }],
    ['it is an address of this machine', 'https://127.0.0.2:9000/', { HTTPS_PROXY: 'http://p:1' }],
    ['it is this machine in IPv6', 'https://[::1]:9000/', { HTTPS_PROXY: 'http://p:1' }],
  ] satisfies [string, string, Record<string, string>][])(
    'does not matter where %s',
    async (_why, address, environment) => {
      expect((await ordered({ address, environment })).proxy).toBeNull();
    },
  );

  it('does not matter where --connect-to leads to this machine', async () => {
    const order = await ordered({
      options: { connectTo: ['::127.0.0.1:9000'] },
      environment: { HTTPS_PROXY: 'http://p:1' },
    });
    expect(order.proxy).toBeNull();
    expect(order).toMatchObject({ host: '127.0.0.1', port: 9000 });
  });
});
