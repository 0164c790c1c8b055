/** What a message quotes of secrets is masked; what is none stays as it is. */
import { describe, expect, it } from 'vitest';
import { maskMessage } from '../../src/sigv4/secrets/mask-message.ts';

const SECRET = 'Marked/Value+0123456789==';
const STARS = '*'.repeat(SECRET.length);
const quoted = (text: string) => `sigv4: ${JSON.stringify(text)} is not known. Use another.\n`;

describe('a message that quotes a secret', () => {
  it.each([
    ['a token in a URL', `https://h/?X-Amz-Signature=aa&X-Amz-Security-Token=${SECRET}`],
    ['a token between other parameters', `h/?x-amz-security-token=${SECRET}&b=c`],
    ['a token of S3 Express', `https://h?x-amz-s3session-token=${SECRET}`],
    ['a token whose name is percent-encoded', `https://h/?X%2DAmz-Security%2dToken=${SECRET}`],
    ['a token in HTML', `https://h/?a=b&amp;X-Amz-Security-Token=${SECRET}`],
    ['a token that follows another word', `--url=https://h?X-Amz-Security-Token=${SECRET}`],
    ['a token in a URL in a URL', `https://h/?u=https%3A%2F%2Fg%3FX-Amz-Security-Token%3D${SECRET}`],
    ['a header', `Cookie: ${SECRET}`],
    ['a header without a space', `Proxy-Authorization:${SECRET}`],
    ['a key of the customer', `x-amz-server-side-encryption-customer-key: ${SECRET}`],
  ])('%s: hides it, and keeps the sentence', (_what, text) => {
    const message = quoted(text);
    expect(maskMessage(message)).toBe(message.replace(SECRET, STARS));
  });

  it.each([
    ['a URL in quotation marks', `"https://h/?X-Amz-Security-Token=${SECRET}" `],
    ['a header in JSON', `{"x-amz-security-token": "${SECRET}", "a": "b"}`],
  ])('%s: hides it up to the end of what is quoted, where a quotation mark may be a part of it', (_what, text) => {
    const masked = maskMessage(quoted(text));
    expect(masked).not.toContain(SECRET);
    expect(masked).toMatch(/\*{25,}" is not known\. Use another\.\n$/);
  });

  it.each([
    ['user and password', 'https://user:pass-word@h/a', 'https://**************@h/a'],
    ['a name alone', 'https://pass-word@h', 'https://*********@h'],
    ['a slash in it', 'https://user:pass/word@h/', 'https://**************@h/'],
    ['other marks in it', 'https://user:p?a#s@s@h/a', 'https://************@h/a'],
    ['a space in it', 'https://user:p a@h/', 'https://********@h/'],
    ['a quotation mark in it', 'https://user:p"a@h/', 'https://*********@h/'],
    ['another scheme', 's3://user:pass@bucket/a@b', 's3://******************@b'],
    ['no scheme', 'user:pass-word@h/', '**************@h/'],
    ['no host', 'https://pass-word@', 'https://*********@'],
  ])('a URL with %s: hides it up to the last @', (_what, text, shown) => {
    const message = quoted(text);
    expect(maskMessage(message)).toBe(message.replace(JSON.stringify(text), `"${shown}"`));
  });

  it.each([
    ['of several lines', `GET / HTTP/1.1\r\nHost: h\r\nX-Own: ${SECRET}`],
    ['longer than a path', `${'x'.repeat(5000)}${SECRET}`],
  ])('leaves out a quotation %s, and keeps the sentence', (_what, text) => {
    expect(maskMessage(quoted(text))).toBe('sigv4: "…" is not known. Use another.\n');
  });

  it('hides a header after a line end that is written out, also outside of a sentence', () => {
    const line = JSON.stringify(`Host: h\r\ncookie: ${SECRET}\r\nA: b`);
    expect(maskMessage(line)).toBe(line.replace(SECRET, STARS));
  });

  it('hides the rest of the line where nothing tells where a secret ends', () => {
    expect(maskMessage('a?x-amz-security-token=b c d\nnext\n')).toBe('a?x-amz-security-token=*****\nnext\n');
  });

  it('leaves what follows a secret that was masked where it was quoted', () => {
    const line = `GET /a?X-Amz-Security-Token=${'*'.repeat(20)}&b=c → 403 AccessDenied\nX-Amz-Security-Token: ${'*'.repeat(20)} → 200\n`;
    expect(maskMessage(line)).toBe(line);
  });

  it.each([
    ['AWS_SESSION_TOKEN=', ''],
    ['{\\"SessionToken\\": \\"', '\\"}'],
    ['aws_secret_access_key = ', ''],
    ['htps://h/?X-Amz-Security-Token%253D', ''],
  ])('hides a setting that a person typed in the place of something else: %s', (before, after) => {
    const message = `sigv4: "${before}FwoGZXIvYXdzEXAMPLETOKEN${after}" is not a URL with a host.\n`;
    expect(maskMessage(message)).not.toContain('FwoG');
    expect(maskMessage(message)).toContain(before);
  });

  it('leaves the names of variables in its own sentences, and keys that are shown as they are typed', () => {
    const texts =
      'sigv4: Set AWS_SECRET_ACCESS_KEY too, or unset both.\n  AWS_SECRET_ACCESS_KEY=published sigv4 send\n';
    expect(maskMessage(texts)).toBe(texts);
  });
});

describe('a message without a secret', () => {
  it.each([
    'sigv4: "https://h:9000/photos/cat@2x.png" is not a URL with a host. Write it as https://HOST/PATH.\n',
    '* https://127.0.0.1:9000/a@b at 127.0.0.1 port 9000\n',
    '* https://[::1]:9000/a@b at ::1 port 9000\n',
    'sigv4: "C:\\\\new\\\\packages\\\\@scope" cannot be read: there is no such file.\n',
    '> Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20130524/us-east-1/s3/aws4_request\n',
    'sigv4: The header Authorization is given, and the Cookie header.\n',
    'sigv4: The query has no X-Amz-Security-Token.\n',
    'export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\n',
    '< Set-Cookie: a=b\n',
    'sigv4: Write it as HOST1:PORT1:HOST2:PORT2, or mail somebody@example.com.\n',
  ])('stays as it is: %j', (message) => {
    expect(maskMessage(message)).toBe(message);
  });

  it.each([
    // After each of them, up to 4,096 bytes are read.
    ['', 'a://', 100_000],
    ...['cookie:', 'x-amz-security-token=', '%3D', '"a:', '@'].map((piece) => ['', piece, 1_000_000] as const),
    ['sigv4: ', '\\"', 1_000_000],
  ] as const)(
    'is masked in time that grows with its length: %jmany %j',
    { tags: ['expensive'] },
    (before, piece, length) => {
      expect(maskMessage(before + piece.repeat(length / piece.length))).not.toBe('');
    },
  );
});
