/** No secret shows in any value of any scheme, even if the request already contained it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../src/bytes/bytes.ts';
import { AWS4_ECDSA_P256_SHA256 } from '../../src/sigv4/algorithms/ecdsa-p256-sha256.ts';
import { AWS4_HMAC_SHA256 } from '../../src/sigv4/algorithms/hmac-sha256.ts';
import { SIGNER_FIELDS } from '../../src/sigv4/schemes/policy.ts';
import { beginSigning, traceForm } from '../../src/sigv4/sign.ts';
import { hashedChunk } from '../../src/sigv4/stages/chunk-signatures.ts';
import { redact } from '../../src/trace/redact.ts';
import { findValue, type Trace, withValues } from '../../src/trace/trace.ts';
import { givenOf, octetsOf } from '../support/octets-of.ts';
import { sha256Of, uriEncode } from '../support/sigv4/independent-signer.ts';
import { type Asked, inputOf } from '../support/sigv4/signing.ts';
import { runs, swept } from '../support/sweep.ts';
import { formsOf } from '../support/trace/leaked-forms.ts';

const SECRET = 'Zq9/marked+Secret=Key~0123&Xy';
/** With what headers and URLs change: runs of spaces, reserved characters, both cases. */
const TOKEN = 'FwoGmarked//Token+with=  two   spaces&%41%zz';
/** As tokens are, and with what JSON may write in two ways. */
const OTHER = 'IQoJmarked/Other+Token/With=NothingThatJson"Escapes=='.replace('"', '');

const ALGORITHMS = [AWS4_HMAC_SHA256, AWS4_ECDSA_P256_SHA256] as const;
const SHARED = { secret: SECRET, token: TOKEN, region: 'us-east-1' } satisfies Partial<Asked>;
const headOf = (target: string, ...lines: readonly string[]) =>
  [`GET ${target} HTTP/1.1`, 'Host: h', ...lines, '', ''].join('\r\n');

/** The trace of a request that is signed, with its chunks if they are. */
function traceOf(asked: Asked): Trace {
  const { trace, startRecordedChain } = beginSigning(inputOf({ ...SHARED, ...asked }, givenOf));
  const recorded = startRecordedChain?.();
  if (!recorded) return trace;
  recorded.chain.sign(hashedChunk({ start: 0, length: 5, sha256: octetsOf(sha256Of('chunk')) }));
  recorded.chain.signLast();
  recorded.chain.signTrailer([{ name: givenOf('a', 'name'), value: givenOf('b', 'value') }]);
  return withValues(trace, recorded.values);
}

/** The trace of a policy, each field of its form recorded by itself. */
function traceOfPolicy(policy: string, asked: Partial<Asked> = {}): Trace {
  const { form: _form, ...input } = inputOf({ ...SHARED, head: '', ...asked }, givenOf);
  const missingAt = policy.lastIndexOf(']');
  const policyInput = {
    ...input,
    policy: givenOf(policy, 'the policy'),
    missing: SIGNER_FIELDS,
    missingAt,
  };
  return traceForm(policyInput, input.payload, ({ fields }, record) => {
    for (const { name, value } of fields) record({ ...FIELD, id: `field-${name.octets}`, name: name.octets }, value);
  }).trace;
}

const FIELD = { stage: 'form-fields', form: 'text', secrecy: 'public' } as const;
const SCHEMES = ALGORITHMS.flatMap((algorithm) => [
  [`header, ${algorithm.id}`, (asked: Asked) => traceOf({ algorithm, ...asked })] as const,
  [`query, ${algorithm.id}`, (asked: Asked) => traceOf({ algorithm, expires: '60', ...asked })] as const,
  [
    `chunks, ${algorithm.id}`,
    (asked: Asked) => traceOf({ algorithm, ...asked, rules: { ...asked.rules, payload: 'streaming-trailer' } }),
  ] as const,
]);

/** The values, by id, in which some piece of these texts, or of any secret value of the trace, can be read. */
function leaks(trace: Trace, texts: readonly string[]): string[] {
  const secrets = trace.values.filter(({ secrecy }) => secrecy === 'secret').map(({ bytes }) => bytes.octets);
  const forms = [...new Set([...texts, ...secrets].flatMap(formsOf))].filter((form) => form.length >= 8);
  return redact(trace, 'mask')
    .values.filter(({ bytes }) => forms.some((form) => bytes.octets.includes(form)))
    .map(({ id }) => id);
}

const maskedIn = (trace: Trace) =>
  redact(trace, 'mask')
    .values.filter(({ masked }) => masked.length > 0)
    .map(({ id }) => id);
const shown = (trace: Trace, id: string) => findValue(redact(trace, 'mask'), id)?.bytes.octets;

describe.each(swept(SCHEMES, 2))('the masked trace of a %s', (_name, trace) => {
  it.each(['signed', 'appended'] as const)(
    'has no piece of secret, token or key, the token being %s',
    (sessionToken) => {
      expect(leaks(trace({ head: headOf('/a?b=c'), rules: { sessionToken } }), [SECRET, TOKEN])).toEqual([]);
    },
  );

  it('has no piece of any secret and any token', () => {
    const marked = fc.string({ unit: fc.constantFrom(...'abXY59+/=&%~- '), minLength: 16, maxLength: 40 });
    fc.assert(
      fc.property(marked, marked, (secret, token) => {
        expect(leaks(trace({ head: headOf('/'), secret, token }), [secret, token])).toEqual([]);
      }),
      { numRuns: runs(30) },
    );
  });

  it.each([
    ['x-amz-security-token', ''],
    ['X-Amz-Security-Token', ' \t '],
    ['X-AMZ-S3SESSION-TOKEN', ' '],
    ['x-amz-server-side-encryption-customer-key', ''],
    ['X-Amz-Copy-Source-Server-Side-Encryption-Customer-Key', ' '],
    ['Cookie', ' '],
    ['Proxy-Authorization', ' Basic '],
    ['Authorization', ' '],
    ['authorization', ' Bearer '],
  ])('has no piece of what the header %s has', (name, before) => {
    for (const value of [OTHER, `${OTHER} `, `${OTHER.slice(0, 20)}\r\n ${OTHER.slice(20)}`]) {
      const head = headOf('/a', 'X-A: 1', `${name}:${before}${value}`, 'X-B: 2');
      const signed = trace({ head, token: null });
      expect(leaks(signed, [OTHER])).toEqual([]);
      expect(shown(signed, 'request')).toContain(`\r\n${name}:`);
      expect(shown(signed, 'request')).toContain('*\r\nX-B: 2\r\n');
      // The header twice, each with its own value.
      expect(leaks(trace({ head: headOf('/a', `${name}: ${TOKEN}`, `${name}:${value}`) }), [OTHER, TOKEN])).toEqual([]);
    }
  });

  it.each([
    ['X-Amz-Security-Token', 'first', (value: string) => `/a?X-Amz-Security-Token=${value}&b=c`],
    ['x-amz-security-token', 'last', (value: string) => `/a?b=c&x-amz-security-token=${value}`],
    ['X-Amz-S3session-Token', 'between', (value: string) => `/a?b&X-Amz-S3session-Token=${value}&c`],
    ['both', 'twice', (value: string) => `/?X-Amz-S3session-Token=${value}&X-Amz-Security-Token=${value}`],
    ['an encoded name', 'alone', (value: string) => `/?X%2DAmz-Security%2dToken=${value}`],
  ])('has no piece of what the parameter %s has, %s', (_parameter, _place, target) => {
    for (const spelled of [uriEncode(OTHER), uriEncode(OTHER).toLowerCase(), OTHER, encodeURI(OTHER)]) {
      const spellings = [OTHER, spelled, OTHER.toLowerCase()];
      expect(leaks(trace({ head: headOf(target(spelled)), token: null }), spellings)).toEqual([]);
      expect(leaks(trace({ head: headOf(target(spelled)) }), [...spellings, TOKEN])).toEqual([]);
    }
  });

  it.each([
    ['no request line', `Host: h\r\nx-amz-security-token: ${OTHER}\r\n\r\n`],
    ['a line that is no header', headOf('/', 'no header', `x-amz-security-token: ${OTHER}`)],
    ['white space before the colon', headOf('/', `x-amz-security-token : ${OTHER}`)],
    ['lines that end with LF alone', headOf('/', `x-amz-security-token: ${OTHER}`).replaceAll('\r\n', '\n')],
    ['no empty line', headOf('/', `x-amz-security-token: ${OTHER}`).trimEnd()],
    ['nothing else', `x-amz-security-token: ${OTHER}`],
    ['a control character in the target', headOf(`/\x01?X-Amz-Security-Token=${OTHER}`)],
    ['a carriage return in the token', headOf('/', `x-amz-security-token: ${OTHER}\r${OTHER}`)],
    ['a NUL in the token', headOf('/', `x-amz-security-token: ${OTHER}\0${OTHER}`)],
    ['white space before its first header', `GET / HTTP/1.1\r\n x-amz-security-token: ${OTHER}\r\n\r\n`],
    ['a space in a token in its query', headOf(`/?X-Amz-Security-Token=${OTHER} ${OTHER}&b=c`)],
    ['a tab in a token in its query', headOf(`/?X-Amz-Security-Token=${OTHER}\t${OTHER}`)],
    ['a date that is none', headOf('/', 'x-amz-date: now', `x-amz-security-token: ${OTHER}`)],
  ])('has no piece of a token of a request that is malformed: %s', (_how, head) => {
    expect(leaks(trace({ head, token: null, timestamp: 'never' }), [OTHER])).toEqual([]);
    expect(leaks(trace({ head, token: null }), [OTHER])).toEqual([]);
  });
});

describe('what is masked, and nothing else', () => {
  const HMAC_KEYS = ['prefixed-secret', 'date-key', 'date-region-key', 'date-region-service-key', 'signing-key'];
  const KEY_PAIR = ['prefixed-secret', 'candidate', 'private-key'];
  const asked = { head: headOf('/a?b=c'), token: null };

  it.each([
    ['header', AWS4_HMAC_SHA256, HMAC_KEYS],
    ['header', AWS4_ECDSA_P256_SHA256, KEY_PAIR],
    ['query', AWS4_HMAC_SHA256, HMAC_KEYS],
    ['query', AWS4_ECDSA_P256_SHA256, KEY_PAIR],
  ] as const)('are secret and keys without a token, in the %s with %o', (form, algorithm, keys) => {
    const trace = traceOf({ ...asked, algorithm, ...(form === 'query' ? { expires: '60' } : {}) });
    expect(maskedIn(trace)).toEqual(['secret-access-key', ...keys]);
    expect(shown(trace, 'prefixed-secret')).toMatch(/^AWS4A?\*{29}$/);
  });

  it('are only keys where the chunks are signed', () => {
    const trace = traceOf({ ...asked, rules: { payload: 'streaming' } });
    expect(maskedIn(trace)).toEqual(['secret-access-key', ...HMAC_KEYS]);
    expect(shown(trace, 'chunk-1/signature')).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each(['signed', 'appended'] as const)('is the token of a presigned URL, byte for byte, where it is %s', (rule) => {
    const trace = traceOf({
      head: headOf('/a?b=c'),
      expires: '60',
      rules: { sessionToken: rule, payload: 'unsigned' },
    });
    const masks = '*'.repeat(uriEncode(TOKEN).length);
    const [url = '', query = ''] = ['presigned-url', 'canonical-query-string'].map((id) => shown(trace, id));
    expect(url.replace(/[0-9a-f]{64}/, 'SIGNATURE')).toMatch(
      rule === 'signed'
        ? `&X-Amz-Security-Token=${masks}&X-Amz-SignedHeaders=host&X-Amz-Signature=SIGNATURE`
        : `&X-Amz-SignedHeaders=host&X-Amz-Signature=SIGNATURE&X-Amz-Security-Token=${masks}`,
    );
    expect(query.includes(masks)).toBe(rule === 'signed');
    const values = ['presigned-url', 'signed-request', ...(rule === 'signed' ? ['canonical-query-string'] : [])];
    expect(maskedIn(trace)).toEqual(expect.arrayContaining(['session-token', ...values]));
    expect(shown(trace, 'signature')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is the value of a secret header, and not that of one that is named alike', () => {
    const head = headOf(
      '/a?X-Amz-Security-Tokens=open&a=X-Amz-Security-Token=open',
      'x-amz-server-side-encryption-customer-key-MD5: open-md5',
      'x-amz-server-side-encryption-customer-algorithm: AES256',
      'Cookies: open-cookies',
      'X-Cookie: open-cookie',
    );
    expect(shown(traceOf({ head, token: null }), 'request')).toBe(head);
  });
});

describe.each(ALGORITHMS)('the masked trace of a policy, $id', (algorithm) => {
  const policyWith = (condition: string) =>
    `{"expiration": "2030-01-01T00:00:00Z", "conditions": [{"bucket": "b"}, ${condition}, {"acl": "private"}]}`;
  const escaped = OTHER.replaceAll('/', '\\/').replaceAll('+', '\\u002b');

  it.each([
    ['a field', `{"x-amz-security-token": "${OTHER}"}`],
    ['a field without white space', `{"x-amz-security-token":"${OTHER}"}`],
    ['a field over several lines', `{\r\n"X-Amz-Security-Token"\r\n:\r\n  "${OTHER}"\r\n}`],
    ['an operator', `["eq", "$x-amz-security-token", "${OTHER}"]`],
    ['an operator in another case', `["EQ","$X-AMZ-SECURITY-TOKEN","${OTHER}"]`],
    ['the beginning of it', `["starts-with", "$x-amz-security-token", "${OTHER}"]`],
    ['two of them', `{"x-amz-security-token": "${OTHER}"}, ["eq", "$x-amz-security-token", "${OTHER}"]`],
    ['one with escapes', `{"x-amz-security-token": "${escaped}"}`],
    ['one that is not closed', `{"x-amz-security-token": "${OTHER}`],
  ])('has no piece of a token that its policy has: %s', (_what, condition) => {
    const policy = policyWith(condition);
    for (const token of [OTHER, TOKEN, null]) {
      const trace = traceOfPolicy(policy, { algorithm, token });
      expect(leaks(trace, [OTHER, TOKEN, SECRET, escaped])).toEqual([]);
      expect(shown(trace, 'given-policy')).toHaveLength(policy.length);
    }
  });

  it('has no piece of the token that is put into it, in the policy, in base64 and in the form', () => {
    const trace = traceOfPolicy(policyWith('["starts-with", "$key", ""]'), { algorithm });
    expect(leaks(trace, [TOKEN, SECRET])).toEqual([]);
    expect(shown(trace, 'policy')).toContain(`{"x-amz-security-token": "${'*'.repeat(TOKEN.length)}"}`);
    expect(maskedIn(trace)).toEqual(
      expect.arrayContaining([
        'session-token',
        'policy',
        'string-to-sign',
        'field-x-amz-security-token',
        'field-policy',
      ]),
    );
    expect(maskedIn(trace)).not.toContain('given-policy');
  });

  it('shows the rest of the policy in base64: only groups with a byte of the token are masked', () => {
    const policy = policyWith(`{"x-amz-security-token": "${OTHER}"}`);
    const trace = traceOfPolicy(policy, { algorithm, token: null });
    const [shownPolicy = '', shownBase64 = ''] = ['policy', 'string-to-sign'].map((id) => shown(trace, id));
    const groups = shownPolicy.match(/[\s\S]{1,3}/g)?.map((group) => group.includes('*')) ?? [];
    expect(shownBase64.match(/.{4}/g)?.map((group) => group === '****')).toEqual(groups);
    expect(groups.filter((isMasked) => !isMasked).length).toBeGreaterThan(30);
  });

  it('shows all of it where there is no token', () => {
    const trace = traceOfPolicy(policyWith('["starts-with", "$key", ""]'), { algorithm, token: null });
    expect(maskedIn(trace).filter((id) => /policy|string-to-sign|field/.test(id))).toEqual([]);
  });

  it('has no piece of secret or token where it cannot be signed', () => {
    const trace = traceOfPolicy(policyWith(`{"x-amz-security-token": "${OTHER}"}`), { algorithm, timestamp: 'never' });
    expect(trace.outcome.kind).toBe('malformed');
    expect(leaks(trace, [OTHER, TOKEN, SECRET])).toEqual([]);
  });
});

describe('masking', () => {
  it('moves no byte, in any scheme', () => {
    const lengths = (values: readonly { readonly bytes: Bytes }[]) => values.map(({ bytes }) => bytes.octets.length);
    for (const [, trace] of SCHEMES) {
      const whole = trace({ head: headOf(`/a?X-Amz-Security-Token=${uriEncode(OTHER)}`, `Cookie: ${OTHER}`) });
      const masked = redact(whole, 'mask').values;
      expect(lengths(masked)).toEqual(lengths(whole.values));
      expect(masked.map(({ bytes }) => bytes.spans)).toEqual(whole.values.map(({ bytes }) => bytes.spans));
      expect(redact(whole, 'reveal').values.map(({ bytes }) => bytes)).toEqual(whole.values.map(({ bytes }) => bytes));
    }
  });
});
