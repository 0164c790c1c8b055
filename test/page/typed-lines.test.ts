/** What a reader types in the page of a diagnosis: with the server's lines both texts are the same, and nothing else is said to be. */
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import { lineField, SECRET_FIELD, sealsMarkup, typingMarkup } from '../../src/outputs/html/diagnosis/typed-markup.ts';
import { typedView } from '../../src/views/diagnosis/trial/typed-lines.ts';
import { serverLines, toTypeIn } from '../support/page/lines-to-type.ts';
import { MARKED } from '../support/trace/secret-search.ts';

const { secretAccessKey: SECRET } = S3_EXAMPLE_KEY;

const clientOf = ({ comparison: { results } }: ReturnType<typeof typedView>) =>
  results.map(({ values: { client } }) => client.text);

/** Computes the hash and the signature of a canonical request with Node.js alone, in the scope of AWS's examples. */
function signedByNode(canonicalRequest: string, timestamp: string, scope: string): [hash: string, signature: string] {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const hash = createHash('sha256').update(canonicalRequest).digest('hex');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
  return [hash, hmac(key, `AWS4-HMAC-SHA256\n${timestamp}\n${scope}\n${hash}`).toString('hex')];
}

const canonical = (path: string, header = 'x-amz-meta-note:one two') =>
  `GET\n${path}\n\nhost:examplebucket.s3.amazonaws.com\n${header}\n\nhost;${header.split(':')[0]}\nUNSIGNED-PAYLOAD`;
const [TIMESTAMP, SCOPE] = ['20130524T000000Z', '20130524/us-east-1/s3/aws4_request'];
const answerTo = (text: string) =>
  `<Error><Code>SignatureDoesNotMatch</Code><AWSAccessKeyId>AKIAIOSFODNN7EXAMPLE</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256\n${TIMESTAMP}\n${SCOPE}\n${signedByNode(text, TIMESTAMP, SCOPE)[0]}</StringToSign><CanonicalRequest>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</CanonicalRequest></Error>`;
const both = (server: string, client: string) => toTypeIn([answerTo(server), `CanonicalRequest:\n${client}\n`]);

describe('the lines of a client that a reader types', () => {
  it('give the hash and the signature that Node.js computes of the text as it is typed', async () => {
    const toType = await both(canonical('/a%20b'), canonical('/a b'));
    expect(toType?.lines).toEqual([{ at: 1, name: 'Line 2', text: '/a b', isAlone: false }]);
    if (!toType) return;
    for (const path of ['/a b', '/a+b', '/a%20b', '/é']) {
      const view = typedView(toType, new Map([[1, path]]), SECRET);
      expect(clientOf(view)).toEqual(signedByNode(canonical(path), TIMESTAMP, SCOPE));
      expect(view.isSame).toBe(path === '/a%20b');
    }
    const [, unknown] = clientOf(typedView(toType, new Map(), ''));
    expect(unknown).toMatch(/^not known without the secret/);
  });

  it('say one thing of texts that are the same: the signature is not known, is the same, or is made with another secret', async () => {
    const read = (name: string) => readFileSync(`fixtures/failures/${name}.txt`, 'utf8');
    const known = await toTypeIn([read('refused-answer'), read('client-log')]);
    const unsigned = await both(canonical('/a%20b'), canonical('/a b'));
    if (!known || !unsigned) throw new Error('Nothing can be typed.');
    const signatureWith = (secret: string, toType = known) => {
      const { isSame, says, comparison } = typedView(toType, serverLines(toType), secret);
      expect(isSame).toBe(true);
      const { standing, follows, captions } = comparison.results.at(-1) ?? {};
      return { says: says.slice(0, says.indexOf('.')), standing, follows, caption: captions?.client };
    };
    for (const unknown of [signatureWith(''), signatureWith('', unsigned)])
      expect(unknown).toEqual({
        says: '✓ Both texts are the same',
        standing: 'unknown',
        follows: '',
        caption: '',
      });
    // What the server computes is not known without the request's signature, so nothing is said of the secret.
    expect(signatureWith(SECRET, unsigned)).toMatchObject({ standing: 'unknown', follows: '' });
    expect(signatureWith(SECRET)).toMatchObject({
      says: '✓ Both texts are the same, and so are both signatures',
      standing: 'same',
      follows: '',
    });
    expect(signatureWith('MadeUpSecretThatNobodyHas/ForThisTest+EX')).toEqual({
      says: '✗ Both texts are the same, but this is not the secret that the server knows: it gives another signature',
      standing: 'differs',
      follows: 'another secret access key',
      caption: 'comes out here',
    });
  });

  it('are added if only the server has them, and left out if they are empty', async () => {
    const client = canonical('/a').replace('x-amz-meta-note:one two\n', '');
    const missing = await both(canonical('/a'), client);
    if (!missing) throw new Error('Nothing can be typed.');
    expect(missing.lines.map(({ isAlone }) => isAlone)).toContain(true);
    expect(typedView(missing, serverLines(missing), '').isSame).toBe(true);
    const more = await both(client, canonical('/a'));
    if (!more) throw new Error('Nothing can be typed.');
    expect(typedView(more, serverLines(more), '').isSame).toBe(true);
    expect(typedView(more, new Map(), '').isSame).toBe(false);
  });

  it('are not offered where a line that differs has a secret, or what no keyboard has', async () => {
    const token = (text: string) => canonical('/a', `x-amz-security-token:${text}`);
    expect(await both(token(MARKED.token), token('another'))).toBeNull();
    expect(await both(canonical('/a\u200bb'), canonical('/ab'))).toBeNull();
    expect((await both(canonical('/ab'), canonical('/a\u200bb')))?.lines[0]?.text).toBe('/a\\u{200b}b');
    expect(await both(canonical('/a'), canonical('/a'))).toBeNull();
  });

  it('have a field each, and the secret has one that shows nothing, if it gives a signature', async () => {
    const read = (name: string) => readFileSync(`fixtures/failures/${name}.txt`, 'utf8');
    const toType = await toTypeIn([read('refused-answer'), read('client-log')]);
    if (!toType) throw new Error('Nothing can be typed.');
    const { markup } = typingMarkup(toType);
    for (const { at } of toType.lines) expect(markup).toContain(`id="${lineField(at)}" type="text"`);
    expect(markup).toContain(`id="${SECRET_FIELD}" type="password" value=""`);
    expect(typingMarkup({ ...toType, canBeSigned: false }).markup).not.toContain(SECRET_FIELD);
  });

  it('have two seals, and the bits that differ until both texts are the same', async () => {
    const toType = await both(canonical('/a%20b'), canonical('/a b'));
    if (!toType) throw new Error('Nothing can be typed.');
    const seals = (typed: ReadonlyMap<number, string>) => sealsMarkup(typedView(toType, typed, ''))?.markup ?? '';
    const [differing, same] = [seals(new Map()), seals(serverLines(toType))];
    for (const markup of [differing, same])
      expect(markup.match(/the server: hash of the canonical request|the client, as typed/g)).toHaveLength(2);
    expect(differing).toContain('of 256 bits differ');
    expect(same).not.toContain('bits differ');
    expect(sealsMarkup({ ...typedView(toType, new Map(), ''), sealed: null })).toBeNull();
  });

  it('give no hash where a secret is masked in another line', async () => {
    const path = (text: string) => canonical(text, `x-amz-security-token:${MARKED.token}`);
    const toType = await both(path('/a%20b'), path('/a b'));
    if (!toType) throw new Error('Nothing can be typed.');
    expect(JSON.stringify(toType)).not.toContain(MARKED.token);
    const { isSame, comparison, sealed } = typedView(toType, serverLines(toType), SECRET);
    expect(isSame).toBe(true);
    expect(comparison.results.some(({ values }) => values.client.isKnown)).toBe(false);
    expect(sealed).toBeNull();
  });
});
