/** Options that cannot be, alone or together: each is refused in one sentence, before anything is printed. */
import { describe, expect, it } from 'vitest';
import type { OptionValues } from '../../src/app/options/option-values.ts';
import { sign } from '../../src/commands/sign/sign.ts';
import { EXAMPLE_KEYS, worldOf } from '../support/commands/test-world.ts';

const FILES = { policy: '{"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "b"}, {"key": "a"}]}' };
const STREAMED = { data: ['x'], payload: 'streaming' };
const UPLOAD = { postPolicy: 'policy' };
const EXPIRY = 'is not a number of seconds that a presigned URL can be valid for.';
const SEVEN_DAYS = 'Give a whole number from 1 to 604800, in decimal digits.';
const CHUNK = 'is not a number of bytes that a chunk can have.';
const CHUNK_SIZES = 'Give a whole number from 8192 to 67108864, in decimal digits.';
const FORM_OF_ITS_OWN = '--post-policy makes a POST request with a form as its body, and signs the policy.';
const NO_HEADER = 'Add it to the request, or leave it out of the signed headers.';
const RULES =
  'folded-lines, repeated-headers, quoted-spaces, header-white-space, equal-query-names, plus-in-path, plus-in-query, dot-dot-at-root, session-token, unsent-signed-header, or hoisted-checksum';
const STREAMED_PAYLOAD = '--payload streaming, streaming-trailer, or unsigned-trailer';
const TRAILED_PAYLOAD = '--payload streaming-trailer or unsigned-trailer';

const without = (option: string, other: string, added = other) =>
  `${option} is given without ${other}. Add ${added}, or leave out ${option}.`;

const otherFraming = (name: string, length: number) =>
  `The header ${name} does not describe the body, which is sent as ${length} bytes with a Content-Length. Leave out the header.`;

/** What is given, and the whole sentence. */
const REFUSED: readonly (readonly [OptionValues, string])[] = [
  ...['0', '604801', 'abc', '1.5', '-1', '01', '', '1e3', '0x10', '٣', '+5', ' 5'].map(
    (expiresIn) => [{ presign: true, expiresIn }, `--expires-in "${expiresIn}" ${EXPIRY} ${SEVEN_DAYS}`] as const,
  ),
  [{ header: ['Transfer-Encoding: chunked'], data: ['abc'] }, otherFraming('Transfer-Encoding', 3)],
  [{ header: ['content-length: 4'], data: ['abc'] }, otherFraming('content-length', 3)],
  [{ header: ['Content-Length: 4'], data: ['abc'], noSignRequest: true }, otherFraming('Content-Length', 3)],
  [{ header: ['Content-Length: 1'] }, otherFraming('Content-Length', 0)],
  [{ expiresIn: '60' }, without('--expires-in', '--presign')],
  [{ regionSet: '*' }, without('--region-set', '--algorithm sigv4a')],
  [{ regionSet: '*', algorithm: 'sigv4' }, without('--region-set', '--algorithm sigv4a')],
  [{ chunkSize: '8192' }, without('--chunk-size', STREAMED_PAYLOAD, 'one of them')],
  [{ chunkSize: '8192', payload: 'unsigned' }, without('--chunk-size', STREAMED_PAYLOAD, 'one of them')],
  ...['8191', '67108865', 'abc', '8192.5', '', '0x4000', '1e4'].map(
    (chunkSize) => [{ ...STREAMED, chunkSize }, `--chunk-size "${chunkSize}" ${CHUNK} ${CHUNK_SIZES}`] as const,
  ),
  [{ trailer: 'crc32' }, without('--trailer', TRAILED_PAYLOAD, 'one of them')],
  [{ ...STREAMED, trailer: 'crc32' }, without('--trailer', TRAILED_PAYLOAD, 'one of them')],
  ...['streaming', 'streaming-trailer', 'unsigned-trailer'].flatMap((payload) => [
    [
      { payload },
      `--payload ${payload} is given, but there is no payload. Add a payload, or leave out --payload.`,
    ] as const,
    [
      { presign: true, data: ['x'], payload },
      'A presigned URL cannot have a payload in chunks, because the headers of a chunked body are not in the URL. Use --payload unsigned, which is the default of a presigned URL, or hashed.',
    ] as const,
  ]),
  [{ ...UPLOAD, data: ['x'] }, `${FORM_OF_ITS_OWN} Leave out --data, or --post-policy.`],
  [{ ...UPLOAD, dataBinary: ['x'] }, `${FORM_OF_ITS_OWN} Leave out --data-binary, or --post-policy.`],
  [{ ...UPLOAD, request: 'PUT' }, `${FORM_OF_ITS_OWN} Leave out --request, or --post-policy.`],
  [{ ...UPLOAD, presign: true }, `${FORM_OF_ITS_OWN} Leave out --presign, or --post-policy.`],
  [
    { ...UPLOAD, payload: 'unsigned', request: 'PUT' },
    `${FORM_OF_ITS_OWN} Leave out --request and --payload, or --post-policy.`,
  ],
  [{ form: ['a=b'] }, without('--form', '--post-policy')],
  ...['a', '=b', ''].map(
    (form) =>
      [
        { ...UPLOAD, form: [form] },
        `--form "${form}" is not a field of a form. Write it as name=value, or as file=@PATH for the file.`,
      ] as const,
  ),
  ...['file=', 'file=a', 'file=@', 'file=@;type=a/b'].map(
    (form) =>
      [
        { ...UPLOAD, form: [form] },
        `--form "${form}" does not name a file. Write file=@PATH, or file=@PATH;type=image/png.`,
      ] as const,
  ),
  [{ ...UPLOAD, form: ['file=@a;type='] }, '--form: "" is not a content type. Write it like image/png.'],
  [
    { signedHeaders: 'host,x-not-there' },
    `The header "x-not-there" is supposed to be signed, but the request does not have it. ${NO_HEADER}`,
  ],
  [
    { signHeader: ['X-Not-There'] },
    `The header "x-not-there" is supposed to be signed, but the request does not have it. ${NO_HEADER}`,
  ],
  ...['a b', 'a:b', '', 'é'].flatMap((name) =>
    [
      [{ signHeader: [name] }, '--sign-header'] as const,
      [{ noSignHeader: [name] }, '--no-sign-header'] as const,
      [{ signedHeaders: `host,${name}` }, '--signed-headers'] as const,
    ].map(
      ([options, flag]) =>
        [options, `${flag} "${name}" is not the name of a header. Give a name such as host.`] as const,
    ),
  ),
  [{ rule: ['no-such=kept'] }, `--rule "no-such=kept" is not known. Use ${RULES}.`],
  [{ rule: ['quotedSpaces=kept'] }, `--rule "quotedSpaces=kept" is not known. Use ${RULES}.`],
  ...['quoted-spaces', 'quoted-spaces=', 'quoted-spaces=maybe'].map(
    (rule) =>
      [{ rule: [rule] }, `--rule "${rule}" is not known. Use quoted-spaces=collapsed or quoted-spaces=kept.`] as const,
  ),
  [{ as: 'url' }, '--as url prints what --presign makes. Add --presign, or choose another form.'],
  [{ as: 'fields' }, '--as fields prints what --post-policy makes. Add --post-policy, or choose another form.'],
  [
    { as: 'fields', presign: true },
    '--as fields prints what --post-policy makes. Add --post-policy, or choose another form.',
  ],
  [{ as: 'url', ...UPLOAD }, '--as url prints what --presign makes. Add --presign, or choose another form.'],
  [
    { service: 'a b' },
    '--service "a b" is not the name of a service. Give the name that the service has in credential scopes, such as s3, execute-api, or es.',
  ],
];

async function refusalOf(address: string, options: OptionValues) {
  const { world, output, errors } = worldOf({ environment: { ...EXAMPLE_KEYS, AWS_REGION: 'us-east-1' } }, FILES);
  const code = await sign.run(world, options, [address]);
  return { code, output: output(), errors: errors() };
}

describe('what is refused', () => {
  it.each(REFUSED)('%j', async (options, sentence) => {
    expect(await refusalOf('https://h.example.com/', options)).toEqual({
      code: 2,
      output: '',
      errors: `sigv4: ${sentence}\n`,
    });
  });

  it('is another service for s3://', async () => {
    const { code, errors } = await refusalOf('s3://bucket/key', { service: 'es' });
    expect({ code, errors }).toEqual({ code: 2, errors: expect.stringContaining('"es" is not the service') });
  });
});

describe('what is taken', () => {
  it.each([
    [{ presign: true, expiresIn: '1' }],
    [{ presign: true, expiresIn: '604800' }],
    [{ algorithm: 'sigv4a', regionSet: '*' }],
    [{ ...STREAMED, chunkSize: '8192' }],
    [{ ...STREAMED, chunkSize: '67108864' }],
    [{ ...STREAMED, payload: 'unsigned-trailer', trailer: 'sha1', chunkSize: '9000' }],
    [{ request: 'PUT', payload: 'streaming' }],
    [{ ...UPLOAD, form: ['x-ignore-a=', 'file=@policy;type=a/b'] }],
    [{ signedHeaders: 'Host,X-Amz-Date' }],
    [{ signHeader: ['Connection'], noSignHeader: ['x-amz-date'] }],
    [{ rule: ['quoted-spaces=kept', 'session-token=appended'] }],
  ] satisfies [OptionValues][])('%j', async (options) => {
    const { code, errors } = await refusalOf('https://h.example.com/', options);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
  });
});
