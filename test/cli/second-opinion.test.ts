/** The second opinion, asked of the package itself. */
import { ALWAYS_UNSIGNABLE_HEADERS, GENERATED_HEADERS } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secondOpinionInput } from '../../src/app/walks/walk-facts.ts';
import { HABITS, type Signer, secondOpinion } from '../../src/cli/second-opinion.ts';
import { AWS4 } from '../../src/sigv4/dialects/aws4.ts';
import { type Rules, S3_RULES } from '../../src/sigv4/rules.ts';
import { isSignedByDefault } from '../../src/sigv4/schemes/signed-headers.ts';
import { type SigningInput, USUAL_SIGNING } from '../../src/sigv4/schemes/signing-input.ts';
import { traceSigning } from '../../src/sigv4/sign.ts';
import { signingInput } from '../../src/vectors/run.ts';
import { opinionBlocks, type SecondOpinionInput } from '../../src/views/second-opinion/second-opinion.ts';
import { givenOf, octetsOf, utf8 } from '../support/octets-of.ts';
import { sha256Of, uriEncode } from '../support/sigv4/independent-signer.ts';
import { headOf, type RandomRequest, randomRequest, type Spelled } from '../support/sigv4/random-requests.ts';
import { formsOf } from '../support/trace/leaked-forms.ts';
import { REQUEST_VECTORS, vectorNamed } from '../support/vectors/published-vectors.ts';

const SECRET = 'Zq9/marked+Secret=Key~0123&Xy';
const TOKEN = 'FwoGmarked//Token+with=  two   spaces&%41%zz';

interface Signed {
  readonly head?: string;
  readonly body?: string;
  readonly token?: string;
  readonly rules?: Partial<Pick<Rules, 'pathEncoding' | 'plusInQuery' | 'sessionToken'>>;
}

const headWith = (...lines: string[]) =>
  ['GET /test.txt HTTP/1.1', 'Host: examplebucket.s3.amazonaws.com', ...lines, '', ''].join('\r\n');
const headOfTarget = (target: string) => headWith().replace('/test.txt', target);

function inputOf(input: SigningInput): SecondOpinionInput {
  const asked = secondOpinionInput(traceSigning(input));
  if (!asked) throw new Error('the request was not signed');
  return asked;
}

function signed({ head = headWith(), body = '', token, rules = {} }: Signed): SecondOpinionInput {
  return inputOf({
    ...USUAL_SIGNING,
    request: givenOf(head, 'the test'),
    payload: { length: body.length, sha256: octetsOf(sha256Of(body)) },
    credentials: {
      accessKeyId: givenOf('AKIDEXAMPLE', 'the test'),
      secretAccessKey: givenOf(SECRET, 'the test'),
      sessionToken: token === undefined ? null : givenOf(token, 'the test'),
    },
    timestamp: givenOf('20130524T000000Z', 'the test'),
    region: givenOf('us-east-1', 'the test'),
    service: givenOf('s3', 'the test'),
    rules: { ...S3_RULES, ...rules },
  });
}

async function answer(input: SecondOpinionInput, sign?: Signer) {
  const opinion = await secondOpinion(input, sign);
  if (opinion.kind === 'unavailable') throw new Error(opinion.because);
  return opinion;
}

describe('the AWS example', () => {
  it('is the same to the last byte, with nothing left uncompared', async () => {
    const vector = vectorNamed('get-object');
    const published = vector.published['canonical-request'];
    expect(await secondOpinion(inputOf(signingInput(vector)))).toEqual({
      kind: 'agrees',
      by: '@smithy/signature-v4 5.7.5',
      canonicalRequest: typeof published === 'string' ? published : published?.join('\n'),
      signature: 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
      firstDifferingLine: null,
      notCompared: [],
    });
  });

  it('with a Date header, which AWS signs and its signer takes out, is the same in the rest', async () => {
    const opinion = await answer(inputOf(signingInput(vectorNamed('put-object'))));
    expect(opinion).toMatchObject({ kind: 'agrees', signature: vectorNamed('put-object').published.signature });
    expect(opinion.canonicalRequest).not.toContain('date:Fri');
    expect(opinion.notCompared).toContain('Not compared: date. This signer removes it from every request.');
  });
});

/** Those that it can sign: in the header, with HMAC-SHA256, by the rules that it has too. */
const COMPARABLE = REQUEST_VECTORS.filter(
  ({ kind, algorithm, rules }) =>
    kind === 'header' &&
    algorithm === undefined &&
    !rules.quotedSpaces &&
    !rules.headerWhiteSpace &&
    !rules.equalQueryNames,
);

it.each(COMPARABLE.map((vector) => [vector.name, vector] as const))(
  'the published vector %s is the same to both signers',
  async (_name, vector) => {
    expect(await answer(inputOf(signingInput(vector)))).toMatchObject({ kind: 'agrees', firstDifferingLine: null });
  },
);

describe('random requests', () => {
  it('get the same canonical request and signature where they are text', async () => {
    await fc.assert(
      fc.asyncProperty(textRequest, fc.option(fc.constant(TOKEN), { nil: undefined }), async (request, token) => {
        const { body } = request;
        const input = signed({ head: headOf(request), body, ...(token === undefined ? {} : { token }) });
        const opinion = await answer(input);
        expect(opinion).toMatchObject({ kind: 'agrees', signature: input.ours.signature, firstDifferingLine: null });
        expect(opinion.notCompared.filter((says) => says.includes('UTF-8'))).toEqual([]);
      }),
      { numRuns: 300, seed: 20130524 },
    );
  });

  it('never differ without a reason, no matter what bytes they have', async () => {
    await fc.assert(
      fc.asyncProperty(randomRequest, async (request) => {
        const opinion = await answer(signed({ head: headOf(request), body: request.body }));
        const isExplained = opinion.notCompared.some((says) => says.startsWith('Another rule: '));
        expect(opinion.kind === 'agrees' || isExplained).toBe(true);
      }),
      { numRuns: 300, seed: 20130524 },
    );
  });
});

const NO_TEXT = 'It is not UTF-8, and this signer takes text only.';
const OUR_STRING = 'Not compared: the string to sign. This signer signs our string to sign.';
const ENCODING =
  'Not compared: the encoding of the path. This signer does not encode it, so it is given our canonical path.';
const READING = 'Not compared: the parsing of the query. This signer takes decoded names and values.';
const TWICE = { pathEncoding: 'twice' } as const;

describe('what is not compared, the rest being the same', () => {
  it.each<[string, Signed, readonly string[]]>([
    ['a plain path', { head: headOfTarget('/a-b/c_d/~e.txt') }, []],
    ['no path', { head: headOfTarget('') }, []],
    ['hop-by-hop headers', { head: headWith('Connection: close', 'TE: trailers') }, []],
    ['a path with an escape', { head: headOfTarget('/a%20b') }, [ENCODING]],
    ['a path with a byte that needs one', { head: headOfTarget('/a!b') }, [ENCODING]],
    ['a path with dots', { head: headOfTarget('/a/../b') }, [ENCODING]],
    ['a path with an empty segment', { head: headOfTarget('/a//b') }, [ENCODING]],
    ['a path that ends with dots', { head: headOfTarget('/a/..') }, [ENCODING]],
    ['a path in Latin-1', { head: headOfTarget('/caf\xe9') }, [ENCODING]],
    ['a path in Latin-1, encoded twice', { head: headOfTarget('/caf\xe9'), rules: TWICE }, [ENCODING]],
    ['a path with an escape, encoded twice', { head: headOfTarget('/a%20b'), rules: TWICE }, []],
    ['a path with dots, encoded twice', { head: headOfTarget('/a/../b c'), rules: TWICE }, [ENCODING]],
    [
      'a target without a slash',
      { head: headOfTarget('*') },
      ['Not compared: the path. It does not begin with a slash, and this signer adds one.', OUR_STRING],
    ],
    ['a plain query', { head: headOfTarget('/?b=2&a=1&a=0&lifecycle&B') }, []],
    ['a query with an escape', { head: headOfTarget('/?a=%2f') }, [READING]],
    ['a query with a plus', { head: headOfTarget('/?a=b+c') }, [READING]],
    ['a plus that is a space', { head: headOfTarget('/?a=b+c'), rules: { plusInQuery: 'space' } }, [READING]],
    ['a query with nothing between two &', { head: headOfTarget('/?a=1&&b=2') }, [READING]],
    ['a query in Latin-1', { head: headOfTarget('/?a=%e9') }, [`Not compared: the query. ${NO_TEXT}`, OUR_STRING]],
    [
      'a header in Latin-1',
      { head: headWith('X-Amz-Meta-Name: caf\xe9') },
      [`Not compared: x-amz-meta-name. ${NO_TEXT}`, OUR_STRING],
    ],
    ['a header in UTF-8', { head: headWith(`X-Amz-Meta-Name: ${utf8('café')}`) }, []],
    ['runs of spaces and a no-break space', { head: headWith(`X-A:   a   b${utf8('\u00a0\u00a0')}c `) }, []],
    ['a folded header', { head: headWith('X-A: a \t\r\n\t b') }, []],
    [
      'a header sent twice',
      { head: headWith('X-A: b', 'x-a: a') },
      ['Not compared: how x-a is joined. It is sent several times, and this signer is given our joined value.'],
    ],
    [
      'a time sent twice',
      { head: headWith('X-Amz-Date: 20130524T000000Z', 'X-Amz-Date: 20130525T000000Z') },
      ['Not compared: x-amz-date. It is sent several times, and this signer writes its own.', OUR_STRING],
    ],
    ['a header named __proto__', { head: headWith('__proto__: a') }, []],
    ['a payload', { body: 'a' }, ['Not compared: the hash of the payload. This signer is given our hash.']],
    ['a payload that is not signed', { body: 'a', head: headWith('x-amz-content-sha256: UNSIGNED-PAYLOAD') }, []],
    ['a session token', { token: TOKEN }, []],
    [
      'a session token that is not signed',
      { token: TOKEN, rules: { sessionToken: 'appended' } },
      ['Not compared: the choice not to sign x-amz-security-token. By default, this signer signs it.'],
    ],
  ])('%s', async (_what, request, notCompared) => {
    const input = signed(request);
    expect(await answer(input)).toMatchObject({ kind: 'agrees', signature: input.ours.signature, notCompared });
  });

  const unsignable = [...Object.keys(ALWAYS_UNSIGNABLE_HEADERS), 'proxy-connection', 'sec-fetch-mode'];

  it.each(unsignable.filter((name) => isSignedByDefault(name, AWS4)))('that %s is signed', async (name) => {
    const opinion = await answer(signed({ head: headWith(`${name}: a`) }));
    expect(opinion).toMatchObject({
      kind: 'agrees',
      notCompared: [`Not compared: the choice to sign ${name}. By default, this signer does not sign it.`],
    });
    expect(opinion.canonicalRequest).toContain(`\n${name}:a\n`);
  });
});

describe('the habits of the signer', () => {
  it('are those that were read in its source', () => {
    expect(Object.keys(ALWAYS_UNSIGNABLE_HEADERS)).toEqual([
      ...['authorization', 'cache-control', 'connection', 'expect', 'from', 'keep-alive', 'max-forwards', 'pragma'],
      ...['referer', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'user-agent', 'x-amzn-trace-id'],
    ]);
    expect(GENERATED_HEADERS).toEqual(['authorization', 'x-amz-date', 'date']);
    expect(['host', 'content-length', 'range', 'constructor'].filter(HABITS.leavesUnsigned)).toEqual([]);
  });

  it('leave unsigned all that is left unsigned here', () => {
    const hopByHop = ['authorization', 'connection', 'keep-alive', 'te', 'transfer-encoding', 'upgrade'];
    expect(hopByHop.filter((name) => isSignedByDefault(name, AWS4))).toEqual([]);
    expect(hopByHop.filter((name) => !HABITS.leavesUnsigned(name))).toEqual([]);
  });
});

describe('what differs', () => {
  it.each<[string, Signed, string, string, string]>([
    [
      'a tab in a header',
      { head: headWith('X-A: b\tc') },
      'x-a:b\tc',
      'x-a:b c',
      'Another rule: this signer replaces the tabs of x-a with spaces; AWS documents this for spaces only.',
    ],
    [
      'a signature in the query',
      { head: headOfTarget('/?a=b&X-Amz-Signature=c') },
      'X-Amz-Signature=c&a=b',
      'a=b',
      'Another rule: this signer removes X-Amz-Signature from the query.',
    ],
    [
      '__proto__ in the query',
      { head: headOfTarget('/?__proto__=a') },
      '__proto__=a',
      '[object Object]',
      'Another rule: this signer cannot sign a parameter named __proto__.',
    ],
  ])('%s, with the reason', async (_what, request, ours, theirs, says) => {
    const opinion = await answer(signed(request));
    expect(opinion).toMatchObject({ kind: 'differs', firstDifferingLine: { ours, theirs } });
    expect(opinion.notCompared).toEqual([says]);
  });

  it.each<[string, Signed]>([
    ['is whole', {}],
    ['has a part that the signer cannot be given', { head: headWith('Date: Fri, 24 May 2013 00:00:00 GMT') }],
  ])('with a wrong secret is the signature only, where the request %s', async (_how, request) => {
    const input = signed(request);
    const opinion = await answer({ ...input, secretAccessKey: octetsOf('another') });
    expect(opinion).toMatchObject({ kind: 'differs', firstDifferingLine: null });
    expect(opinion.signature).toMatch(/^[0-9a-f]{64}$/);
    expect(opinion.signature).not.toBe(input.ours.signature);
  });

  it('is found in every byte of the canonical request', async () => {
    const input = signed({ head: headOfTarget('/?a=b').replace('Host', 'X-A: b\r\nHost'), token: 'token' });
    const { canonicalRequest } = input.ours;
    for (const at of canonicalRequest.split('').keys()) {
      const changed = octetsOf(`${canonicalRequest.slice(0, at)}!${canonicalRequest.slice(at + 1)}`);
      expect(await answer({ ...input, ours: { ...input.ours, canonicalRequest: changed } })).toMatchObject({
        kind: 'differs',
        firstDifferingLine: expect.objectContaining({}),
      });
    }
  });
});

describe('a signer that fails', () => {
  const unavailable = async (error: unknown) => {
    const opinion = await secondOpinion(signed({ token: TOKEN }), () => Promise.reject(error));
    expect(opinion.kind).toBe('unavailable');
    return opinion.kind === 'unavailable' ? opinion.because : '';
  };

  it('gives no opinion, and says why', async () => {
    expect(await unavailable(new RangeError('it is Monday.'))).toBe('It failed: it is Monday.');
    expect(await unavailable(Object.create(null))).toBe('It failed: no reason is given.');
  });

  it.each([
    ['the secret', `"${SECRET}" is not valid`],
    ['the beginning of the secret', `Received type string ('AWS4${SECRET.slice(0, 8)}...')`],
    ['the end of the token', `…${TOKEN.slice(-8)}`],
  ])('is not quoted where it quotes %s', async (_what, message) => {
    expect(await unavailable(new Error(message))).toBe('It failed: its message quotes a secret and is not shown.');
  });

  it('is not asked what cannot be put to it', async () => {
    const opinion = await secondOpinion({ ...signed({}), secretAccessKey: octetsOf('\xff') });
    expect(opinion).toMatchObject({
      kind: 'unavailable',
      because: 'It takes only text, and some of its input is not UTF-8.',
    });
    expect(await secondOpinion({ ...signed({}), timestamp: octetsOf('now') })).toMatchObject({ kind: 'unavailable' });
  });
});

it.each<[string, Signed]>([
  ['agrees', { token: TOKEN }],
  ['agrees', { head: headWith(`X-Amz-Security-Token: ${TOKEN}`, 'Date: now') }],
  ['agrees', { head: headWith(`X-Amz-Security-Token: ${TOKEN}`, `X-Amz-Security-Token: ${TOKEN}`) }],
  ['differs', { token: TOKEN, head: headWith('X-A: b\tc') }],
  ['differs', { head: headWith(`X-Amz-Security-Token: ${TOKEN}\tb`) }],
])('an opinion that %s has no secret in it, nor has what is shown of it', async (kind, request) => {
  const opinion = await answer(signed(request));
  expect(opinion.kind).toBe(kind);
  const forms = [SECRET, TOKEN.replace(/ +/g, ' ')].flatMap(formsOf);
  const shown = JSON.stringify([opinion, opinionBlocks(opinion)]);
  expect(forms.filter((form) => shown.includes(form))).toEqual([]);
});

/** What the signer can be given: text, as clients spell it, and no tab. */
const text = fc.string({ unit: fc.constantFrom(...' /.+~%aZ0(*&=é€😀\u00a0\ufeff'), maxLength: 8 });

function spelledText(bare: RegExp): fc.Arbitrary<Spelled> {
  const spell = fc.constantFrom(uriEncode, (bytes: string) =>
    [...bytes].map((byte) => (bare.test(byte) ? byte : uriEncode(byte))).join(''),
  );
  return fc.tuple(text.map(utf8), spell).map(([meant, spelling]) => ({ meant, spelled: spelling(meant) }));
}

const headerText = text.map((value) => utf8(value));

const textRequest: fc.Arbitrary<RandomRequest> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'DELETE', 'M-SEARCH'),
  path: spelledText(/[^%?]/).map(({ meant, spelled }) => ({ meant: `/${meant}`, spelled: `/${spelled}` })),
  query: fc.array(fc.tuple(spelledText(/[^%&=]/), spelledText(/[^%&]/)), { maxLength: 4 }),
  headers: fc.array(fc.tuple(fc.stringMatching(/^X-[A-Za-z0-9-]{1,4}$/), headerText), { maxLength: 4 }),
  body: text.map(utf8),
});
