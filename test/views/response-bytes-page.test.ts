/** What the page of the answer says of framing, TLS and oddities. */
import { describe, expect, it } from 'vitest';
import type { Exchange, TlsFacts } from '../../src/http/exchange.ts';
import { plainPage } from '../../src/outputs/plain/plain-text.ts';
import { pageParts, rowsOfParts } from '../../src/screen/components/page/page-parts.ts';
import { RESPONSE_BYTES_STAGE } from '../../src/sigv4/stages/signed-request.ts';
import { redactExchange } from '../../src/trace/redact-exchange.ts';
import type { WalkFacts } from '../../src/views/facts.ts';
import { responseBytesPage } from '../../src/views/walk/response-bytes-page.ts';
import { answered } from '../support/wire/answered.ts';

const destination = { signedFor: 'example.com', goesTo: 'network' as const, connectsTo: '127.0.0.1 port 9000' };
const page = (facts: Parameters<typeof responseBytesPage>[0]) => ({
  ...RESPONSE_BYTES_STAGE,
  ...responseBytesPage(facts),
});
const makePage = (exchange: Exchange) =>
  page({ exchange: redactExchange(exchange, []), delivery: 'ready', destination });
const pageOf = (exchange: Exchange) => plainPage(makePage(exchange), 8, 8);
const rowsOf = (exchange: Exchange) => pageOf(exchange).split('\n');
const rowOf = (exchange: Exchange, label: string) =>
  rowsOf(exchange)
    .find((row) => row.trim().startsWith(`${label} `))
    ?.trim();

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

describe('the page of an answer', () => {
  it('shows a chunked body also without its chunks, with its trailer fields', () => {
    const exchange = answered(`${CHUNKED}5\r\nhello\r\n7;a=b\r\n, world\r\n0\r\nX-Sum: 1\r\n\r\n`);
    expect(rowOf(exchange, 'body')).toMatch(/12 bytes; in 2 chunks, followed by 1 trailer field$/);
    const rows = rowsOf(exchange).map((row) => row.trim());
    expect(rows).toContain('hello, world');
    expect(rows).toContain('X-Sum: 1');
    expect(pageOf(exchange)).toContain('09ca7e4eaa6e8ae9c7d261167129184883644d07dfba7cbfbc4c8a2e08360d5b');
  });

  it('says only of the sandbox that it computed the same signature', () => {
    const ok = redactExchange(answered('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n'), []);
    const verdictOf = (goesTo: 'sandbox' | 'network') =>
      plainPage(page({ exchange: ok, delivery: 'ready', destination: { ...destination, goesTo } }), 8, 8);
    expect(verdictOf('sandbox')).toContain('✓ 200 OK   accepted: the server computed the same signature');
    expect(verdictOf('network')).toContain('✓ 200 OK   accepted: the signature is right if the server checks it');
    expect(verdictOf('network')).not.toContain('the same signature');
  });

  it.each([
    ['sandbox', 404, '✗ 404 Not Found · signature accepted   refused'],
    ['sandbox', 400, '✗ 400 Bad Request   refused'],
    ['sandbox', 307, '✗ 307 Temporary Redirect   refused'],
    ['network', 404, '✗ 404 Not Found   refused'],
  ] as const)('says of the %s and status %i what that proves about the signature', (goesTo, status, verdict) => {
    const reason = verdict.slice(6).split('  ')[0]?.replace(' · signature accepted', '');
    const exchange = redactExchange(answered(`HTTP/1.1 ${status} ${reason}\r\nContent-Length: 0\r\n\r\n`), []);
    const facts = { exchange, delivery: 'ready', destination: { ...destination, goesTo } } as const;
    expect(plainPage(page(facts), 8, 8)).toContain(`${verdict}\n`);
  });

  it('does not show a body twice that came as it is', () => {
    const text = pageOf(answered('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'));
    expect(text).not.toContain('without its chunks');
    expect(text).toContain('Content-Length says 5');
  });

  it('has the status line that counts first, and says which do not count', () => {
    const exchange = answered(
      'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n',
    );
    expect(rowsOf(exchange)[4]?.trim()).toMatch(/^✓ 204 No Content {3}accepted/);
    expect(rowOf(exchange, 'before it')).toMatch(/2 interim responses .*: 100 Continue, 103 Early Hints$/);
  });

  it('shows an answer that can be read with what is wrong with it', () => {
    const exchange = answered('HTTP/1.1 200 OK\nContent-Length: 5\r\n\r\nhello');
    expect(pageOf(exchange)).toContain('✓ 200 OK   accepted');
    expect(pageOf(exchange)).toMatch(/✗ At byte 15 of the response, a line ends with LF alone\. /);
  });

  it('shows the head of an answer that contradicts itself', () => {
    const exchange = answered('HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello');
    const [outcome] = rowsOf(exchange).slice(4);
    expect(outcome?.trim()).toBe('✗ The response has 2 Content-Lengths: 5 and 6.');
    expect(rowOf(exchange, 'body')).toContain('the head does not say where the body ends');
  });

  it('lets no byte of the answer be anything but visible', () => {
    const nasty = '\u001b]52;c;aGk=\u0007\u009b31m\u0000';
    const exchange = answered(
      `HTTP/1.1 200 ${nasty}\r\nA: x${nasty.slice(0, -1)}\r\nContent-Length: 5\r\n\r\n${nasty}`,
    );
    expect(pageOf(exchange)).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]*$/);
    const chunked = answered(`${CHUNKED}2\r\n\u001b[\r\n0\r\nB: \u009b2J\r\n\r\n`);
    expect(pageOf(chunked)).toMatch(/^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f]*$/);
  });

  it('does not list more pieces than a row can hold', () => {
    const { received } = answered('');
    const pieces = Array.from({ length: 1000 }, (_, at) => ({ milliseconds: at, length: 1 }));
    const exchange = answered('', { received: { ...received, pieces } });
    expect(rowOf(exchange, 'arrived as')).toMatch(/ 1 byte at 19\.0 ms, and 980 more$/);
  });
});

describe('TLS on the page', () => {
  const tls: TlsFacts = {
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    certificate: {
      subject: 'CN=example.com\u001b[2J',
      issuer: 'CN=Authority',
      validFrom: 'May 24 00:00:00 2013 GMT',
      validTo: 'May 24 00:00:00 2014 GMT',
      fingerprint256: 'AB:CD',
      alternativeNames: ['DNS:example.com', 'DNS:*.example.com'],
    },
    verification: 'required',
    isVerified: true,
    refusal: null,
  };
  const over = (changes: Partial<TlsFacts>) =>
    answered('HTTP/1.1 204 No Content\r\n\r\n', { tls: { ...tls, ...changes } });

  it('is not there on a plain connection', () => {
    expect(rowsOf(over({}))).toContainEqual(expect.stringMatching(/^\s*TLS agreed /));
    expect(pageOf(answered('HTTP/1.1 204 No Content\r\n\r\n'))).not.toContain('TLS');
  });

  it('has version, cipher and certificate, in visible characters', () => {
    const exchange = over({});
    expect(rowOf(exchange, 'version')).toMatch(/ TLSv1\.3$/);
    expect(rowOf(exchange, 'cipher')).toMatch(/ TLS_AES_256_GCM_SHA384$/);
    expect(rowOf(exchange, 'certificate')).toMatch(/ CN=example\.com\\x1b\[2J$/);
    expect(rowOf(exchange, 'for')).toMatch(/ DNS:example\.com, DNS:\*\.example\.com$/);
    expect(rowOf(exchange, 'issued by')).toMatch(/ CN=Authority$/);
    expect(rowOf(exchange, 'valid')).toMatch(/ from May 24 00:00:00 2013 GMT to May 24 00:00:00 2014 GMT$/);
    expect(rowOf(exchange, 'verified')).toMatch(/ ✓ /);
    expect(pageOf(exchange)).not.toContain('NOT VERIFIED');
  });

  it.each([
    ['is self-signed', 'it is self-signed'],
    [null, 'it would have passed'],
  ])('says loudly that the certificate was not verified: %s', (refusal, why) => {
    const exchange = over({ verification: 'skipped', isVerified: false, refusal });
    const page = makePage(exchange);
    expect(page.main.length).toBeLessThanOrEqual(4);
    expect(page.main.at(-1)?.runs).toMatchObject([
      { meaning: 'differs', text: expect.stringContaining('NOT VERIFIED') },
    ]);
    expect(rowOf(exchange, 'verified')).toContain(`✗ NOT VERIFIED, as requested: ${why}`);
  });

  it('says why a certificate was refused', () => {
    const exchange = over({ isVerified: false, refusal: 'is self-signed' });
    expect(rowOf(exchange, 'verified')).toMatch(/ ✗ refused: it is self-signed$/);
  });
});

describe('the page of an answer that is not there', () => {
  const unanswered = (delivery: WalkFacts['delivery']) =>
    rowsOfParts(
      pageParts(page({ exchange: null, delivery, destination }), { width: 200, height: 24 }, () => null),
      {},
    )
      .map(({ glyphs }) => glyphs.map(({ text }) => text).join(''))
      .join('\n');

  it('asks for enter only where enter sends, on a screen', () => {
    expect(unanswered('ready')).toContain('Press Enter to send the request.');
    expect(plainPage(page({ exchange: null, delivery: 'ready', destination }), 8, 8)).not.toMatch(/enter/);
    for (const delivery of ['under-way', 'held'] as const) expect(unanswered(delivery)).not.toContain('ress enter');
    expect(unanswered('under-way')).not.toContain('This request has not been sent');
  });
});
