import { describe, expect, it } from 'vitest';
import { problem } from '../../src/bytes/problem.ts';
import { signer } from '../../src/commands/signer.ts';
import { answersTo, answersToBytes, answerTo, orderWith } from '../support/commands/signer-lines.ts';
import { linesOf, worldOf } from '../support/commands/test-world.ts';
import { octetsOf } from '../support/octets-of.ts';
import { sha256Of } from '../support/sigv4/independent-signer.ts';

/** AWS's documented GET. */
const SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const SIGNING_KEY = 'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378';
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const linesIn = (value: unknown) => textOf(value).split('\n');

describe('the AWS example', () => {
  const hash = ['x-amz-content-sha256', sha256Of('')];

  it('has the signature that AWS prints, date and hash added', async () => {
    expect(await answerTo(orderWith())).toEqual({
      id: 'a',
      canonicalRequest: [
        ...['GET', '/test.txt', '', 'host:examplebucket.s3.amazonaws.com', 'range:bytes=0-9'],
        ...[
          hash.join(':'),
          'x-amz-date:20130524T000000Z',
          '',
          'host;range;x-amz-content-sha256;x-amz-date',
          sha256Of(''),
        ],
      ].join('\n'),
      stringToSign: [
        ...['AWS4-HMAC-SHA256', '20130524T000000Z', '20130524/us-east-1/s3/aws4_request'],
        '7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972',
      ].join('\n'),
      signingKeyHex: SIGNING_KEY,
      signature: SIGNATURE,
      authorization: `AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=${SIGNATURE}`,
    });
  });

  it('has the URL that AWS prints, for S3 without the hash of a payload that no one knows', async () => {
    const answer = await answerTo(
      orderWith({ form: 'query', expires: 86400 }, { headers: [['Host', 'examplebucket.s3.amazonaws.com']] }),
    );
    const signature = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
    expect(linesIn(answer.canonicalRequest).at(-1)).toBe('UNSIGNED-PAYLOAD');
    expect(answer.signature).toBe(signature);
    expect(answer.url).toBe(
      `https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=${signature}`,
    );
    expect(answer).not.toHaveProperty('authorization');
  });
});

describe('a request is signed as it is given', () => {
  const headersOf = async (changes: object, request: object = {}) => {
    const { canonicalRequest, problem: found } = await answerTo(orderWith(changes, request));
    expect(found).toBeUndefined();
    return linesIn(canonicalRequest).slice(3, -3);
  };

  it.each([
    ['/a%2Fb', 's3', '/a/b'],
    ['/a%2fb//c/../d', 's3', '/a/b//c/../d'],
    ['/a%2Fb', 'execute-api', '/a%252Fb'],
    ['/a b+c%2Bd?q', 's3', '/a%20b%20c%2Bd'],
    ['/a b+c?q', 'execute-api', '/a%20b%2Bc'],
  ])('the path %s, for %s, is %s in the canonical request', async (target, service, uri) => {
    expect(linesIn((await answerTo(orderWith({ service }, { target }))).canonicalRequest)[1]).toBe(uri);
  });

  it.each([['UNSIGNED-PAYLOAD'], [sha256Of('another')], ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD'], ['a literal']])(
    'the payload line is the x-amz-content-sha256 that is given: %s',
    async (value) => {
      for (const [service, form] of [
        ['s3', 'header'],
        ['execute-api', 'header'],
        ['s3', 'query'],
      ]) {
        const headers = [
          ['Host', 'h'],
          ['X-Amz-Content-Sha256', value],
        ];
        const { canonicalRequest } = await answerTo(orderWith({ service, form }, { headers, bodyBase64: 'YQ==' }));
        expect(linesIn(canonicalRequest).at(-1)).toBe(value);
        expect(linesIn(canonicalRequest).filter((line) => line.startsWith('x-amz-content-sha256'))).toEqual([
          `x-amz-content-sha256:${value}`,
        ]);
      }
    },
  );

  it.each<[string, object, object, string[]]>([
    ['for another service, the date alone', { service: 'iam' }, { headers: [] }, ['x-amz-date:20130524T000000Z']],
    [
      'nothing that is given already',
      { service: 'iam' },
      { headers: [['X-AMZ-DATE', ' 20130524T000000Z']] },
      ['x-amz-date:20130524T000000Z'],
    ],
    [
      'the token that is given as a member',
      { service: 'iam', sessionToken: 'TOKEN' },
      { headers: [] },
      ['x-amz-date:20130524T000000Z', 'x-amz-security-token:TOKEN'],
    ],
    [
      'no token beside the one that is given as a header',
      { service: 'iam', sessionToken: 'TOKEN' },
      { headers: [['X-Amz-Security-Token', 'OTHER']] },
      ['x-amz-date:20130524T000000Z', 'x-amz-security-token:OTHER'],
    ],
    ['no Host', {}, { headers: [] }, [`x-amz-content-sha256:${sha256Of('')}`, 'x-amz-date:20130524T000000Z']],
    [
      'for an unsigned payload, the words for it',
      { service: 'iam', payload: 'unsigned' },
      { headers: [] },
      ['x-amz-content-sha256:UNSIGNED-PAYLOAD', 'x-amz-date:20130524T000000Z'],
    ],
    ['exactly the signed headers', { signedHeaders: 'host' }, {}, ['host:examplebucket.s3.amazonaws.com']],
    [
      'in a query, no header',
      { form: 'query', sessionToken: 'TOKEN' },
      {
        headers: [
          ['Host', 'h'],
          ['X-Amz-Meta-A', 'b'],
        ],
      },
      ['host:h', 'x-amz-meta-a:b'],
    ],
  ])('what is added is %s', async (_what, changes, request, headers) => {
    expect(await headersOf(changes, request)).toEqual(headers);
  });

  it('parameters of the query come after those that are given, which stay as they are', async () => {
    const { url } = await answerTo(orderWith({ form: 'query', sessionToken: 'T/K' }, { target: '/?b=%2f&a' }));
    expect(url).toMatch(
      /^https:\/\/examplebucket\.s3\.amazonaws\.com\/\?b=%2f&a&X-Amz-Algorithm=.*&X-Amz-Expires=900&X-Amz-Security-Token=T%2FK&X-Amz-SignedHeaders=host%3Brange&X-Amz-Signature=[0-9a-f]{64}$/,
    );
  });
});

describe('a problem', () => {
  it.each<[string, object, object, string, string]>([
    ['signed headers that are not there', { signedHeaders: ['host', 'etag'] }, {}, 'signed-header', 'signedHeaders'],
    ['an Authorization header', {}, { headers: [['authorization', 'x']] }, 'authorization', 'request.headers'],
    [
      'a date header that is none',
      {},
      { headers: [['x-amz-date', '20130230T000000Z']] },
      'timestamp',
      'request.headers',
    ],
    ['a date header of another moment', {}, { headers: [['X-Amz-Date', '20130525T000000Z']] }, 'member', 'time'],
    ['a header that is no pair', {}, { headers: [['a', 'b'], ['c']] }, 'member', 'request.headers[1]'],
  ])('says code, what, how to fix it, and where: %s', async (_what, changes, request, code, path) => {
    const { id, problem: found, ...more } = await answerTo(orderWith(changes, request));
    expect({ id, more }).toEqual({ id: 'a', more: {} });
    expect(found).toEqual({ code, says: expect.stringMatching(/\.$/), mend: expect.stringMatching(/\.$/), path });
  });

  it('of a line that is not JSON has no id, and says at which byte', async () => {
    const { code, lines } = await answersToBytes('{"id":1,"secret":x}\n');
    expect(code).toBe(1);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      id: null,
      problem: {
        code: 'line-not-json',
        says: 'The line is not JSON: byte 17 is unexpected.',
        mend: 'Give one JSON object per line.',
      },
    });
  });

  it('of one line is not the end of the others', async () => {
    const { code, lines } = await answersToBytes(
      `x\n${JSON.stringify(orderWith())}\n\n \t\r\n[]\n${JSON.stringify(orderWith({ id: 2 }))}`,
    );
    expect(code).toBe(1);
    expect(lines.map((line) => JSON.parse(line).signature ?? JSON.parse(line).problem.code)).toEqual([
      ...['line-not-json', SIGNATURE, 'line-not-object', SIGNATURE],
    ]);
  });

  it('of a line that is too long is an answer too', async () => {
    const test = worldOf({
      inputLines: async function* () {
        yield ['too-long', Buffer.from(JSON.stringify(orderWith()))];
      },
    });
    expect(await signer.run(test.world, {}, [])).toBe(1);
    const [first, second] = test.output().split('\n');
    expect(JSON.parse(first ?? '')).toMatchObject({ id: null, problem: { code: 'line-too-long' } });
    expect(JSON.parse(second ?? '')).toMatchObject({ signature: SIGNATURE });
  });

  it('of the input is said to the person, with exit code 2', async () => {
    const broken = problem('input', 'Standard input cannot be read.', 'Give another.');
    const test = worldOf({
      inputLines: async function* () {
        yield [Buffer.from('1')];
        yield broken;
      },
    });
    expect(await signer.run(test.world, {}, [])).toBe(2);
    expect(test.errors()).toBe('sigv4: Standard input cannot be read. Give another.\n');
    expect(test.output().split('\n').length).toBe(2);
  });

  it.each(['', '\n\n', ' \r\n'])('is not an input without lines: %j', async (input) => {
    expect(await answersToBytes(input)).toEqual({ code: 0, lines: [], errors: '' });
  });
});

describe('what JSON cannot hold', () => {
  it('is in base64, under a name that says so', async () => {
    const answer = await answerTo(orderWith({ form: 'query' }, { target: '/?X-Amz-Content-Sha256=%FF' }));
    const octets = Buffer.from(textOf(answer.canonicalRequestBase64), 'base64').toString('latin1');
    expect(octets.endsWith('\n\xff')).toBe(true);
    expect(linesIn(answer.stringToSign).at(-1)).toBe(sha256Of(octets));
    expect(answer).not.toHaveProperty('canonicalRequest');
  });

  it('is text that is not ASCII, escaped: no output commands a terminal', async () => {
    const { lines } = await answersTo(orderWith({ id: '\u009b\u202e€' }, { headers: [['X-A', '\u009b€']] }));
    expect(lines[0]).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      id: '\u009b\u202e€',
      canonicalRequest: expect.stringContaining('x-a:\u009b€\n'),
    });
  });
});

describe('the input', () => {
  const lines = [1, 2, 3].map((id) => `${JSON.stringify(orderWith({ id }))}\n`).join('');

  it('is answered the same, however its bytes come', async () => {
    const run = async (pieces: readonly Uint8Array[]) => {
      const test = worldOf({ inputLines: (longest) => linesOf(pieces, longest) });
      expect(await signer.run(test.world, {}, [])).toBe(0);
      return test.output();
    };
    const whole = await run([Buffer.from(lines)]);
    expect(whole.split('\n').length).toBe(4);
    expect(await run([...octetsOf(lines)].map((byte) => Buffer.from(byte, 'latin1')))).toBe(whole);
  });

  it('is not read on before the answers so far have gone out', async () => {
    const happened: string[] = [];
    const test = worldOf({
      inputLines: async function* (longest) {
        for await (const batch of linesOf([Buffer.from(lines), Buffer.from(lines)], longest)) {
          happened.push('read');
          yield batch;
        }
      },
      outputBytes: async () => {
        happened.push('write');
        await new Promise((resolve) => setTimeout(resolve, 20));
        happened.push('written');
      },
    });
    await signer.run(test.world, {}, []);
    expect(happened).toEqual(['read', 'write', 'written', 'read', 'write', 'written', 'read']);
  });
});

describe('a chunk', () => {
  const { request: _request, form: _form, ...signer } = orderWith();
  const chunkLine = (chunk: unknown, changes: object = {}) => ({ ...signer, chunk, ...changes });
  const SEED = '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9';
  const data = (text: string) => Buffer.from(text).toString('base64');

  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and, for the last one, sigv4-streaming-trailers.html
  it.each([
    [
      'the first one',
      SEED,
      { bodyBase64: data('a'.repeat(65536)) },
      'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    ],
    [
      'the second one',
      'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
      { bodyBase64: data('a'.repeat(1024)) },
      '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    ],
    [
      'the one without bytes',
      '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
      {},
      'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
    ],
    [
      'the headers behind it',
      '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
      { trailers: [['x-amz-checksum-crc32c', 'sOO8/Q==']] },
      'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435',
    ],
  ])('is signed as AWS prints it: %s', async (_what, previousSignature, link, signature) => {
    const answer = await answerTo(chunkLine({ previousSignature, ...link }));
    expect(answer).toEqual({
      id: 'a',
      stringToSign: expect.stringContaining(`\n${previousSignature}\n`),
      signingKeyHex: 'dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378',
      signature,
    });
  });

  it.each<[string, unknown, object, string]>([
    ['that is no object', 'x', {}, 'chunk'],
    ['with a member that nobody knows', { previousSignature: SEED, body: '' }, {}, 'chunk.body'],
    ['behind nothing', { bodyBase64: '' }, {}, 'chunk.previousSignature'],
    ['behind what is not a signature', { previousSignature: SEED.toUpperCase() }, {}, 'chunk.previousSignature'],
    ['whose bytes are not base64', { previousSignature: SEED, bodyBase64: '!' }, {}, 'chunk.bodyBase64'],
    ['with headers behind it', { previousSignature: SEED, bodyBase64: '', trailers: [] }, {}, 'chunk.trailers'],
    ['whose headers are no pairs', { previousSignature: SEED, trailers: [['a']] }, {}, 'chunk.trailers[0]'],
    ['beside a request', { previousSignature: SEED }, { request: {} }, 'request'],
    ['with a form', { previousSignature: SEED }, { form: 'header' }, 'form'],
  ])('%s is a problem, and says where', async (_what, chunk, changes, path) => {
    expect((await answerTo(chunkLine(chunk, changes))).problem?.path).toBe(path);
  });
});
