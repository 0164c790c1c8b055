/** A line of `sigv4 signer` as the input of the stages: what is left open, what is refused and where. */
import { describe, expect, it } from 'vitest';
import type { ChainOrder } from '../../src/intake/lines/signer-line.ts';
import { readSignerLine } from '../../src/intake/lines/signer-line.ts';
import { GENERAL_RULES, RULE_CHOICES, S3_RULES } from '../../src/sigv4/rules.ts';
import type { SigningInput } from '../../src/sigv4/schemes/signing-input.ts';
import { orderWith } from '../support/commands/signer-lines.ts';
import { expectProblem, sound } from '../support/problems.ts';

const read = (changes: object = {}, request: object = {}) =>
  readSignerLine(Buffer.from(JSON.stringify(orderWith(changes, request))));
const soundly = (changes: object = {}, request: object = {}) => requestIn(sound(read(changes, request).order));

/** A line that signs a request; a test that reads another one is broken. */
function requestIn(order: SigningInput | ChainOrder): SigningInput {
  if ('link' in order) throw new Error('This line signs a chunk.');
  return order;
}

describe('a line', () => {
  it('is a request, who signs it, when and for what', () => {
    const { id, order } = read({ id: 7, sessionToken: 'token' }, { bodyBase64: 'YWJj' });
    const { credentials, timestamp, region, service, payload, request, algorithm } = requestIn(sound(order));
    expect(id).toBe(7);
    expect(request.octets).toBe(
      'GET /test.txt HTTP/1.1\r\nHost: examplebucket.s3.amazonaws.com\r\nRange: bytes=0-9\r\n\r\n',
    );
    expect([credentials.accessKeyId.octets, credentials.secretAccessKey.octets]).toEqual([
      'AKIAIOSFODNN7EXAMPLE',
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    ]);
    expect(credentials.sessionToken?.octets).toBe('token');
    expect([timestamp.octets, region.octets, service.octets, algorithm.id]).toEqual([
      ...['20130524T000000Z', 'us-east-1', 's3', 'sigv4'],
    ]);
    expect(payload).toEqual({
      length: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
  });

  it('leaves open what null stands for, as what is not there', () => {
    const open = {
      ...{ sessionToken: null, expires: null, payload: null, signedHeaders: null, rules: null, algorithm: null },
    };
    expect(read(open)).toEqual(read());
    expect(soundly().credentials.sessionToken).toBeNull();
    expect(soundly().signedHeaders).toEqual({ kind: 'default', also: [], without: [] });
  });
});

describe('the rules', () => {
  it.each<[object, object]>([
    [{}, S3_RULES],
    [{ service: 'execute-api' }, GENERAL_RULES],
    [{ service: 'iotdata' }, { ...GENERAL_RULES, sessionToken: 'appended' }],
    [{ service: 'glacier' }, { ...GENERAL_RULES, contentSha256Header: 'added' }],
    [{ payload: 'unsigned' }, { ...S3_RULES, payload: 'unsigned' }],
    [{ form: 'query' }, { ...S3_RULES, payload: 'unsigned' }],
    [{ form: 'query', payload: 'hashed' }, S3_RULES],
    [{ form: 'query', service: 'execute-api' }, GENERAL_RULES],
    [
      { rules: { quotedSpaces: 'kept', 'plus-in-query': 'space' } },
      { ...S3_RULES, quotedSpaces: 'kept', plusInQuery: 'space' },
    ],
    [
      { service: 'iam', rules: { 'path-encoding': 'once' } },
      { ...GENERAL_RULES, pathEncoding: 'once' },
    ],
    [
      { form: 'query', rules: { contentSha256Header: 'not-added' } },
      { ...S3_RULES, payload: 'unsigned', contentSha256Header: 'not-added' },
    ],
  ])('of %j are those of the service, with what the line changes', (changes, rules) => {
    expect(soundly(changes).rules).toEqual(rules);
  });

  it('have each choice of each rule by both names, but for the payload, which has a member of its own', () => {
    for (const [name, choices] of Object.entries(RULE_CHOICES)) {
      const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      for (const spelling of [name, kebab]) {
        for (const choice of choices) {
          const { order } = read({ rules: { [spelling]: choice } });
          if (name === 'payload') expectProblem(order, 'unknown-member');
          else expect(requestIn(sound(order)).rules).toEqual({ ...S3_RULES, [name]: choice });
        }
      }
    }
  });
});

describe('the signed headers', () => {
  it.each<[unknown, string[]]>([
    ['host;range', ['host', 'range']],
    [
      ['Range', 'HOST'],
      ['range', 'host'],
    ],
    [['host', 'Host'], ['host']],
    [[], []],
  ])('%j are exactly these', (signedHeaders, names) => {
    const selection = soundly({ signedHeaders }).signedHeaders;
    expect(selection.kind === 'exactly' && selection.names.map(({ octets }) => octets)).toEqual(names);
  });
});

describe('the form', () => {
  it.each<[unknown, string]>([
    [undefined, '900'],
    [1, '1'],
    [604800, '604800'],
  ])('in a query is good for %j: %s seconds', (expires, digits) => {
    const { form } = soundly({ form: 'query', expires });
    expect(form).toMatchObject({ kind: 'query', scheme: 'https', expires: { octets: digits } });
  });

  it('in a header needs no Host, and no expiry', () => {
    expect(soundly({ expires: 5 }, { headers: [] }).form).toEqual({ kind: 'header' });
  });
});

describe('a line that cannot be signed', () => {
  it.each<[string, object, object, string]>([
    ['a time that does not exist', { time: '20130230T000000Z' }, {}, 'time'],
    ['a time in another form', { time: '2013-05-24T00:00:00Z' }, {}, 'time'],
    ['no time', { time: undefined }, {}, 'time'],
    ['a region that would end the scope', { region: 'us/east' }, {}, 'region'],
    ['a region set without SigV4A', { region: 'us-east-1,eu-*' }, {}, 'region'],
    ['no region', { region: '' }, {}, 'region'],
    ['a service that would end the scope', { service: 's3/aws4_request' }, {}, 'service'],
    ['a service with a line break', { service: 's3\n' }, {}, 'service'],
    ['no key', { accessKeyId: undefined }, {}, 'accessKeyId'],
    ['an empty key', { accessKeyId: '' }, {}, 'accessKeyId'],
    ['a key that would end the header', { accessKeyId: 'A\r\nB' }, {}, 'accessKeyId'],
    ['no secret', { secret: null }, {}, 'secret'],
    ['an empty secret', { secret: '' }, {}, 'secret'],
    ['a secret that is no text', { secret: 1 }, {}, 'secret'],
    ['a secret with half a character', { secret: '\ud800' }, {}, 'secret'],
    ['an empty token', { sessionToken: '' }, {}, 'sessionToken'],
    ['a token that would end the header', { sessionToken: 'a\nb' }, {}, 'sessionToken'],
    ['a token that is no text', { sessionToken: ['a'] }, {}, 'sessionToken'],
    ['no form', { form: undefined }, {}, 'form'],
    ['another form', { form: 'policy' }, {}, 'form'],
    ['no time to be good for', { form: 'query', expires: 0 }, {}, 'expires'],
    ['half a second', { form: 'query', expires: 1.5 }, {}, 'expires'],
    ['more than seven days', { form: 'query', expires: 604801 }, {}, 'expires'],
    ['seconds in words', { form: 'query', expires: '900' }, {}, 'expires'],
    ['a URL without a host', { form: 'query' }, { headers: [['X-A', 'b']] }, 'request.headers'],
    ['a URL with an empty host', { form: 'query' }, { headers: [['Host', ' ']] }, 'request.headers'],
    ['a URL that is already signed', {}, { target: '/?X-Amz-Signature=0' }, 'request.target'],
    ['another payload', { payload: 'streaming' }, {}, 'payload'],
    ['signed headers with a space', { signedHeaders: 'host; range' }, {}, 'signedHeaders'],
    ['signed headers with a name that is none', { signedHeaders: ['host', 'a b'] }, {}, 'signedHeaders[1]'],
    ['signed headers that are no names', { signedHeaders: ['host', 1] }, {}, 'signedHeaders[1]'],
    ['signed headers that are no list', { signedHeaders: { host: true } }, {}, 'signedHeaders'],
    ['an empty name in signed headers', { signedHeaders: '' }, {}, 'signedHeaders'],
    ['rules that are a list', { rules: ['quotedSpaces=kept'] }, {}, 'rules'],
    ['another choice of a rule', { rules: { 'quoted-spaces': 'Kept' } }, {}, 'rules.quoted-spaces'],
    ['another algorithm', { algorithm: 'AWS3' }, {}, 'algorithm'],
    ['an id that cannot come back', { id: {} }, {}, 'id'],
    ['a request that is none', { request: 'GET /' }, {}, 'request'],
  ])('is a problem with its place: %s', (_what, changes, request, path) => {
    const { id, order } = read(changes, request);
    expect(expectProblem(order, 'member')).toMatchObject({ path });
    expect(id).toBe('id' in changes ? null : 'a');
  });

  it.each(['Secret', 'session_token', 'body', 'signedheaders', 'toString', 'hasOwnProperty'])(
    'is a problem, since nothing is passed over: a member %s',
    (name) => {
      expect(expectProblem(read({ [name]: 'x' }).order, 'unknown-member')).toMatchObject({ path: name });
      expect(expectProblem(read({ rules: { [name]: 'x' } }).order, 'unknown-member')).toMatchObject({
        path: `rules.${name}`,
      });
    },
  );
});
