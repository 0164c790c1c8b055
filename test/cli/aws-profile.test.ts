/** Profiles of AWS's shared files (https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html), as the program reads them. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Home, makeHome } from '../support/cli/own-home.ts';
import { runHere } from '../support/commands/in-process.ts';
import { readPrinted, standIn } from '../support/commands/printed-request.ts';

const KEY_ID = 'AKIAIOSFODNN7EXAMPLE';
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const OTHER_ID = 'AKIDEXAMPLE';
const OTHER_SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const TOKEN = 'an-example-session-token';
const keys = (id: string, secret: string) => `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;

let home: Home;

beforeEach(() => {
  home = makeHome();
});
afterEach(() => {
  vi.unstubAllEnvs();
  home.remove();
});

type Variables = Readonly<Record<string, string>>;

/** A command line in this process, where AWS's loaders find this home and these variables. */
function here(line: readonly string[], variables: Variables = {}) {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries({ ...home.environment, ...variables })) vi.stubEnv(name, value);
  return runHere(line);
}

/** What is signed `s3://examplebucket/test.txt` with. */
async function signed(commandLine: readonly string[] = [], variables: Variables = {}, run: Home['run'] = here) {
  const date = '20130524T000000Z';
  const line = ['sign', 's3://examplebucket/test.txt', '--show-secret', '--date', date, ...commandLine];
  const { status, stdout, stderr } = await run(line, variables);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return readPrinted(stdout, date);
}

/** A server of AWS's, for as long as the test runs. */
async function aws(answer: Parameters<typeof standIn>[0]): Promise<string> {
  const server = await standIn(answer);
  onTestFinished(server.close);
  return server.url;
}

describe('a file of profiles that cannot be read', () => {
  it.each([
    ['AWS_SHARED_CREDENTIALS_FILE', '/', 'it is a folder'],
    ['AWS_CONFIG_FILE', '/', 'it is a folder'],
    ['AWS_SHARED_CREDENTIALS_FILE', process.execPath, 'it is not text'],
  ])('is the reason why there are no credentials: %s=%s', async (variable, path, why) => {
    const { stdout } = await here(['whoami'], { [variable]: path });
    expect(stdout).toContain(`The file of AWS profiles "${path}" cannot be read: ${why}.`);
  });

  it('is nothing, if it does not exist', async () => {
    const { stdout } = await here(['whoami'], { AWS_CONFIG_FILE: '/nowhere/config' });
    expect(stdout).not.toContain('cannot be read');
  });
});

describe('a profile with keys', () => {
  beforeEach(() => {
    home.write('.aws/credentials', `[default]\n${keys(KEY_ID, SECRET)}\n[work]\n${keys(OTHER_ID, OTHER_SECRET)}`);
    home.write(
      '.aws/config',
      [
        '[default]\nregion = eu-west-1\n',
        '[profile work]\nregion = ap-south-1\nendpoint_url = http://127.0.0.1:9\n',
        '[profile local]\nservices = mine\nregion = eu-north-1\nendpoint_url = http://127.0.0.1:9\n',
        keys(KEY_ID, SECRET),
        '[services mine]\ns3 =\n  endpoint_url = http://127.0.0.1:10\nsts =\n  endpoint_url = http://127.0.0.1:11\n',
      ].join('\n'),
    );
  });

  const AWS_HOST = 'examplebucket.s3.eu-west-1.amazonaws.com';
  const ENVIRONMENT = { AWS_ACCESS_KEY_ID: OTHER_ID, AWS_SECRET_ACCESS_KEY: OTHER_SECRET };

  const FIRST = [KEY_ID, SECRET] as const;
  const OTHER = [OTHER_ID, OTHER_SECRET] as const;

  it.each([
    ['is the default one', [], {}, FIRST, 'eu-west-1', AWS_HOST],
    ['is that of --profile, with its endpoint', ['work'], {}, OTHER, 'ap-south-1', '127.0.0.1:9'],
    ['is that of AWS_PROFILE', [], { AWS_PROFILE: 'work' }, OTHER, 'ap-south-1', '127.0.0.1:9'],
    ['has the endpoint of S3 in its services section', ['local'], {}, FIRST, 'eu-north-1', '127.0.0.1:10'],
    ['gives way to keys in the environment', [], ENVIRONMENT, OTHER, 'eu-west-1', AWS_HOST],
    ['does not give way where --profile names it', ['default'], ENVIRONMENT, FIRST, 'eu-west-1', AWS_HOST],
  ] satisfies [string, string[], Variables, readonly [string, string], string, string][])('%s', async (...row) => {
    const [, names, variables, [accessKeyId, secret], region, host] = row;
    const { signedWith, ...found } = await signed(
      names.flatMap((name) => ['--profile', name]),
      variables,
    );
    expect(found).toEqual({ accessKeyId, region, host, token: undefined });
    expect(signedWith(secret)).toBe(true);
  });

  it('is read in a process as here', async () => {
    const { accessKeyId, host } = await signed(['--profile', 'work'], {}, home.run);
    expect({ accessKeyId, host }).toEqual({ accessKeyId: OTHER_ID, host: '127.0.0.1:9' });
  });

  it('may be in files of other names', async () => {
    const credentials = home.write('elsewhere', `[default]\n${keys(OTHER_ID, OTHER_SECRET)}`);
    const { accessKeyId, region } = await signed([], { AWS_SHARED_CREDENTIALS_FILE: credentials });
    expect({ accessKeyId, region }).toEqual({ accessKeyId: OTHER_ID, region: 'eu-west-1' });
  });
});

const OUTPUT = JSON.stringify({ Version: 1, AccessKeyId: KEY_ID, SecretAccessKey: SECRET, SessionToken: TOKEN });

describe('a profile that asks for its keys', () => {
  it('gets them from a process', async () => {
    home.write('answer.json', OUTPUT);
    home.write(
      '.aws/config',
      `[profile asks]\ncredential_process = cat ${home.folder}/answer.json\nregion = eu-west-1\n`,
    );
    const { accessKeyId, token, signedWith } = await signed(['--profile', 'asks']);
    expect({ accessKeyId, token, right: signedWith(SECRET) }).toEqual({
      accessKeyId: KEY_ID,
      token: TOKEN,
      right: true,
    });
  });

  it('gets them from IAM Identity Center (SSO), with the cached token', async () => {
    const start = 'https://example.awsapps.com/start';
    const session = ['[sso-session mine]', `sso_start_url = ${start}`, 'sso_region = us-east-1', ''];
    const profile = ['[profile sso]', 'sso_session = mine', 'sso_account_id = 123456789012', 'sso_role_name = Reader'];
    home.write('.aws/config', [...session, ...profile, 'region = eu-west-1', ''].join('\n'));
    const cached = {
      accessToken: 'cached-token',
      expiresAt: '2999-01-01T00:00:00Z',
      startUrl: start,
      region: 'us-east-1',
    };
    home.write(`.aws/sso/cache/${createHash('sha1').update('mine').digest('hex')}.json`, JSON.stringify(cached));
    const asked: unknown[] = [];
    const endpoint = await aws(({ url, headers }) => {
      asked.push(url, headers['x-amz-sso_bearer_token']);
      const expiration = Date.parse('2999-01-01');
      return JSON.stringify({
        roleCredentials: { accessKeyId: KEY_ID, secretAccessKey: SECRET, sessionToken: TOKEN, expiration },
      });
    });
    const { accessKeyId, token, signedWith } = await signed(['--profile', 'sso'], { AWS_ENDPOINT_URL_SSO: endpoint });
    expect({ accessKeyId, token, right: signedWith(SECRET) }).toEqual({
      accessKeyId: KEY_ID,
      token: TOKEN,
      right: true,
    });
    expect(asked).toEqual([expect.stringMatching(/^\/federation\/credentials\?.*role_name=Reader/), 'cached-token']);
  });

  it('gets them from STS for a role, with the keys of its source', async () => {
    home.write('.aws/credentials', `[base]\n${keys(OTHER_ID, OTHER_SECRET)}`);
    const role = 'role_arn = arn:aws:iam::123456789012:role/Reader';
    home.write('.aws/config', `[profile role]\n${role}\nsource_profile = base\nregion = eu-west-1\n`);
    const asked: string[] = [];
    const endpoint = await aws(({ headers, body }) => {
      asked.push(String(headers.authorization), body);
      const credentials = `<AccessKeyId>${KEY_ID}</AccessKeyId><SecretAccessKey>${SECRET}</SecretAccessKey><SessionToken>${TOKEN}</SessionToken><Expiration>2999-01-01T00:00:00Z</Expiration>`;
      return `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>${credentials}</Credentials></AssumeRoleResult></AssumeRoleResponse>`;
    });
    const { accessKeyId, token, signedWith } = await signed(['--profile', 'role'], { AWS_ENDPOINT_URL_STS: endpoint });
    expect({ accessKeyId, token, right: signedWith(SECRET) }).toEqual({
      accessKeyId: KEY_ID,
      token: TOKEN,
      right: true,
    });
    expect(asked).toEqual([
      expect.stringContaining(`Credential=${OTHER_ID}/`),
      expect.stringContaining('Action=AssumeRole'),
    ]);
  });
});

const NO_FILES = { AWS_CONFIG_FILE: 'none', AWS_SHARED_CREDENTIALS_FILE: 'none' };

describe('a profile that gives no keys', () => {
  it.each([
    ['it is not there', ['--profile', 'nobody'], {}, 'There is no profile "nobody"'],
    ['it is not there, and the others are named', ['--profile', 'nobody'], {}, 'bare'],
    ['AWS_PROFILE names one that is not there', [], { AWS_PROFILE: 'nobody' }, '"nobody"'],
    ['it has only a region', ['--profile', 'bare'], {}, 'The profile bare gives no credentials'],
    ['its services section is not there', ['--profile', 'astray'], {}, 'services'],
    ['its process fails', ['--profile', 'fails'], {}, 'The profile fails gives no credentials'],
    ['its process fails, by its exit code', ['--profile', 'leaks'], {}, 'of credential_process ended with exit code 3'],
    ['its process is killed', ['--profile', 'dies'], {}, 'of credential_process was ended by SIGKILL'],
    ['its process says nothing sensible', ['--profile', 'babbles'], {}, 'The profile babbles gives no credentials'],
    ['its SSO session has no token', ['--profile', 'sso'], {}, 'aws sso login'],
    ['there is no profile at all', [], NO_FILES, 'no credentials'],
  ] satisfies [string, string[], Variables, string][])(
    'is a problem in one sentence: %s',
    async (_why, line, variables, sentence) => {
      const sso =
        'sso_start_url = https://e.example/start\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = R\n';
      const bodies = {
        bare: '',
        astray: `services = none\n${keys(KEY_ID, SECRET)}`,
        fails: 'credential_process = false\n',
        // Neither its command line nor its standard error is quoted.
        leaks: `credential_process = sh -c 'echo "$0" >&2; exit 3' ${SECRET}\n`,
        dies: `credential_process = kill -9 $$ # ${SECRET}\n`,
        babbles: `credential_process = echo ${SECRET}\n`,
        sso,
      };
      const sections = Object.entries(bodies).map(([name, body]) => `[profile ${name}]\nregion = eu-west-1\n${body}`);
      home.write('.aws/config', sections.join('\n'));
      const { status, stdout, stderr } = await here(['sign', 's3://examplebucket/test.txt', ...line], variables);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(sentence);
      expect(stderr.trimEnd()).not.toMatch(/\n|\.\.|undefined/);
      expect(stderr).not.toContain(SECRET);
    },
  );

  it('names the files where they are', async () => {
    const config = `${home.folder}/elsewhere`;
    home.write('elsewhere', '[profile bare]\nregion = eu-west-1\n[profile astray]\nservices = none\n');
    const variables = { AWS_CONFIG_FILE: config };
    const says = async (name: string) => (await here(['whoami', '--profile', name], variables)).stdout;
    expect(await says('nobody')).toContain(`There is no profile "nobody" in "${config}" or ~/.aws/credentials.`);
    expect(await says('bare')).toContain(`Fix it in "${config}" or ~/.aws/credentials.`);
    expect(await says('astray')).toContain(`Add [services none] to "${config}"`);
  });

  it('does not matter with --no-sign-request', async () => {
    const { status, stdout } = await here(['sign', 's3://examplebucket/test.txt', '--no-sign-request']);
    expect({ status, first: stdout.split('\r\n')[0] }).toEqual({ status: 0, first: 'GET /test.txt HTTP/1.1' });
  });
});

/** What whoami says with these files, and its exit code. */
async function asked(files: { config?: string; credentials?: string }, ...line: string[]) {
  for (const [name, text] of Object.entries(files)) home.write(`.aws/${name}`, text);
  const { status, stdout, stderr } = await here(['whoami', ...line]);
  expect(stdout + stderr).not.toContain(OTHER_SECRET);
  return `${status} ${stdout}`;
}

const ROLE = 'role_arn = arn:aws:iam::123456789012:role/Reader\n';
const KEYS = keys(OTHER_ID, OTHER_SECRET);

describe('what the files show to be wrong', () => {
  it.each([
    ['no secret', { credentials: `[x]\naws_access_key_id = ${KEY_ID}\n` }, 'it has no aws_secret_access_key'],
    [
      'an empty ID',
      { credentials: `[x]\naws_access_key_id =\naws_secret_access_key = ${OTHER_SECRET}\n` },
      'no aws_access_key_id',
    ],
    ['names in capitals', { credentials: `[x]\n${KEYS.replace('aws_a', 'AWS_A')}` }, 'written aws_access_key_id'],
    [
      'lines of a shell',
      { credentials: `[x]\n${KEYS.replaceAll('aws', 'export AWS')}` },
      'which has to be written aws_access_key_id',
    ],
    ['a source that is not there', { config: `[profile x]\n${ROLE}source_profile = b\n` }, 'its source b does not'],
    [
      'sources in a circle',
      { config: `[profile x]\n${ROLE}source_profile = b\n[profile b]\n${ROLE}source_profile = x\n` },
      'leads back to it',
    ],
    ['a role without a source', { config: `[profile x]\n${ROLE}` }, 'neither source_profile nor credential_source'],
    ['a source without a role', { config: '[profile x]\nsource_profile = b\n' }, 'but no role_arn'],
    [
      'quotation marks around a key of the source',
      {
        config: `[profile x]\n${ROLE}source_profile = b\n`,
        credentials: `[b]\n${keys(`"${OTHER_ID}"`, OTHER_SECRET)}`,
      },
      'its source b has aws_access_key_id in quotation marks',
    ],
    ['no section of its SSO', { config: '[profile x]\nsso_session = my\n' }, 'no section [sso-session my]'],
    [
      'half of what SSO needs',
      { config: '[profile x]\nsso_start_url = https://e.example\n' },
      'no sso_region, sso_acc',
    ],
    ['[profile …] among credentials', { credentials: `[profile x]\n${KEYS}` }, 'Write [x] there'],
    ['no "profile" in the other file', { config: `[x]\n${KEYS}` }, 'Write [profile x] there'],
    ['no bracket at the end', { credentials: `[x\n${KEYS}` }, 'has the line "[x"'],
    ['spaces in brackets', { credentials: `[ x ]\n${KEYS}` }, 'has the line "[ x ]"'],
  ])('is said of a profile: %s', async (_what, files, expected) => {
    const said = await asked(files, '--profile', 'x');
    expect(said).toMatch(/^1 /);
    expect(said.split(expected)).toHaveLength(2);
  });

  it.each([
    ['its source', `[profile x]\n${ROLE}source_profile = b\n`],
    ['its own keys', `[profile x]\n${ROLE}source_profile = x\n${KEYS}`],
    ['an instance', `[profile x]\n${ROLE}credential_source = Ec2InstanceMetadata\n`],
    [
      'a source that has them from the environment',
      `[profile x]\n${ROLE}source_profile = e\n[profile e]\ncredential_source = Environment\n`,
    ],
  ])('is nothing for a role with the keys of %s', async (_whose, config) => {
    expect(await asked({ config, credentials: `[b]\n${KEYS}` }, '--profile', 'x')).toContain('assumes a role at STS');
  });

  it('is nothing for a process beside an ID without a secret, which AWS ignores', async () => {
    const config = `[profile x]\naws_access_key_id = ${KEY_ID}\ncredential_process = true\n`;
    expect(await asked({ config }, '--profile', 'x')).toContain('runs a program');
  });

  it('is said of the default profile with its own fix', async () => {
    const said = await asked({ config: `[default]\nservices = mine\nregion = eu-west-1\n${KEYS}` });
    expect(said).toMatch(/^1 /);
    for (const part of ['names a services section "mine"', 'Add [services mine]', 'eu-west-1'])
      expect(said).toContain(part);
  });

  it('names the line, and not the environment, if the default profile lacks a key', async () => {
    const said = await asked({ credentials: `[default]\naws_access_key_id = ${KEY_ID}\n` });
    expect(said).toContain('it has no aws_secret_access_key. Fix it in');
    expect(said).not.toContain('Set AWS_ACCESS_KEY_ID');
  });
});

describe('two files with the same profile', () => {
  it('give what the credentials file says', async () => {
    home.write('.aws/config', `[default]\nregion = eu-central-1\n${keys(KEY_ID, SECRET)}`);
    home.write('.aws/credentials', `[default]\nregion = us-west-2\n${KEYS}`);
    expect(await signed()).toMatchObject({ region: 'us-west-2', accessKeyId: OTHER_ID });
    expect(await signed([], { AWS_PROFILE: '' })).toMatchObject({ accessKeyId: OTHER_ID });
  });
});
