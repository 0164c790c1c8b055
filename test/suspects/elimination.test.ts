/** What both sides show equal, and what a request cannot have, is no suspect. */
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { S3_EXAMPLE_KEY } from '../../src/aws/example-keys.ts';
import type { Cause } from '../../src/causes/cause.ts';
import { isOfKey } from '../../src/causes/stages.ts';
import { CAUSES } from '../../src/causes/table.ts';
import { COUNTS } from '../../src/suspects/counts.ts';
import { likelihoodsOf } from '../../src/suspects/likelihood.ts';
import { observe } from '../../src/suspects/observation.ts';
import { nextInWords } from '../../src/views/diagnosis/suspect-words.ts';
import { GET_OBJECT, toSign } from '../evidence/answers.ts';
import { diagnosed, diagnosedSoon, logOf, mismatch } from '../support/evidence/pasted-failure.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

const quoted = (canonicalRequest: string) => mismatch({ canonicalRequest, stringToSign: toSign(canonicalRequest) });
const suspectsOf = (...pieces: readonly string[]) => diagnosed(pieces)?.findings.map(({ cause }) => cause.id) ?? [];
const likelihoods = (...pieces: readonly string[]) => [...(diagnosed(pieces)?.suspects?.inquiry.likelihoods ?? [])];

/** A canonical request that signs Host and the headers that S3 requires, and no other. */
const PLAIN = GET_OBJECT.replace(/\nrange:[^\n]*/, '').replace(';range;', ';');

describe('a header that is not in the quoted list', () => {
  const about = CAUSES.filter(
    ({ isAbout }) => isAbout && !['host', 'x-amz-date', 'x-amz-content-sha256'].some(isAbout),
  );
  it.each(about.map(({ id }) => id))('rules out %s, also if the client is unknown', (id) => {
    expect(likelihoods(quoted(PLAIN)).map(([cause]) => cause)).not.toContain(id);
  });
  it('is said of at least six causes', () => expect(about.length).toBeGreaterThan(5));
});

describe('a request that arrived as it was sent, although it was signed for another method', () => {
  const order = { host: 's3.corp.example', keyId: 'AKIAQ3EGHV7T2KLMN5PR' };
  const bytes = (text: string) => Buffer.from(text).toString('hex').match(/../g)?.join(' ');
  const refused = (more: Parameters<typeof ordered>[0] = {}) => {
    const { request } = ordered({ ...order, ...more });
    const { canonicalRequest, stringToSign } = ordered({ ...order, ...more, method: 'PUT' });
    const all = `<StringToSignBytes>${bytes(stringToSign)}</StringToSignBytes></Error>`;
    const answer = mismatch({ canonicalRequest, stringToSign }).replace('</Error>', all);
    return [answer, request.replace(/^GET/, 'PUT')] as const;
  };

  it('was not changed by a proxy, and its method is a suspect', () => {
    const { findings = [], suspects = null, verdict = null } = diagnosed(refused()) ?? {};
    expect(verdict?.id).toBe('arrived-as-sent');
    expect(findings.map(({ cause }) => cause.id)).toContain('method-mismatch');
    expect(suspects?.ruledOut).toContainEqual({ id: 'host-rewritten-by-proxy', by: 'arrived-as-sent' });
  });

  it('was not changed by a proxy either if its headers suggest one', () => {
    const forwarded = refused({ host: 'minio.internal', headers: [['x-forwarded-host', 's3.corp.example']] });
    expect(suspectsOf(...forwarded)).not.toContain('host-rewritten-by-proxy');
  });

  it('may have been changed if it is printed as it arrived', () => {
    const [answer, request] = refused();
    const logged = request.replace(/^(.*?) HTTP\/1\.1/, '$1');
    expect(diagnosed([answer, logged])?.verdict?.id).not.toBe('arrived-as-sent');
  });
});

describe('a mistake in the key alone', () => {
  const log = `CanonicalRequest:\n${PLAIN}\nStringToSign:\n${toSign(PLAIN)}\n`;
  it.each(['wrong-region', 'wrong-service', 'signing-key-not-binary'])(
    '%s stays possible if both texts are equal',
    (id) => {
      expect(likelihoods(quoted(PLAIN), log).map(([cause]) => cause)).toContain(id);
    },
  );
  it('leaves nothing of the text a suspect', () => {
    const stages = new Set(['credentials', 'credential-scope', 'signing-key', 'authorization']);
    const ids = new Set(likelihoods(quoted(PLAIN), log).map(([cause]) => cause));
    // The newlines of this cause can be in the data of the HMACs of the key too.
    const left = ['crlf-or-extra-newline'];
    expect(CAUSES.filter(({ id, stage }) => ids.has(id) && !stages.has(stage)).map(({ id }) => id)).toEqual(left);
    const sides = diagnosed([quoted(PLAIN), log])?.sides;
    expect(sides && observe(sides, CAUSES, new Set()).doubted.get('crlf-or-extra-newline')).toBe('only-the-key');
  });
});

describe('a mistake that a server would name', () => {
  const AT = { AWS: PLAIN, MinIO: PLAIN.replace(/host:[^\n]*/, 'host:minio.example.com:9000') };
  it.each(
    Object.entries(AT).flatMap(([at, text]) =>
      ['wrong-region', 'wrong-service', 'scope-date-differs'].map((id) => [id, at, text] as const),
    ),
  )('%s stays possible at %s, because no server sees the scope of the key alone', (id, _, text) => {
    for (const answer of [quoted(text), `${mismatch()}\n\nhttps://examplebucket.s3.amazonaws.com/test.txt`])
      expect(likelihoods(answer).map(([cause]) => cause)).toContain(id);
  });

  it('is less likely than if the server does not name it', () => {
    const [atAws, elsewhere] = Object.values(AT).map(
      (text) => new Map(likelihoods(quoted(text))).get('wrong-region') ?? 0,
    );
    expect(atAws).toBeLessThan((elsewhere ?? 0) / 2);
    const sides = diagnosed([quoted(PLAIN)])?.sides;
    expect(sides && observe(sides, CAUSES, new Set()).doubted.get('wrong-region')).toBe('server-says-so');
  });

  it('is ruled out if no form of it is left', () => {
    const ruledOut = diagnosed([quoted(PLAIN)])?.suspects?.ruledOut ?? [];
    expect(ruledOut).toContainEqual({ id: 'clock-skew', by: 'server-says-so' });
    expect(ruledOut).toContainEqual({ id: 'unknown-access-key', by: 'server-says-so' });
  });
});

describe('a part that both sides quote alike', () => {
  const server = PLAIN.replace(/host:[^\n]*/, 'host:127.0.0.1:9379')
    .replace('\nx-amz-content', '\ncontent-type:text/plain\nx-amz-content')
    .replace('\nhost;', '\ncontent-type;host;')
    .replace(/(host:[^\n]*)\n(content-type:[^\n]*)/, '$2\n$1');
  const [key, scope] = [S3_EXAMPLE_KEY.secretAccessKey, ['20130524', 'us-east-1', 's3', 'aws4_request']];
  const hmac = (by: string | Buffer, text: string) => createHmac('sha256', by).update(text).digest();
  const logWith = (text: string) => {
    const stringToSign = toSign(text);
    const signature = hmac(scope.reduce<string | Buffer>(hmac, `AWS4${key}`), stringToSign).toString('hex');
    return logOf({ canonicalRequest: text, stringToSign, signature });
  };
  const changed = {
    'x-amz-date': server.replace(/(x-amz-date:\w+)T(\w+)Z/, '$1t$2z'),
    'x-amz-content-sha256': server.replace(/(x-amz-content-sha256:)(\w+)/, '$1$2='),
  };
  it.each(Object.entries(changed))('is of no suspect, and the line of %s comes first', (name, text) => {
    const { findings = [], suspects } = diagnosedSoon([quoted(server), logWith(text)]) ?? {};
    expect(findings[0]).toMatchObject({ cause: { id: 'other-difference' }, says: expect.stringContaining(name) });
    const ruledOut = new Map(suspects?.ruledOut.map(({ id, by }) => [id, by]));
    expect(ruledOut.get('host-rewritten-by-proxy')).toBe('same-on-both-sides');
    expect(ruledOut.get('content-type-added-or-changed')).toBe('same-on-both-sides');
    const left = CAUSES.filter(({ id }) => suspects?.inquiry.likelihoods.has(id));
    expect(left.filter(({ isAbout }) => isAbout && !isAbout(name)).map(({ id }) => id)).toEqual([]);
    const inPath = CAUSES.filter(({ places }) => places.some((place) => place.startsWith('canonical')));
    expect(inPath.length).toBeGreaterThan(20);
    expect(left.filter((cause) => inPath.includes(cause)).map(({ id }) => id)).toEqual([]);
    expect(left.map(({ id }) => id)).toContain('wrong-secret');
  });
  it('leaves no cause of the key if the signature is right for the text of the client', () => {
    const { suspects } = diagnosedSoon([quoted(server), logWith(changed['x-amz-date'])], key) ?? {};
    const left = CAUSES.filter(({ id }) => suspects?.inquiry.likelihoods.has(id));
    expect(left.filter(({ stage }) => stage === 'credentials' || stage === 'signing-key')).toEqual([]);
    expect(suspects?.ruledOut).toContainEqual({ id: 'wrong-secret', by: 'key-right' });
  });
});

describe('text around a request that is known as a whole', () => {
  const request = [
    'GET /test.txt HTTP/1.1',
    'Host: examplebucket.s3.amazonaws.com',
    'x-amz-date: 20130524T000000Z',
    'x-amz-content-sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    `Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${'0'.repeat(64)}`,
    '\n',
  ].join('\n');
  it.each([
    'GET http://169.254.169.254/latest/meta-data/ (no credentials there)',
    'connected to http://localhost:9000/a,b/c(d)/',
    'see https://example.com/docs/page?x=1&y=/2',
  ])('changes no suspect: %s', (line) => {
    expect(suspectsOf(mismatch(), request, line)).toEqual(suspectsOf(mismatch(), request));
  });
});

describe('a mistake that was made again with the secret that AWS publishes, and does not fit', () => {
  const at = PLAIN.replace(/host:[^\n]*/, 'host:127.0.0.1:19011');
  const refused = quoted(at).replace(
    '</Error>',
    `<AWSAccessKeyId>${S3_EXAMPLE_KEY.accessKeyId}</AWSAccessKeyId><SignatureProvided>${'0'.repeat(64)}</SignatureProvided></Error>`,
  );
  const { findings = [], suspects } = diagnosedSoon([refused], S3_EXAMPLE_KEY.secretAccessKey) ?? {};
  it('leaves the secret as the first suspect', () => {
    expect(findings[0]).toMatchObject({ cause: { id: 'wrong-secret' }, certainty: { kind: 'possible' } });
  });
  it('has no sign in the request', () => {
    expect(suspects?.inquiry.likelihoods.has('host-nondefault-port-not-signed')).toBe(true);
    expect(findings.flatMap(({ suspected }) => suspected?.signs ?? [])).toEqual([]);
  });
  it('still has the sign that another host appears, because the request may have been changed in transit', () => {
    const log = "client('http://files.example.com').get_object(Bucket='examplebucket', Key='test.txt')";
    const [first] = diagnosedSoon([`${refused}\n${log}`], S3_EXAMPLE_KEY.secretAccessKey)?.findings ?? [];
    expect(first?.cause.id).toBe('host-rewritten-by-proxy');
    expect(first?.suspected?.signs.map(({ id }) => id)).toEqual(['two-hosts']);
  });
  it('is no suspect if it leaves Host out of the list that the server quotes', () => {
    expect(suspects?.ruledOut.map(({ id }) => id)).toContain('host-not-signed');
  });
});

describe('a cause that is about vendors', () => {
  const isAbout = ({ needs }: Pick<Cause, 'needs'>) => needs.includes('vendor-named');
  const about = CAUSES.filter(isAbout).map(({ id }) => id);
  const idsOf = (...pieces: readonly string[]) => likelihoods(...pieces).map(([id]) => id);
  const refused = [quoted(PLAIN), 'GET /test.txt HTTP/1.1\nHost: examplebucket.s3.amazonaws.com\n\n'];

  it('takes no weight from other causes if no vendor is named', () => {
    expect(idsOf(...refused).filter((id) => about.includes(id))).toEqual([]);
    const sides = diagnosed(refused)?.sides;
    const observation = sides && observe(sides, CAUSES, new Set());
    if (!observation) throw new Error('Nothing was read.');
    const others = CAUSES.filter((cause) => !isAbout(cause));
    expect(likelihoodsOf(observation, CAUSES, COUNTS)).toEqual(likelihoodsOf(observation, others, COUNTS));
  });

  it.each([
    'X-Goog-Date: 20130524T000000Z',
    'x-oss-content-sha256: UNSIGNED-PAYLOAD',
    'Authorization: TOS4-HMAC-SHA256 …',
    'It is a bucket of Alibaba Cloud.',
    'the endpoint is storage.googleapis.com',
  ])('is a suspect beside %s', (line) => {
    expect(idsOf(...refused, line)).toContain('signed-for-another-vendor');
  });
});

describe('the form of a request', () => {
  it('is that of the quoted canonical request: without a signature in its query, it is no presigned URL', () => {
    const presigned = CAUSES.filter(({ needs }) => needs.includes('presigned-url')).map(({ id }) => id);
    const ids = new Set(likelihoods(quoted(PLAIN)).map(([cause]) => cause));
    expect(presigned.filter((id) => ids.has(id))).toEqual([]);
  });
  it('has no chunks if the last line is one hash', () => {
    const chunks = CAUSES.filter(({ needs }) => needs.includes('chunks')).map(({ id }) => id);
    const ids = new Set(likelihoods(quoted(PLAIN)).map(([id]) => id));
    expect(chunks.filter((id) => ids.has(id))).toEqual([]);
  });
});

describe('a request that is known as it was sent', () => {
  const urlOf = (method: string) =>
    `curl -X ${method} 'http://localhost:9000/examplebucket/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=content-type%3Bhost&X-Amz-Signature=${'0'.repeat(64)}' -H 'Content-Type: text/plain;charset=UTF-8'`;
  it('was used with the host that it has, also if that is an internal one', () => {
    const [first] = suspectsOf(mismatch(), urlOf('PUT'));
    expect(first).not.toBe('presigned-internal-host');
  });
  it('sends the header that the URL signs, so its value is suspected', () => {
    expect(suspectsOf(mismatch(), urlOf('PUT')).slice(0, 3)).toContain('content-type-added-or-changed');
  });
  it('has no checksum that its URL does not have', () => {
    const ids = likelihoods(mismatch(), urlOf('PUT')).map(([id]) => id);
    expect(ids).not.toContain('presigned-checksum-of-empty-body');
  });
  it('is hardly wrong if an official client sent it, and it arrived as it was sent', () => {
    const request = PLAIN.split('\n').filter((line) => line.includes(':'));
    const sent = [
      'GET /test.txt HTTP/1.1',
      ...request.map((line) => line.replace(':', ': ')),
      'User-Agent: Boto3/1.37.9 Botocore/1.37.9',
      `Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${'0'.repeat(64)}`,
      '\n',
    ].join('\n');
    const stages = new Map(CAUSES.map(({ id, stage }) => [id, stage]));
    const first = likelihoods(quoted(PLAIN), sent).slice(0, 3);
    expect(first.map(([id]) => stages.get(id)).every((stage) => stage && isOfKey(stage))).toBe(true);
  });
});

describe('what to give next', () => {
  const nextOf = (...pieces: readonly string[]) => diagnosed(pieces)?.next.map((step) => nextInWords(step))[0] ?? '';
  const log = `CanonicalRequest:\n${PLAIN}\nStringToSign:\n${toSign(PLAIN)}\nSignature:\n${'0'.repeat(64)}\n`;
  it('is the secret if a text and a signature can be compared with it', () => {
    expect(nextOf(quoted(PLAIN), log)).toMatch(/^Give the secret access key/);
  });
  it.each([
    ['boto3', 'botocore.exceptions.ClientError: An error occurred', "boto3: boto3.set_stream_logger('')"],
    ['the AWS CLI', 'User-Agent: aws-cli/2.15.0 Python/3.11', 'AWS CLI: aws --debug …'],
    ['rclone', 'rclone copy a b: failed', 'rclone: rclone -vv --dump headers,auth …'],
  ])('is the one line that makes %s print what it signed', (_client, mark, line) => {
    expect(nextOf(mismatch(), mark)).toMatch(/^Give the text that your client signed/);
    expect(nextOf(mismatch(), mark).endsWith(line)).toBe(true);
  });
  it('is the capture too, if the client is unknown', () => {
    expect(nextOf(mismatch())).toContain('sigv4 capture --upstream');
  });
  it.each([
    ['127.0.0.1:9000', 'http://127.0.0.1:9000'],
    ['b.s3.eu-west-1.amazonaws.com', 'https://b.s3.eu-west-1.amazonaws.com'],
    ['s3.example.com:443', 'https://s3.example.com:443'],
    ['h;rm$(x)', 'https://HOST'],
  ])('sends what arrives at the capture to the server of %s, and is safe to copy', (host, url) => {
    const steps =
      diagnosed([quoted(PLAIN.replace(/host:[^\n]*/, `host:${host}`))])
        ?.next.map((step) => nextInWords(step))
        .join('\n') ?? '';
    expect(steps).toContain(`sigv4 capture --upstream ${url} --port 9100`);
    expect(steps).not.toContain('rm$(x)');
  });
});

describe('a bucket of R2', () => {
  it('is a server: its name is no sign of a network in between', () => {
    const host = 'host:0123456789abcdef.r2.cloudflarestorage.com';
    expect(suspectsOf(quoted(PLAIN.replace(/host:[^\n]*/, host)))).not.toContain('accept-encoding-rewritten');
  });
});

describe('a Host that is not signed', () => {
  const refused = (authorization: string, prefix: string) => [
    mismatch(),
    `GET /examplebucket/test.txt HTTP/1.1\nHost: 127.0.0.1:9000\nx-${prefix}-date: 20130524T000000Z\nx-${prefix}-content-sha256: UNSIGNED-PAYLOAD\nAuthorization: ${authorization}\n\n`,
  ];
  const signature = `Signature=${'0'.repeat(64)}`;
  it('is a suspect where the vendor requires it, and no suspect where none signs it', () => {
    const amz = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=x-amz-content-sha256;x-amz-date, ${signature}`;
    const oss = `OSS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20130524/cn-hangzhou/oss/aliyun_v4_request, ${signature}`;
    expect(suspectsOf(...refused(amz, 'amz'))).toContain('host-not-signed');
    expect(suspectsOf(...refused(oss, 'oss'))).not.toContain('host-not-signed');
  });
});
