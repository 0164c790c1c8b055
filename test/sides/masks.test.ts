/** A value that somebody masked in one text and left in the other is no difference between them. */
import { describe, expect, it } from 'vitest';
import type { Octets } from '../../src/bytes/octets.ts';
import { isMasked } from '../../src/evidence/shapes.ts';
import { sidesOf } from '../../src/sides/sides.ts';
import { evidenceIn, hexBytes, toSign } from '../evidence/answers.ts';
import { diagnosed, logOf, mismatch } from '../support/evidence/pasted-failure.ts';
import { KEY_ID, ordered } from '../support/sandbox/sandbox-client.ts';

const TOKEN = 'IQoJb3JpZ2luX2VjEMade1UpForThisTest';
const { canonicalRequest, request } = ordered({ headers: [['x-amz-security-token', TOKEN]] });
const ANSWER = mismatch({ canonicalRequest, stringToSign: toSign(canonicalRequest) });

describe.each(['*****', '<bucket>'])('a bucket in the path that is %s', (mask) => {
  const signed = ordered({ path: '/acme-media/a.txt' }).canonicalRequest;
  const answer = mismatch({ canonicalRequest: signed, stringToSign: toSign(signed) });

  it('is the one that the server quotes', () => {
    const text = signed.replace('/acme-media/', `/${mask}/`);
    const log = logOf({ canonicalRequest: text, stringToSign: '', signature: '' }, ['canonicalRequest']);
    expect(sidesOf(evidenceIn(answer, log), () => null).client.canonicalRequest).toBe(signed as Octets);
  });
});

describe.each(['********', 'xxxxxxxxxxxxxxxx', '<my token>'])('a token that is %s', (mask) => {
  const log = logOf({ canonicalRequest, stringToSign: toSign(canonicalRequest), signature: 'a'.repeat(64) });

  it('in the text of the client is the one that the server quotes', () => {
    const sides = sidesOf(evidenceIn(ANSWER, log.replace(TOKEN, mask)), () => null);
    expect(sides.client.canonicalRequest).toBe(canonicalRequest as Octets);
  });

  it('in the text of the server is the one that the client signed', () => {
    const sides = sidesOf(evidenceIn(ANSWER.replace(TOKEN, mask.replace('<', '&lt;')), log), () => null);
    expect(sides.server.canonicalRequest).toBe(canonicalRequest as Octets);
  });

  it('in the request was not changed in transit', () => {
    const findings = diagnosed([ANSWER, request.replace(TOKEN, mask)])?.findings ?? [];
    expect(findings.filter(({ certainty }) => certainty.kind !== 'possible')).toEqual([]);
  });
});

describe('a part of a value that is masked', () => {
  const answerTo = (text: string) => mismatch({ canonicalRequest: text, stringToSign: toSign(text) });

  it.each(['AKIA****************', '********', 'AKIAxxxxxxxxxxxxxxxx'])('is the other one’s in a query: %s', (mask) => {
    const query = 'X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524';
    const signed = canonicalRequest.replace(/\n\n/, `\n${query}\n`);
    const log = logOf({ canonicalRequest: signed, stringToSign: '', signature: '' }, ['canonicalRequest']);
    const masked = log.replace('AKIAIOSFODNN7EXAMPLE', mask);
    expect(sidesOf(evidenceIn(answerTo(signed), masked), () => null).client.canonicalRequest).toBe(signed as Octets);
  });
});

describe.each(['my-bucket', '*****', 'BUCKET'])(
  'a bucket that is called %s in each text, but not in the bytes',
  (mask) => {
    const signed = ordered({ host: 'acme-media.s3.amazonaws.com', path: '/acme-media/a.txt' });
    const masked = (text: string) => text.replaceAll('acme-media', mask);
    const answer = masked(mismatch({ ...signed, stringToSign: toSign(signed.canonicalRequest) })).replace(
      '</Error>',
      `<CanonicalRequestBytes>${hexBytes(signed.canonicalRequest)}</CanonicalRequestBytes></Error>`,
    );
    const logged = (text: string, stringToSign = '') =>
      masked(logOf({ canonicalRequest: text, stringToSign, signature: '' }, ['canonicalRequest', 'stringToSign']));

    it('is the one in the bytes wherever it is masked', () => {
      const sides = sidesOf(evidenceIn(answer, logged(signed.canonicalRequest), masked(signed.request)), () => null);
      expect(sides.client.canonicalRequest).toBe(signed.canonicalRequest as Octets);
      expect(sides.sent?.draft.headers.find(({ name }) => name === 'host')?.value).toBe('acme-media.s3.amazonaws.com');
    });

    it('is no difference beside one, and none is proved by it', () => {
      const client = signed.canonicalRequest.replace('/a.txt', '/a.txt/');
      const pastes = [answer, logged(client, toSign(client))];
      for (const paste of [pastes, [pastes.join('\n').replace(/^/gm, '> ')]]) {
        const [first] = diagnosed(paste)?.findings ?? [];
        expect(first?.cause.id).toBe('trailing-slash');
        expect(first?.changes.map(({ value }) => value)).toEqual(['canonical-uri']);
      }
    });

    it('stays where a hash proves that it was signed', () => {
      const text = masked(signed.canonicalRequest);
      const sides = sidesOf(evidenceIn(answer, logged(text, toSign(text))), () => null);
      expect(sides.client.canonicalRequest).toBe(text as Octets);
    });
  },
);

describe.each(['XXXX', 'REDACTED', 's3'])('a word that is more than one value in the bytes: %s', (mask) => {
  it('restores none of them', () => {
    const values = mask === 's3' ? ['acme-media'] : ['acme-media', 'reports'];
    const signed = ordered({ path: '/acme-media/reports/s3/a.txt' }).canonicalRequest;
    const masked = (text: string) => values.reduce((shown, value) => shown.replaceAll(value, mask), text);
    const answer = mismatch({ canonicalRequest: masked(signed), stringToSign: toSign(signed) }).replace(
      '</Error>',
      `<CanonicalRequestBytes>${hexBytes(signed)}</CanonicalRequestBytes></Error>`,
    );
    const log = (text: string) =>
      logOf({ canonicalRequest: text, stringToSign: '', signature: '' }, ['canonicalRequest']);
    const other = signed.replace('/acme-media/reports/s3/a.txt', `/${mask}/b.txt`);
    expect(sidesOf(evidenceIn(answer, log(other)), () => null).client.canonicalRequest).toBe(other as Octets);
  });
});

describe('a request and a log with the same mask, beside the secret', () => {
  const SECRET = 'made/up+for-this-test';
  const made = ordered({ headers: [['x-amz-security-token', TOKEN]], secret: `${SECRET}\n` });
  const texts = { ...made, stringToSign: toSign(made.canonicalRequest) };
  const masked = (text: string) => text.replaceAll(TOKEN, '********').replaceAll(KEY_ID, 'AKIAxxxxxxxxxxxxxxxx');
  const log = masked(logOf(texts, ['canonicalRequest', 'stringToSign']));

  it('have the hash that the client states, so a mistake of the key is proved', () => {
    const [first] = diagnosed([masked(made.request), log], SECRET)?.findings ?? [];
    expect([first?.cause.id, first?.certainty.kind]).toEqual(['secret-whitespace-newline', 'proved']);
  });

  it('do not differ', () => {
    const { server, client } = sidesOf(evidenceIn(masked(made.request), log), () => null);
    expect(server.hash).toBe(client.hash);
  });

  it('show no signature to be wrong if the hash is not known', () => {
    const { rightFor } = sidesOf(evidenceIn(masked(made.request)), () => SECRET as Octets);
    expect(rightFor.request).toBeNull();
  });

  it('are looked up without the access key ID that a mask hides', () => {
    const asked: string[] = [];
    sidesOf(evidenceIn(masked(made.request), log), (keyId) => {
      asked.push(keyId);
      return null;
    });
    expect(asked).toEqual(['']);
  });

  it('have no signature if it is masked', () => {
    const request = made.request.replace(/Signature=\w+/, 'Signature=REDACTED');
    expect(sidesOf(evidenceIn(request, log), () => SECRET as Octets).signature).toBeNull();
  });
});

it('an address or JSON in brackets, and the dashes of a boundary, hide nothing', () => {
  for (const text of ['host:[::1]:9000', 'x-amz-meta-a:{"a":1}', 'content-type:form; boundary=----WebKitForm7MA4'])
    expect(isMasked(text), text).toBe(false);
});

/** What is left of a hash whose other digits somebody hid, or that a terminal cut off. */
const HIDDEN: readonly (readonly [name: string, hide: (hash: string) => string])[] = [
  ['has dots for its end', (hash) => `${hash.slice(0, 10)}...`],
  ['was cut off', (hash) => hash.slice(0, 20)],
  ['has stars for its middle', (hash) => `${hash.slice(0, 6)}********${hash.slice(-4)}`],
  ['is stars', () => '********'],
  ['is a description', () => '<hash>'],
  ['is missing', () => ''],
];

describe.each(HIDDEN)('a hash in a string to sign that %s', (_what, hide) => {
  const string = toSign(canonicalRequest);
  const hash = string.slice(-64);
  const other = string.replace('/us-east-1/', '/eu-west-1/');
  const logged = (text: string) => `what my code signs:\n${text.replace(hash, hide(hash))}\n`;
  const answer = mismatch({ canonicalRequest, stringToSign: string });

  it('hides no difference of another line', () => {
    const [first] = diagnosed([answer, logged(other)])?.findings ?? [];
    expect(first?.cause.id).toBe('wrong-region');
    expect(first?.certainty.kind).not.toBe('possible');
  });

  it('is that of the canonical request beside it', () => {
    const log = `${logOf({ canonicalRequest, stringToSign: '', signature: '' }, ['canonicalRequest'])}\n\n${logged(other)}`;
    expect(sidesOf(evidenceIn(log), () => null).client.stringToSign).toBe(other as Octets);
  });

  it('proves no mistake in the canonical request beside it', () => {
    const right = ordered({ path: '/a%2Fb' }).canonicalRequest;
    const wrong = right.replace('%252F', '%2f').replace('%2F', '%2f');
    const quoting = mismatch({ canonicalRequest: right, stringToSign: toSign(right) });
    const log = `${logOf({ canonicalRequest: wrong, stringToSign: '', signature: '' }, ['canonicalRequest'])}\n\n${logged(toSign(wrong))}`;
    const findings =
      diagnosed([quoting, log.replace(toSign(wrong).slice(-64), hide(toSign(wrong).slice(-64)))])?.findings ?? [];
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter(({ certainty }) => certainty.kind === 'proved').map(({ cause }) => cause.id)).toEqual([]);
  });

  it('is no difference', () => {
    const sure = (diagnosed([answer, logged(string)])?.findings ?? []).filter(
      ({ certainty }) => certainty.kind !== 'possible',
    );
    expect(sure.map(({ cause }) => cause.id)).toEqual([]);
  });
});

it('keeps a hash of which other digits are left', () => {
  const string = toSign(canonicalRequest);
  const text = string.replace(/[0-9a-f]{64}$/, '0123456789...');
  const sides = sidesOf(
    evidenceIn(mismatch({ canonicalRequest, stringToSign: string }), `mine:\n${text}\n`),
    () => null,
  );
  expect(sides.client.stringToSign).toBe(text as Octets);
  expect(sides.client.hash).toBeNull();
});

it('proves nothing by the hash of a text in which a name was replaced, as in the request', () => {
  const made = ordered({ path: '/acme-media/a.txt', query: [['prefix', 'a b']] });
  const log = logOf({ ...made, stringToSign: toSign(made.canonicalRequest), signature: 'a'.repeat(64) });
  const paste = [mismatch(), made.request, log].map((text) =>
    text.replaceAll('acme-media', 'my-bucket').replaceAll(KEY_ID, 'REDACTED'),
  );
  const sure = (diagnosed(paste)?.findings ?? []).filter(({ certainty }) => certainty.kind !== 'possible');
  expect(sure.map(({ cause }) => cause.id)).toEqual([]);
});
