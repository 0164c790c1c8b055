/** Random requests with an input of every kind, and the walks of every form that sign them. */
import fc from 'fast-check';
import type { WalkOf } from './walk-of.ts';

/** A request with an input of every kind. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly host: string;
  readonly signed: string;
  readonly unsigned: string;
  readonly body: string;
  readonly second: number;
  readonly region: string;
  readonly keyId: string;
  readonly secret: string;
  readonly token: string;
}

const word = fc.stringMatching(/^[a-z]{1,6}$/);
export const asked: fc.Arbitrary<Asked> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE'),
  path: word,
  query: word,
  host: word,
  signed: word,
  unsigned: word,
  body: word,
  second: fc.integer({ min: 10, max: 58 }),
  region: word,
  keyId: fc.stringMatching(/^AKIA[A-Z0-9]{16}$/),
  secret: fc.stringMatching(/^[A-Za-z0-9]{40}$/),
  token: fc.stringMatching(/^[A-Za-z0-9]{1,20}$/),
});

export const FORMS = {
  header: {},
  presigned: { presign: true },
  'unsigned payload': { payload: 'unsigned' },
  chunks: { payload: 'streaming' },
  trailer: { payload: 'streaming-trailer', trailer: 'crc32c' },
  'unsigned trailer': { payload: 'unsigned-trailer', trailer: 'crc32c' },
  sigv4a: { algorithm: 'sigv4a' },
  policy: { postPolicy: 'policy', form: ['key=k', 'file=@file'] },
} as const;

export type Form = keyof typeof FORMS;

/** The walk that signs a request, with its secrets shown. */
export function walkFor(
  { method, path, query, host, signed, unsigned, body, second, region, keyId, secret, token }: Asked,
  form: Form,
): WalkOf {
  const date = `20130524T0000${second}Z`;
  const environment = { AWS_ACCESS_KEY_ID: keyId, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token };
  const common = { ...FORMS[form], region, date, showSecret: true };
  if (form === 'policy') {
    const policy = `{"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "${host}"}, {"key": "k"}]}`;
    return { address: `s3://${host}/`, options: common, environment, files: { policy, file: body } };
  }
  return {
    address: `https://${host}.example.com/${path}?q=${query}`,
    options: {
      ...common,
      request: method,
      header: [`X-Signed: ${signed}`, `X-Unsigned: ${unsigned}`],
      noSignHeader: ['x-unsigned'],
      ...(form === 'presigned' ? {} : { data: [body] }),
      ...(form === 'sigv4a' && { regionSet: region }),
    },
    environment,
  };
}
