/** The library's redactor: what is masked in an error or a log, and what is kept. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/library/diagnose.ts';
import { isProblem } from '../../src/library/problem.ts';
import { redactS3Error } from '../../src/library/redact-s3-error.ts';
import { formsOf } from '../support/trace/leaked-forms.ts';

const ID = 'ASIAIOSFODNN7EXAMPLE';
const SECRET = 'Zq7/Wm2+Xk9vRt4Ls8Nd3/Hf6+Jc1Gp5By0Tz7Qa';
const TOKEN = 'Vb8/Kp3+Md6wQs1Lr9Xg4/Tn7+Hy2Cj5Fz0Uk8Ea/Rd3==';
const SIGNATURE = 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';
const encoded = encodeURIComponent(TOKEN);
const inJson = (text: string) => JSON.stringify(text).slice(1, -1);
const hexDump = (text: string) => Buffer.from(text, 'latin1').toString('hex').replace(/../g, '$& ').trim();

const CANONICAL = `GET\n/a\n\nhost:b.s3.amazonaws.com\nx-amz-date:20130524T000000Z\nx-amz-security-token:${TOKEN}\n\nhost;x-amz-date;x-amz-security-token\nUNSIGNED-PAYLOAD`;
const URL_SENT = `https://b.s3.amazonaws.com/a?X-Amz-Credential=${ID}%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Security-Token=${encoded}&X-Amz-SignedHeaders=host&X-Amz-Signature=${SIGNATURE}`;

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJub3QtcmVhbCJ9.bm90LWEtcmVhbC1zaWduYXR1cmU';
const POLICY = Buffer.from(`{"conditions": [{"x-amz-security-token": "${TOKEN}"}, {"bucket": "b"}]}`).toString(
  'base64',
);
/** The part of the policy that says nothing but the token, without its first and last characters. */
const TOKEN_IN_POLICY = [POLICY.slice(58, 106)];

/** A text, and the secrets in it. */
const TEXTS: Readonly<Record<string, readonly [text: string, ...secrets: string[]]>> = {
  "S3's answer": [
    `<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>${CANONICAL}</CanonicalRequest><CanonicalRequestBytes>${hexDump(CANONICAL)}</CanonicalRequestBytes></Error>`,
    TOKEN,
  ],
  'the bytes alone': [`<CanonicalRequestBytes>${hexDump(CANONICAL)}</CanonicalRequestBytes>`, TOKEN],
  'an invalid token': [`<Error><Code>InvalidToken</Code><Token-0>${TOKEN}</Token-0></Error>`, TOKEN],
  'an answer in HTML': [`&lt;Error&gt;&lt;Token-0&gt;${TOKEN}&lt;/Token-0&gt;`, TOKEN],
  'credentials of STS': [
    `<Credentials><AccessKeyId>${ID}</AccessKeyId><SecretAccessKey>${SECRET}</SecretAccessKey><SessionToken>${TOKEN}</SessionToken></Credentials>`,
    SECRET,
    TOKEN,
  ],
  'credentials in JSON': [
    JSON.stringify({ AccessKeyId: ID, SecretAccessKey: SECRET, SessionToken: TOKEN }),
    SECRET,
    TOKEN,
  ],
  'JSON in JSON': [JSON.stringify(JSON.stringify({ secretAccessKey: SECRET, sessionToken: TOKEN })), SECRET, TOKEN],
  'slashes with backslashes': [`{"sessionToken":"${TOKEN.replaceAll('/', '\\/')}"}`, TOKEN],
  'a request': [
    `GET /a HTTP/1.1\r\nHost: b\r\nX-Amz-Security-Token: ${TOKEN}\r\nCookie: id=${SECRET}\r\n\r\n`,
    TOKEN,
    SECRET,
  ],
  'lines of curl -v': [`> GET /a HTTP/1.1\n> x-amz-security-token: ${TOKEN}\n`, TOKEN],
  'a log of botocore': [`DEBUG {'X-Amz-Security-Token': b'${TOKEN}', 'X-Amz-Date': b'20130524T000000Z'}`, TOKEN],
  'a log of Go': [`map[X-Amz-Security-Token:[${TOKEN}] X-Amz-Date:[20130524T000000Z]]`, TOKEN],
  'pairs of Node.js': [`[ 'x-amz-security-token', '${TOKEN}', 'host', 'b' ]`, TOKEN],
  'a HAR file': [JSON.stringify({ headers: [{ name: 'X-Amz-Security-Token', value: TOKEN }] }), TOKEN],
  'a presigned URL': [URL_SENT, TOKEN, encoded, SIGNATURE],
  'a presigned URL in XML': [URL_SENT.replaceAll('&', '&amp;'), TOKEN, encoded, SIGNATURE],
  'a presigned URL in escaped JSON': [inJson(URL_SENT).replaceAll('&', '\\u0026'), TOKEN, encoded, SIGNATURE],
  'a presigned URL in a URL': [`https://example.com/?to=${encodeURIComponent(URL_SENT)}`, TOKEN, SIGNATURE],
  'its signature quoted': [`${URL_SENT}\n<SignatureProvided>${SIGNATURE}</SignatureProvided>`, SIGNATURE],
  'a presigned URL of Signature Version 2': [
    `https://b.s3.amazonaws.com/a?AWSAccessKeyId=${ID}&Signature=vjbyPxybdZaNmGa%2ByT272YEAiv4%3D&Expires=1175139620`,
    'vjbyPxybdZaNmGa%2ByT272YEAiv4%3D',
    'vjbyPxybdZaNmGa+yT272YEAiv4=',
  ],
  'a form of a browser': [
    `Content-Disposition: form-data; name="X-Amz-Signature"\r\n\r\n${SIGNATURE}\r\n<input name="x-amz-security-token" value="${TOKEN}">`,
    SIGNATURE,
    TOKEN,
  ],
  'a form of a browser for Google and OSS': [
    `<input name="x-goog-signature" value="${SIGNATURE}"> name="x-oss-signature"\r\n\r\n${SIGNATURE}\r\n`,
    SIGNATURE,
  ],
  'a profile': [`[default]\naws_secret_access_key = ${SECRET}\naws_session_token=${TOKEN}\n`, SECRET, TOKEN],
  'the environment': [`export AWS_SECRET_ACCESS_KEY="${SECRET}" AWS_SESSION_TOKEN='${TOKEN}'`, SECRET, TOKEN],
  'curl --user': [`curl --aws-sigv4 aws:amz:us-east-1:s3 --user ${ID}:${SECRET} https://b.s3.amazonaws.com/a`, SECRET],
  'curl -u, of a server with short secrets': ["curl -u 'minioadmin:minioadmin2' http://127.0.0.1:9000/", 'minioadmin2'],
  'a file of keys': [`Access key ID,Secret access key\n${ID},${SECRET}\n`, SECRET],
  'a token that nothing announces': [`with IQoJb3JpZ2lu${TOKEN} it fails`, `IQoJb3JpZ2lu${TOKEN}`],
  'a signing key': [`{"signingKeyHex":"${SIGNATURE}"}`, SIGNATURE],
  'a key of SSE-C': [`x-amz-server-side-encryption-customer-key: ${TOKEN}`, TOKEN],
  'other authentication': [`Authorization: Bearer ${TOKEN}`, TOKEN],
  'a password in a URL': ['http://user:hunter22@proxy:3128/', 'hunter22'],
  'a secret below its key ID': [`${ID}\n${SECRET}\n\n${CANONICAL}`, SECRET, TOKEN],
  'a secret alone on a line of Windows': [`keys:\r\n${SECRET}\r\n`, SECRET],
  'the settings of the SDK for PHP': [`'key' => '${ID}', 'secret' => '${SECRET}'`, SECRET],
  'the settings of MinIO': [`MINIO_ROOT_USER=admin\nMINIO_ROOT_PASSWORD=${SECRET}\n`, SECRET],
  'a password in a query': ['/a?user=b&password=p!d$7&c=d', 'p!d$7'],
  'a password in quotation marks': ['{"passwd": "two words, & more"}', 'two words, & more'],
  'a password in XML': ['<Password>p!d$7</Password>', 'p!d$7'],
  'a passphrase in YAML': ['  passphrase: p!d$7\n  b: c', 'p!d$7'],
  'the secret of a client': ['client_secret=n0tReal!Secret&grant_type=b', 'n0tReal!Secret'],
  'the token of a web identity': [`AWS_WEB_IDENTITY_TOKEN=${JWT}\n&WebIdentityToken=${JWT}`, JWT],
  'other tokens': [JSON.stringify({ access_token: JWT, refreshToken: TOKEN }), JWT, TOKEN],
  'a password of Basic authentication, quoted': [
    `Authorization: Basic ${Buffer.from(`user:${SECRET}`).toString('base64')}\nwrong password ${SECRET}`,
    SECRET,
  ],
  'the value of a cookie, quoted': [`Cookie: a=b; sid=${SECRET}\nno session ${encodeURIComponent(SECRET)}`, SECRET],
  'a swapped key': [
    `Authorization: AWS4-HMAC-SHA256 Credential=${SECRET}/20130524/us-east-1/s3/aws4_request, SignedHeaders=host\n<AWSAccessKeyId>${SECRET}</AWSAccessKeyId>`,
    SECRET,
  ],
  'a swapped key in a URL': [
    `https://b.s3.amazonaws.com/?X-Amz-Credential=${encodeURIComponent(SECRET)}%2F20130524%2Fus-east-1%2Fs3%2Faws4_request`,
    encodeURIComponent(SECRET),
  ],
  'swapped variables': [`AWS_ACCESS_KEY_ID=${SECRET}`, SECRET],
  'a policy and its token': [`${POLICY}\n${hexDump(POLICY)}\n<Token>${TOKEN}</Token>`, ...TOKEN_IN_POLICY],
  'a policy alone': [`<StringToSign>${POLICY}</StringToSign>`, ...TOKEN_IN_POLICY],
  'the bytes of a policy alone': [
    `<StringToSignBytes>${hexDump(POLICY)}</StringToSignBytes>`,
    hexDump(TOKEN_IN_POLICY[0] ?? ''),
  ],
};

describe('redactS3Error', () => {
  it.each(Object.entries(TEXTS))('masks the secrets of %s', (_name, [text, ...secrets]) => {
    const masked = redactS3Error(text);
    for (const secret of secrets) {
      for (const form of secret.length < 16 ? [secret] : formsOf(secret)) expect(masked).not.toContain(form);
    }
    expect(masked).toHaveLength(text.length);
    expect(masked.replace(/\*+/g, '')).not.toBe('');
    expect(redactS3Error(masked)).toBe(masked);
  });

  it.each(Object.entries(TEXTS))('leaves %s as it is between them', (_name, [text]) => {
    const masked = redactS3Error(text);
    for (const [at, character] of [...masked].entries()) if (character !== '*') expect(character).toBe(text[at]);
    for (const kept of [ID, 'us-east-1', 'b.s3.amazonaws.com', '20130524T000000Z', 'SignedHeaders']) {
      if (text.includes(kept)) expect(masked).toContain(kept);
    }
  });

  it.each(['refused-answer.txt', 'client-log.txt'])('keeps everything of %s, where nothing is secret', (name) => {
    const text = readFileSync(`fixtures/failures/${name}`, 'utf8');
    expect(redactS3Error(text)).toBe(text);
  });

  it('keeps the signature of an Authorization header and what the server quotes of it', () => {
    const text = `Authorization: AWS4-HMAC-SHA256 Credential=${ID}/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-security-token, Signature=${SIGNATURE}\n<AWSAccessKeyId>${ID}</AWSAccessKeyId><SignatureProvided>${SIGNATURE}</SignatureProvided>\nAuthorization: AWS ${ID}:vjbyPxybdZaNmGa+yT272YEAiv4=`;
    expect(redactS3Error(text)).toBe(text);
  });

  it('leaves a diagnosis of what it masks as it was', () => {
    const files = ['refused-answer.txt', 'client-log.txt'].map((name) =>
      readFileSync(`fixtures/failures/${name}`, 'utf8'),
    );
    const text = `${files.join('\n')}\nAWS_SECRET_ACCESS_KEY=${SECRET}\n`;
    const [before, after] = [text, redactS3Error(text)].map((evidence) => diagnose({ evidence }));
    expect(after).toEqual(before);
    expect(before && !isProblem(before) && before.causes[0]?.standing).toBe('proved');
  });

  it('masks what is named, wherever it is', () => {
    const masked = redactS3Error(`my bucket hush-hush-hush, ${encodeURIComponent('hush/hush')}`, {
      secrets: ['hush-hush-hush', 'hush/hush', 'my', ''],
    });
    expect(masked).toBe(`** bucket ${'*'.repeat(14)}, ${'*'.repeat(11)}`);
  });

  it('does not change words that only sound like secrets', () => {
    const text = [
      'The provided token has expired. x-amz-security-token: expired',
      'Check your secret key and signing method. The secret is wrong, the password too.',
      '/?list-type=2&continuation-token=1ueGcxLPRx1Tr%2FXYExHnhbYLgveDs2J%2Fwm36Hy4vbOwM%3D',
      '<NextContinuationToken>1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=</NextContinuationToken>',
      'GET\n/photos/2013/05/24/holidays/IMG000123JPG\n\nhost:b',
      'The header x-amz-security-token is not signed.',
      '<Code>InvalidAccessKeyId</Code>',
      'x-amz-server-side-encryption-customer-key-MD5: 1B2M2Y8AsgTpgAmY7PhCfg==',
      'é 漢 😀',
    ].join('\n');
    expect(redactS3Error(text)).toBe(text);
  });

  it('masks a thousand presigned URLs in a log', () => {
    const line = (at: number) => `GET ${URL_SENT.replace(SIGNATURE, at.toString(16).padStart(64, 'c'))}\n`;
    const log = Array.from({ length: 1_000 }, (_, at) => line(at)).join('');
    expect(redactS3Error(log)).not.toMatch(/X-Amz-Signature=[^*]/);
  });

  it.each([2_000, 4_000, 65_536])('masks a token, a cookie, and a given secret of %i characters', (length) => {
    const [token, cookie, given] = ['7+/a', 'b=Q2', 'c9/D'].map((piece) => piece.repeat(length / 4));
    const text = `x-amz-security-token: ${token}\nCookie: sid=${cookie}\n${given} ${hexDump(token ?? '')} <Token-0>${token}</Token-0>`;
    const masked = redactS3Error(text, { secrets: [given ?? ''] });
    expect(masked).toHaveLength(text.length);
    // Compared at once, and not printed.
    expect(/^x-amz-security-token: \*+\nCookie: \*+\n\*+ \*+ <Token-0>\*+<\/Token-0>$/.test(masked)).toBe(true);
  });

  it('masks thousands of tokens in a log', () => {
    const tokens = Array.from({ length: 4_000 }, (_, at) => `${at}/${TOKEN.slice(0, 30 + (at % 10))}/${at}`);
    const log = tokens.map((token) => `SessionToken=${token}\n`).join('');
    expect(redactS3Error(log + tokens.join('\n'))).toMatch(/^(?:SessionToken=\*+\n)+(?:\*+\n?)+$/);
  });

  it('takes no longer for a text that is made to be slow', { tags: ['expensive'] }, () => {
    for (const piece of [
      'x-amz-signature=',
      '%25',
      '\\',
      '"',
      '00 ',
      `${ID} `,
      'session token',
      '://a:',
      '--user a:',
    ]) {
      redactS3Error(piece.repeat(Math.ceil(1_000_000 / piece.length)));
    }
  });
});
