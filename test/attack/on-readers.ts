/** Attacks by what a person pastes, or is given as a file. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Attack, crashOf, firstOf, leakIn, MARKED, type Tools, WITH_KEYS } from './tools.ts';

const SIGNED_HEADERS = 'host;x-amz-content-sha256;x-amz-date';

function requestOf(target: string, lines: readonly string[] = [], id: string = MARKED.accessKeyId): string {
  const scope = `${id}/20130524/us-east-1/s3/aws4_request`;
  return [
    `GET ${target} HTTP/1.1`,
    'Host: private-bucket.s3.amazonaws.com',
    ...lines,
    'x-amz-date: 20130524T000000Z',
    'x-amz-content-sha256: UNSIGNED-PAYLOAD',
    `Authorization: AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=${SIGNED_HEADERS}, Signature=${'ab'.repeat(32)}`,
    '\r\n',
  ].join('\r\n');
}

const REFUSAL = '<Error><Code>SignatureDoesNotMatch</Code><Message>m</Message></Error>';
const REFUSAL_WITH_TEXT = `<Error><Code>SignatureDoesNotMatch</Code><Message>m</Message><AWSAccessKeyId>${MARKED.accessKeyId}</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256
20130524T000000Z
20130524/us-east-1/s3/aws4_request
${'cd'.repeat(32)}</StringToSign><SignatureProvided>${'ab'.repeat(32)}</SignatureProvided></Error>`;

/** A line for each of these outputs. */
const OUTPUTS = [
  'verify',
  'verify --share',
  'verify --json',
  'verify --case -',
  'verify --html -',
  'diagnose --plain',
  'diagnose --share',
  'diagnose --json',
];

const SECRET_IN_A_URL = encodeURIComponent(MARKED.secret);

async function overOutputs({ run }: Tools, text: string, what: string): Promise<string | null> {
  return firstOf(OUTPUTS, async (output) => {
    const done = await run([...output.split(' '), '-'], { input: text, environment: WITH_KEYS });
    return crashOf(done, `${output} of ${what}`) ?? leakIn(done.text, `${output} of ${what}`);
  });
}

/** Texts that once crashed the program, or took minutes. */
const HEAVY: readonly (readonly [string, () => string])[] = [
  ['a label of 4 kB of percent signs', () => `secret_key=${'%25'.repeat(1300)}\n${REFUSAL}`],
  ['600,000 quoted lines', () => `> GET / HTTP/1.1\n${'> a: b\n'.repeat(600_000)}>`],
  [
    '2,000 session tokens',
    () =>
      `${Array.from({ length: 2000 }, (_, at) => `SessionToken=${btoa(`token ${at}`.repeat(8))}`).join('\n')}\n\n${REFUSAL_WITH_TEXT}`,
  ],
  [
    '166 headers',
    () =>
      requestOf(
        '/a',
        Array.from({ length: 166 }, (_, at) => `x-amz-${at}: v`),
      ) + REFUSAL,
  ],
  ['a million brackets', () => '['.repeat(1e6)],
  ['a megabyte of quotation marks', () => '\\"'.repeat(500_000)],
  ['a megabyte of digits of twelve', () => '123456789012 '.repeat(80_000)],
  ['a million empty lines', () => `${REFUSAL_WITH_TEXT}${'\n'.repeat(1e6)}`],
];

export const ON_READERS: readonly Attack[] = [
  {
    id: 'secret-in-another-place',
    says: 'the secret that the program knows is in a header, the path, the query, or the place of the key ID',
    isLong: true,
    run: (tools) =>
      firstOf(
        [
          ['a header', requestOf('/k', [`x-amz-meta-note: ${MARKED.secret}`])],
          ['the path', requestOf(`/k/${SECRET_IN_A_URL}`)],
          ['the query', requestOf(`/k?note=${SECRET_IN_A_URL}`)],
          ['the user agent', requestOf('/k', [`User-Agent: tool/${MARKED.secret}`])],
          ['the key ID', requestOf('/k', [], MARKED.secret)],
          ['a referer', requestOf('/k', [`Referer: https://user:${MARKED.secret}@h/`])],
        ] as const,
        ([what, text]) => overOutputs(tools, text, what),
      ),
  },
  {
    id: 'token-in-a-wrong-place-of-the-command-line',
    says: 'a presigned URL with a session token is where a command, a host, or a Region should be',
    isLong: true,
    run({ run }) {
      const query = `/?X-Amz-Signature=aa&X-Amz-Security-Token=${encodeURIComponent(MARKED.token)}`;
      const lines = [
        [`https://h${query}`],
        ['send', `https://ä.example${query}`],
        ['send', `https://h:99999${query}`],
        ['send', `h${query}`],
        ['sign', '--endpoint-url', `s3://b${query}`, 's3://b/k'],
        ['sign', '--region', `https://h${query}`, 's3://b/k'],
        ['sign', `https://user:${MARKED.secret}@h/`],
        ['verify', requestOf('/k', [`x-amz-security-token: ${MARKED.token}`])],
        ['vectors', `https://h${query}`],
        ['open', `https://h${query}`],
      ];
      return firstOf(lines, async (words) => {
        const done = await run(words, { environment: WITH_KEYS });
        return crashOf(done, words.slice(0, 1).join()) ?? leakIn(done.text, `sigv4 ${words[0]?.slice(0, 9)}`);
      });
    },
  },
  {
    id: 'labelled-secrets-in-a-report',
    says: 'a secret has one of five labels, or none, in what a report without secrets is made of',
    isLong: true,
    run: ({ run, file }) =>
      firstOf(
        [
          `${MARKED.accessKeyId}\n${MARKED.secret}`,
          `'key' => '${MARKED.accessKeyId}', 'secret' => '${MARKED.secret}'`,
          `MINIO_ROOT_PASSWORD=${MARKED.secret}`,
          `password=${MARKED.secret}`,
          `AWS_WEB_IDENTITY_TOKEN=${MARKED.token}`,
          `aws_secret_access_key = ${MARKED.secret}`,
        ],
        async (label) => {
          const text = `${label}\n\n${REFUSAL_WITH_TEXT}\n`;
          const leaks = await firstOf(['--case -', '--share', '--html -', '--json'], async (output) =>
            leakIn(
              (await run(['diagnose', ...output.split(' '), '-'], { input: text })).stdout,
              `${output} with ${label.slice(0, 20)}`,
            ),
          );
          if (leaks !== null) return leaks;
          const source = `import { redactS3Error } from ${JSON.stringify(pathToFileURL(resolve('dist/library/redact-s3-error.js')).href)};
            import { readFileSync } from 'node:fs';
            process.stdout.write(redactS3Error(readFileSync(process.argv[1], 'utf8')));`;
          const redacted = execFileSync(process.execPath, ['--input-type=module', '-e', source, file('paste', text)]);
          return leakIn(redacted.toString(), `redactS3Error with ${label.slice(0, 20)}`);
        },
      ),
  },
  {
    id: 'names-in-a-shared-report',
    says: 'names of buckets, hosts, and people are in nine places of a request for --share',
    isLong: true,
    run: ({ run }) =>
      firstOf(
        [
          ['otherbucketname', requestOf('/k', ['x-amz-copy-source: /otherbucketname/key'])],
          ['Private-Bucket', requestOf('/k').replace('private-bucket.s3', 'Private-Bucket.S3')],
          ['my-secretbucket', requestOf('/my%2Dsecretbucket/k').replace('private-bucket.', '')],
          ['mysecretbucket', requestOf('/k').replace('private-bucket.s3.', 'mysecretbucket.s3-website-us-east-1.')],
          ['proxy.corp.example', requestOf('/k', ['Via: 1.1 proxy.corp.example'])],
          ['203.0.113.77', requestOf('/k', ['X-Forwarded-For: 203.0.113.77'])],
          ['alice@corp.example', requestOf('/k', ['x-amz-grant-read: emailAddress="alice@corp.example"'])],
          ['alice.smith', requestOf('/k', ['x-amz-meta-arn: arn:aws:iam::123456789012:user/alice.smith'])],
        ] as const,
        async ([name, input]) =>
          (await run(['verify', '--share', '-'], { input })).stdout.includes(name) ? `${name} is kept` : null,
      ),
  },
  {
    id: 'control-characters-in-a-paste',
    says: 'the Host header of a pasted request sets the title of the window',
    isLong: true,
    run: ({ run }) =>
      firstOf([...OUTPUTS, 'diagnose --html -', 'diagnose --screen-reader'], async (output) => {
        const input = `${requestOf('/k').replace('private', 'private\x1b]0;PWNED\x07')}\n${REFUSAL}`;
        const { text } = await run([...output.split(' '), '-'], { input });
        return text.includes('\x1b]') ? `${output} writes the escape sequence` : null;
      }),
  },
  {
    id: 'heavy-texts',
    says: 'eight texts of up to 4 MB that are read again and again',
    isLong: true,
    run: ({ run }) =>
      firstOf(HEAVY, ([what, text]) =>
        firstOf(['diagnose --plain', 'diagnose --share', 'verify'], async (command) =>
          crashOf(await run([...command.split(' '), '-'], { input: text() }), `${command} of ${what}`),
        ),
      ),
  },
  {
    id: 'recording-with-an-unreadable-time',
    says: 'a recording has a time that is none',
    run: ({ run, file }) => {
      const head = 'sigv4 exchange 1\n{"started":"x","scheme":"http","server":"127.0.0.1:9000"}\n';
      const path = file('a.exchange', `${head}> 0.123 28\nGET /a HTTP/1.1\r\nHost: h\r\n\r\n\n= complete\n`);
      return firstOf(['--plain', '--har=-', '--json'], async (output) =>
        crashOf(await run(['open', output, path]), output),
      );
    },
  },
  {
    id: 'lesson-files',
    says: 'lessons have an alias without an anchor, a thousand aliases, 3,000 nested quotations, and 55,000 emphases',
    run({ run, folder }) {
      const lesson = readFileSync('tutorial/03-ten-lines.md', 'utf8');
      const matter = lesson.slice(0, lesson.indexOf('\n---\n', 4) + 5);
      const files: readonly (readonly [string, string])[] = [
        ['an alias', lesson.replace('---\n', '---\nx: *nothing\n')],
        [
          'aliases',
          lesson.replace(
            '---\n',
            `---\na: &a [1,1,1,1,1,1,1,1,1]\n${Array.from({ length: 9 }, (_, at) => `b${at}: &b${at} [${`*${at === 0 ? 'a' : `b${at - 1}`},`.repeat(9)}]`).join('\n')}\n`,
          ),
        ],
        ['quotations', `${matter}${'> '.repeat(3000)}a`],
        ['emphases', `${matter}${'*a'.repeat(55_000)}`],
      ];
      return firstOf(files, async ([what, text]) => {
        mkdirSync(join(folder, what));
        writeFileSync(join(folder, what, '01-a.md'), text);
        const done = await run(['learn', 'check', join(folder, what)]);
        return crashOf(done, what) ?? (done.code === 0 ? `${what} counts as a good lesson` : null);
      });
    },
  },
  {
    id: 'book-that-names-files-outside',
    says: 'a folder for a book came with a list of files that are outside of it',
    isLong: true,
    async run({ run, folder, file }) {
      const kept = file('thesis.txt', 'thesis');
      mkdirSync(join(folder, 'site'));
      writeFileSync(join(folder, 'site/book.json'), '{"files":{"../thesis.txt":"x"}}');
      const done = await run(['book', join(folder, 'site')]);
      return crashOf(done, 'book') ?? (existsSync(kept) ? null : 'the file outside is gone');
    },
  },
];
