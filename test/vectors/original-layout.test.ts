/** AWS's suite in its original layout: folders that this test writes, with the values that AWS publishes. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesIn } from '../../src/cli/files/real-files.ts';
import { vectors } from '../../src/commands/vectors.ts';
import { readOriginalLayout } from '../../src/vectors/original-layout.ts';
import { runGroup } from '../../src/vectors/run.ts';
import type { RequestVector } from '../../src/vectors/vector.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { memoryFiles } from '../support/fixtures.ts';
import { expectProblem, sound } from '../support/problems.ts';
import { vectorIn } from '../support/vectors/published-vectors.ts';

/** With a token that is signed and one that is not, a space, a folded header, a body that is signed. */
const NAMES = [
  'get-header-value-multiline',
  'get-slash-unnormalized',
  'get-space-normalized',
  'get-vanilla-with-session-token',
  'post-sts-header-after',
  'post-x-www-form-urlencoded',
];

/** The places of the same values in the files of this project. */
const GROUPS = {
  v4: { header: 'aws-signing-test-suite', query: 'aws-signing-test-suite-query' },
  v4a: { header: 'aws-signing-test-suite-sigv4a', query: 'aws-signing-test-suite-sigv4a-query' },
} as const;

type Suite = keyof typeof GROUPS;
type Form = 'header' | 'query';

function vectorOf(suite: Suite, form: Form, name: string): RequestVector {
  const vector = vectorIn(GROUPS[suite][form], name);
  if (vector.kind !== form) throw new Error(`${name} is no ${form}.`);
  return vector;
}

/** The files of a case, as AWS's repository has them. */
function filesOfCase(suite: Suite, name: string): Record<string, string> {
  const header = vectorOf(suite, 'header', name);
  const context = {
    credentials: {
      access_key_id: header.credentials.accessKeyId,
      secret_access_key: header.credentials.secretAccessKey,
      token: header.credentials.sessionToken,
    },
    expiration_in_seconds: 3600,
    normalize: header.rules.pathSegments === 'normalised',
    region: header.region,
    service: header.service,
    sign_body: header.rules.contentSha256Header === 'added',
    timestamp: header.timestamp.replace(/(....)(..)(..)T(..)(..)(..)Z/, '$1-$2-$3T$4:$5:$6Z'),
    ...(header.rules.sessionToken === 'appended' ? { omit_session_token: true } : {}),
  };
  const point = String(header.published['public-key'] ?? '');
  const key = { X: point.slice(0, 64), Y: point.slice(64) };
  return {
    'context.json': JSON.stringify(context),
    'request.txt': requestOf(header),
    ...expectedOf('header', header),
    ...expectedOf('query', vectorOf(suite, 'query', name)),
    ...(suite === 'v4a' ? { 'public-key.json': JSON.stringify(key) } : {}),
  };
}

function requestOf({ request }: RequestVector): string {
  const lines = [`${request.method} ${request.target} HTTP/1.1`, ...request.headers.map((field) => field.join(':'))];
  return `${lines.join('\n')}\n${request.body === '' ? '' : `\n${request.body}`}`;
}

function expectedOf(form: Form, { published }: RequestVector): Record<string, string> {
  const textOf = (id: string) => [published[id] ?? ''].flat().join('\n');
  return Object.fromEntries(
    ['canonical-request', 'string-to-sign', 'signature'].map((id) => [`${form}-${id}.txt`, textOf(id)]),
  );
}

function filesOfSuite(suite: Suite, below: string): Record<string, string> {
  const cases = NAMES.map((name) =>
    Object.entries(filesOfCase(suite, name)).map(([file, text]) => [`${below}${name}/${file}`, text] as const),
  );
  return Object.fromEntries(cases.flat());
}

const BOTH = { ...filesOfSuite('v4', 'v4/'), ...filesOfSuite('v4a', 'v4a/') };
const groupsOf = (files: Record<string, string>) => sound(readOriginalLayout(memoryFiles(files), 'SUITE'));

describe('the suite on a disk', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'suite-'));
    for (const [path, text] of Object.entries(BOTH)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    writeFileSync(join(folder, 'v4', 'README.md'), 'no case');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each([
    ['', ['v4-header', 'v4-query', 'v4a-header', 'v4a-query']],
    ['v4', ['v4-header', 'v4-query']],
    ['v4a', ['v4a-header', 'v4a-query']],
  ])('is run as a whole if folder "%s" is given', async (inside, groups) => {
    const { world, output, errors } = worldOf({ filesIn });
    expect(await vectors.run(world, {}, [join(folder, inside)])).toBe(0);
    expect(errors()).toBe('');
    const count = groups.length * NAMES.length;
    expect(output()).toMatch(`✓ this build passes ${count} of ${count} published test vectors\n`);
    for (const group of groups) expect(output()).toContain(`\n${group}: ${NAMES.length} of ${NAMES.length}\n`);
    expect(output().match(/^v4a?-\w+: /gm)).toHaveLength(groups.length);
  });

  it.each(['nowhere', join('v4', 'README.md')])('is not found in %s, which is said', async (inside) => {
    const { world, errors } = worldOf({ filesIn });
    expect(await vectors.run(world, {}, [join(folder, inside)])).toBe(2);
    expect(errors()).toContain('cannot be read');
  });
});

describe('a file of a case', () => {
  it('that is a device is refused by its name, and not read', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sigv4-device-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const own = join(folder, 'v4', 'get-vanilla');
    mkdirSync(own, { recursive: true });
    const names = ['canonical-request', 'string-to-sign', 'signature'].map((name) => `header-${name}.txt`);
    for (const name of [...names, 'request.txt']) writeFileSync(join(own, name), '');
    symlinkSync('/dev/zero', join(own, 'context.json'));
    const { world, errors } = worldOf({ filesIn });
    expect(await vectors.run(world, {}, [folder])).toBe(2);
    expect(errors()).toContain('cannot be read: v4/get-vanilla/context.json: it is a device.');
  });
});

describe('a case', () => {
  it.each(
    (['v4', 'v4a'] as const).flatMap((suite) =>
      (['header', 'query'] as const).flatMap((form) => NAMES.map((name) => [suite, form, name] as const)),
    ),
  )('of %s, %s form: %s has the values that are published of it', (suite, form, name) => {
    const group = groupsOf(BOTH).find(({ id }) => id === `${suite}-${form}`);
    const result = group && runGroup(group).results.find(({ vector }) => vector.name === name);
    const { published } = vectorOf(suite, form, name);
    expect(result?.firstDifference).toBeNull();
    const ids = ['canonical-request', 'string-to-sign', 'signature', ...(suite === 'v4a' ? ['public-key'] : [])];
    for (const id of ids) {
      const expected = result?.checks.find(({ value }) => value === id)?.expected;
      expect([id, expected]).toEqual([id, Buffer.from([published[id] ?? ''].flat().join('\n')).toString('latin1')]);
    }
  });

  it.each(Object.keys(filesOfCase('v4a', 'get-space-normalized')).filter((file) => file !== 'context.json'))(
    'without its %s is declined and says so, in the forms that need it',
    (file) => {
      const { [`v4a/get-space-normalized/${file}`]: _, ...rest } = BOTH;
      const declined = groupsOf(rest).flatMap((group) =>
        group.declined.map(({ name, declined: why }) => [group.id, name, why]),
      );
      const forms = ['v4a-header', 'v4a-query'].filter(
        (id) => !/^(header|query)-/.test(file) || id.endsWith(file.split('-')[0] ?? ''),
      );
      expect(declined).toEqual(forms.map((id) => [id, 'get-space-normalized', `it has no ${file}`]));
    },
  );

  it.each([
    ['context.json', '{'],
    ['context.json', '[]'],
    ['context.json', '{"credentials": {}}'],
    ['public-key.json', 'null'],
    ['public-key.json', '{"X": 1, "Y": "2"}'],
  ])('with the %s %j is declined and says so', (file, text) => {
    const groups = groupsOf({ ...BOTH, [`v4a/get-space-normalized/${file}`]: text });
    const declined = groups.flatMap((group) => group.declined.map(({ name, declined: why }) => [group.id, name, why]));
    const why = `its ${file} is not what the suite has elsewhere`;
    expect(declined).toEqual(['v4a-header', 'v4a-query'].map((id) => [id, 'get-space-normalized', why]));
  });

  it('with another signature differs', () => {
    const groups = groupsOf({ ...BOTH, 'v4/get-space-normalized/query-signature.txt': '00' });
    const different = groups
      .map(runGroup)
      .flatMap(({ id, results }) =>
        results
          .filter(({ firstDifference }) => firstDifference)
          .map(({ vector, firstDifference }) => [...[id, vector.name, firstDifference?.value]]),
      );
    expect(different).toEqual([['v4-query', 'get-space-normalized', 'signature']]);
  });
});

describe('a folder', () => {
  it('with the header form alone is a group', () => {
    const files = Object.entries(filesOfSuite('v4', '')).filter(([path]) => !path.includes('/query-'));
    expect(groupsOf(Object.fromEntries(files)).map(({ id }) => id)).toEqual(['v4-header']);
  });

  it.each(['SUITE', 'SUITE/'])('%s says in each group where it was read', (source) => {
    const groups = sound(readOriginalLayout(memoryFiles(BOTH), source));
    expect(groups.map(({ publisher }) => publisher.source)).toEqual([
      ...['SUITE/v4', 'SUITE/v4', 'SUITE/v4a', 'SUITE/v4a'],
    ]);
  });

  it('without a case is a problem', () => {
    expectProblem(readOriginalLayout(memoryFiles({ 'README.md': '' }), 'SUITE'), 'no-vectors');
    expectProblem(
      readOriginalLayout(memoryFiles({ 'v4/README.md': '', 'v4a/a/request.txt': '' }), 'SUITE'),
      'no-vectors',
    );
  });
});
