/** The suspects of a refused request: their order, their likelihoods, their signs, and what is ruled out. */
import { describe, expect, it } from 'vitest';
import { type Octets, octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { urlPathChanged } from '../../src/causes/path/path-shape.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { type Diagnosis, diagnose } from '../../src/diagnosis/diagnosis.ts';
import { shownDiagnosis } from '../../src/diagnosis/shown-diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { plainBlocks } from '../../src/outputs/plain/plain-text.ts';
import { findCauses } from '../../src/search/find-causes.ts';
import { type Sides, sidesOf } from '../../src/sides/sides.ts';
import { type Answers, NO_ANSWERS } from '../../src/suspects/questions.ts';
import { suspectsOf } from '../../src/suspects/suspects.ts';
import { diagnosisReport, diagnosisView } from '../../src/views/diagnosis/diagnosis-view.ts';
import { diagnosisJson } from '../../src/views/documents/diagnosis-document.ts';
import { named } from '../support/sources.ts';

function diagnosed(text: string, answers: Answers = NO_ANSWERS): Diagnosis {
  const evidence = readEvidence([{ octets: octetsFromText(text), by: named('paste') }]);
  if (isProblem(evidence)) throw new Error(evidence.says);
  return diagnose(evidence, () => null, { answers });
}

const jsonOf = (text: string, answers?: Answers) => diagnosisJson(shownDiagnosis(diagnosed(text, answers)));
const firstThree = (text: string, answers?: Answers) =>
  diagnosed(text, answers)
    .findings.slice(0, 3)
    .map(({ cause }) => cause.id);

const MISMATCH =
  '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message></Error>';

const request = (
  target: string,
  { host = 'examplebucket.s3.amazonaws.com', signed = 'host;x-amz-content-sha256;x-amz-date', more = '' } = {},
) =>
  `GET ${target} HTTP/1.1
Host: ${host}
${more}x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
x-amz-date: 20130524T000000Z
Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=${signed}, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024

`;

describe('the first suspect hangs on what is unusual', () => {
  it.each([
    ['@ in the key', request('/a@b.txt'), 'path-reserved-not-encoded', 'reserved-in-path', '@'],
    [
      'the default port',
      request('/a.txt', { host: 'examplebucket.s3.amazonaws.com:443' }),
      'host-default-port-signed',
      'default-port-in-host',
      'examplebucket.s3.amazonaws.com:443',
    ],
    ['a slash in a query value', request('/?prefix=a/b'), 'query-reserved-not-encoded', 'slash-in-query-value', '/'],
    [
      'a signed Content-Length',
      request('/a.txt', { signed: 'content-length;host;x-amz-content-sha256;x-amz-date', more: 'Content-Length: 0\n' }),
      'content-length-signed',
      'content-length-signed',
      'content-length',
    ],
    ['a segment that follows itself', request('/photos/photos/a.txt'), 'bucket-twice', 'repeated-segment', 'photos'],
  ])('%s', (_, text, cause, sign, quote) => {
    const { findings } = diagnosed(`${MISMATCH}\n\n${text}`);
    expect(findings.slice(0, 3).map((finding) => finding.cause.id)).toContain(cause);
    const suspect = findings.find((finding) => finding.cause.id === cause);
    expect(suspect?.certainty).toEqual({ kind: 'possible' });
    expect(suspect?.suspected?.signs).toContainEqual({ id: sign, quote });
  });

  it('nothing unusual: the secret', () => {
    expect(firstThree(`${MISMATCH}\n\n${request('/a.txt')}`)[0]).toBe('wrong-secret');
  });
});

it.each([
  ['the hash of a whole body', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', true],
  ['chunks', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', false],
])('rules out chunks by what the client sent as its hash: %s', (_, sent, isRuledOut) => {
  const quoted = `GET\n/a.txt\n\nhost:127.0.0.1:9000\nx-amz-content-sha256:${sent}\nx-amz-date:20130524T000000Z\n\nhost;x-amz-content-sha256;x-amz-date\n${sent}`;
  const { ruledOut } = jsonOf(MISMATCH.replace('</Error>', `<CanonicalRequest>${quoted}</CanonicalRequest></Error>`));
  const ids = ruledOut.filter(({ by }) => by === 'other-form').map(({ id }) => id);
  expect(ids.includes('unsigned-trailer-unsupported')).toBe(isRuledOut);
  expect(ids.includes('aws-chunked-framing')).toBe(isRuledOut);
});

/** AWS's example (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html), for another file. */
const EDITED_URL =
  'https://examplebucket.s3.amazonaws.com/test2.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404';

describe('a presigned URL that was edited', () => {
  const suspects = (secret: string | null) => {
    const evidence = readEvidence([{ octets: octetsFromText(EDITED_URL), by: named('paste') }]);
    if (isProblem(evidence)) throw new Error(evidence.says);
    const sides = sidesOf(evidence, () => secret as Octets | null);
    const found = CAUSES.filter(({ suspects }) => suspects?.(sides)).map(({ id }) => id);
    return { sides, ranked: suspectsOf(sides, findCausesSuspected(sides), NO_ANSWERS), found };
  };
  /** Finds only what is suspected: the search for two mistakes at once takes seconds. */
  const findCausesSuspected = (sides: Sides) => findCauses(sides, [urlPathChanged]);

  it('suspects the change before the secret, because AWS publishes the secret of its key ID', () => {
    const { ranked, found } = suspects('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
    expect(found).toContain('url-path-changed');
    const ids = [...(ranked?.inquiry.likelihoods.keys() ?? [])];
    expect(ids[0]).toBe('url-path-changed');
    expect(ids.indexOf('wrong-secret')).toBeGreaterThan(0);
  });

  it('suspects the secret first if it is not the published one', () => {
    const { ranked, found } = suspects(null);
    expect(found).not.toContain('url-path-changed');
    expect(ranked?.findings[0]?.cause.id).toBe('wrong-secret');
  });

  it('suspects no session token, because the URL has none', () => {
    const { ranked } = suspects(null);
    expect(ranked?.ruledOut).toContainEqual({ id: 'session-token-invalid', by: 'no-token' });
  });

  it.each(['accept-encoding-rewritten', 'content-length-signed', 'expect-signed', 'signed-header-never-sent'])(
    'rules out %s, because SignedHeaders has only host',
    (id) => {
      const { ranked } = suspects('wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY');
      expect(ranked?.ruledOut).toContainEqual({ id, by: 'not-signed' });
      expect(ranked?.findings.map(({ cause }) => cause.id)).not.toContain(id);
    },
  );

  it('says that something else is likely, and asks for no new key', () => {
    const shown = shownDiagnosis(diagnosed(EDITED_URL));
    const text = plainBlocks(diagnosisReport(shown), 80);
    expect(text).toMatch(/Something else: about [5-9]\d%\./);
    for (const { text: first } of [diagnosisView(shown).verdict, diagnosisView(shown).title])
      expect(first).toMatch(/No known mistake is likely\. Something else: about/);
    expect(text).not.toContain('Create a new access key and try it');
  });
});

describe('a command that is not signed', () => {
  const TARGET = 'http://127.0.0.1:9000/examplebucket/test.txt';
  it.each([
    ['no signature', `curl ${TARGET}`, 'request-not-signed'],
    ['a name and a password', `curl --user AKIAIOSFODNN7EXAMPLE:password ${TARGET}`, 'foreign-authorization-scheme'],
    ['a token', `curl -H 'Authorization: Bearer abc' ${TARGET}`, 'foreign-authorization-scheme'],
  ])('is told by itself, with what signs it: %s', (_, command, id) => {
    const { findings } = diagnosed(command);
    expect(findings.map(({ cause, certainty }) => [cause.id, certainty.kind])).toEqual([[id, 'explains']]);
    expect(findings[0]?.lines.map(({ line }) => line)).toEqual(['--aws-sigv4 "aws:amz:REGION:s3" --user "KEY:SECRET"']);
  });
  it('is not one that curl signs when it sends it', () => {
    const command = `curl --aws-sigv4 aws:amz:us-east-1:s3 --user AKIAIOSFODNN7EXAMPLE:password ${TARGET}`;
    const ids = diagnosed(command).findings.map(({ cause }) => cause.id);
    expect(ids).not.toContain('request-not-signed');
    expect(ids).not.toContain('foreign-authorization-scheme');
  });
  it('is malformed, and not of another scheme, if a signature comes after its name', () => {
    const parts = `Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
    const { findings } = diagnosed(`curl -H 'Authorization: Basic ${parts}' ${TARGET}`);
    expect(findings.map(({ cause }) => cause.id)).toEqual(['authorization-header-malformed']);
  });
  it('explains a server that did not find the algorithm', () => {
    const refused =
      '<Error><Code>InvalidArgument</Code><Message>Unsupported Authorization Type</Message><ArgumentName>Authorization</ArgumentName></Error>';
    const { findings } = diagnosed(`curl --user AKIAIOSFODNN7EXAMPLE:password ${TARGET}\n\n${refused}`);
    expect(findings[0]?.cause.id).toBe('foreign-authorization-scheme');
  });
});

describe('a request without a signature', () => {
  const refusedAs = (code: string, message: string) =>
    `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  const UNSIGNED = 'GET /a.txt HTTP/1.1\nHost: examplebucket.s3.amazonaws.com\n';
  const DENIED = refusedAs('AccessDenied', 'Access Denied');

  it('is the first cause of a denial that gives no reason', () => {
    const { notSignature, findings } = diagnosed(`${UNSIGNED}\n${DENIED}`);
    expect(notSignature).toBeNull();
    expect(findings.map(({ cause, certainty }) => [cause.id, certainty.kind])).toEqual([
      ['request-not-signed', 'explains'],
    ]);
    expect(findings[0]?.says).toMatch(/^The request is not signed/);
    expect(findings[0]?.fix).toMatch(/^Sign it/);
  });

  it('is not the cause of a denial by a policy', () => {
    const by = refusedAs('AccessDenied', 'User: anonymous is not authorized to perform: s3:GetObject');
    const { notSignature, findings } = diagnosed(`${UNSIGNED}\n${by}`);
    expect([notSignature?.id, findings]).toEqual(['policy', []]);
  });

  it('may have lost it if it has the date of a signer', () => {
    const dated = `${UNSIGNED}x-amz-date: 20130524T000000Z\n\n${DENIED}`;
    expect(diagnosed(dated).findings[0]).toMatchObject({
      cause: { id: 'request-not-signed' },
      certainty: { kind: 'possible' },
    });
  });
});
