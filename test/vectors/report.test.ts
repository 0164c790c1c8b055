/** `sigv4 vectors`: what it prints of the vectors, as text and as JSON. */
import { describe, expect, it } from 'vitest';
import { vectors } from '../../src/commands/vectors.ts';
import { jsonText } from '../../src/outputs/json/json-text.ts';
import { vectorsText } from '../../src/outputs/plain/vectors-text.ts';
import { DISAGREEMENTS } from '../../src/sigv4/rules.ts';
import type { FixtureFiles } from '../../src/vectors/fixture-files.ts';
import { runGroup } from '../../src/vectors/run.ts';
import type { VectorGroup } from '../../src/vectors/vector.ts';
import { vectorsDocument } from '../../src/views/documents/vectors-document.ts';
import { worldOf } from '../support/commands/test-world.ts';
import { fixtures, groupOf } from '../support/fixtures.ts';
import { VECTOR_GROUPS, vectorIn } from '../support/vectors/published-vectors.ts';

/** What is printed of the published vectors, as text and as JSON: it takes long, and most tests ask for it. */
const published = new Map<boolean, ReturnType<typeof print>>();

function printed(options: { json?: boolean } = {}, files: FixtureFiles = fixtures) {
  const isJson = options.json === true;
  if (files !== fixtures) return print(options, files);
  const known = published.get(isJson) ?? print(options, files);
  published.set(isJson, known);
  return known;
}

async function print(options: { json?: boolean }, files: FixtureFiles) {
  const { world, output, errors } = worldOf({ fixtures: files });
  const code = await vectors.run(world, options, []);
  return { code, text: output(), errors: errors() };
}

const contentOf = (path: string) => JSON.parse(fixtures.read(`${path}.json`));

/** How many files of each folder can run, and how many cannot: counted in the files. */
const countsIn = (root: string) =>
  fixtures
    .list(root)
    .toSorted()
    .map((id) => {
      const folder = `${root}/${id}`;
      const files = fixtures.list(folder).filter((file) => file !== 'publisher.json');
      const declined = files.filter((file) => 'declined' in JSON.parse(fixtures.read(`${folder}/${file}`)));
      return {
        id,
        folder,
        runnable: files.length - declined.length,
        declined: declined.map((file) => file.replace('.json', '')),
      };
    });
const COUNTS = countsIn('vectors');
const sumOf = (counts: typeof COUNTS) => counts.reduce((sum, { runnable }) => sum + runnable, 0);
const OURS = sumOf(COUNTS.filter(({ id }) => id === 'gaps'));
const TOTAL = sumOf(COUNTS) - OURS;

describe('the text', () => {
  it('says first how many pass, and ends with 0 where all do', async () => {
    const { code, text, errors } = await printed();
    expect([code, errors]).toEqual([0, '']);
    expect(text.split('\n').slice(0, 2)).toEqual([
      `✓ this build passes ${TOTAL} of ${TOTAL} published test vectors`,
      `✓ this build passes ${OURS} of ${OURS} vectors of our own, for what the published ones miss`,
    ]);
  });

  it.each(COUNTS)('has the group $id with its count, publisher and source', async ({ id, folder, runnable }) => {
    const { title, source, licence } = contentOf(`${folder}/publisher`);
    const { text } = await printed();
    const head = [`${id}: ${runnable} of ${runnable}`, `  ${title}`, `  ${source}`, `  license: ${licence}`];
    expect(text).toContain(`\n\n${head.join('\n')}\n  `);
  });

  it.each(COUNTS.filter(({ declined }) => declined.length > 0))(
    'names in one row each what is not counted of $id',
    async ({ id, declined }) => {
      const rows = groupText((await printed()).text, id).filter((row) => row.startsWith('  not counted  '));
      expect(rows.map((row) => row.slice(15).split(':')[0]).sort()).toEqual([...declined].sort());
      for (const row of rows) expect(row).toMatch(/: .{20,}[^.:]$/);
    },
  );

  it('says that some values are computed by others', async () => {
    const rows = groupText((await printed()).text, 'gaps');
    expect(rows).toContain('  authorization      10 of 10 values agree (computed by others; none is published)');
  });

  it('says of how many signatures that they were verified', async () => {
    const rows = groupText((await printed()).text, 'aws-signing-test-suite-sigv4a-query');
    expect(rows).toContain('  presigned-url      38 of 38 values agree (38 by verifying the signature)');
  });

  it('has the stages of a group in their order', async () => {
    const rows = groupText((await printed()).text, 's3-documentation').filter((row) => / values? agrees?\b/.test(row));
    const stages = rows.map((row) => row.trim().split(' ')[0]);
    expect(stages.slice(0, 6)).toEqual([
      'credential-scope',
      'signing-key',
      'canonical-request',
      'string-to-sign',
      'authorization',
      'chunk-signatures',
    ]);
  });

  it('names once in a group each choice on which sources disagree, with its vectors and who makes it', async () => {
    const { text } = await printed();
    const rule = (id: string) => joined(groupText(text, id)).filter((row) => row.startsWith('other rule'));
    expect(rule('aws-sdk-ruby')).toEqual([
      'other rule query-equal-names: equal-query-names order-given, as in AWS SDK for Ruby',
      'other rule quoted-spaces: quoted-spaces kept, as in AWS SDK for Ruby',
    ]);
    expect(rule('minio-go')).toEqual([
      'other rule header-value-with-quote-and-tab, header-value-with-tab: header-white-space all, as in minio-go',
    ]);
    expect(rule('aws-signing-test-suite')).toEqual([
      'other rule post-sts-header-after: session-token appended, as in AWS IoT',
    ]);
    expect(rule('s3-documentation')).toEqual([]);
  });

  it('says once what is said of many', async () => {
    const rows = joined(groupText((await printed()).text, 'aws-signing-test-suite-sigv4a'));
    const [note = '', ...more] = rows.filter((row) => row.startsWith('note'));
    expect(note).toMatch(/^note get-header-key-duplicate and 37 more: /);
    expect(more).toEqual([]);
  });

  it('ends with where sources disagree: what is done here, and who does otherwise', async () => {
    const { text } = await printed();
    const [, section = ''] = text.split('\nWhere sources disagree\n');
    expect(section.match(/^ {4}here {7}/gm)).toHaveLength(DISAGREEMENTS.length);
    for (const { ours, theirs, sources } of DISAGREEMENTS) {
      expect(section).toContain(`    here       ${ours}: ${sources[0]}\n`);
      expect(section).toContain(`    elsewhere  ${theirs}: ${sources[1]}\n`);
    }
    expect(section).toContain('  quoted-spaces\n    here       collapsed: ');
  });

  it('fits into 80 columns, but for addresses, reasons in one row, and what is added to a count', async () => {
    const { text } = await printed();
    const isLonger = (row: string) => [...row].length > 80;
    const rows = text.split('\n').filter((row) => !/^ {2}https:|^ {2}not counted|values? agrees? \(/.test(row));
    expect(rows.filter(isLonger)).toEqual([]);
  });
});

describe('where a value differs', () => {
  const example = contentOf('vectors/s3-documentation/get-object');

  it('says the vector, the stage, the value and both contents, and ends with 1', async () => {
    const published = { ...example.published, 'canonical-request': undefined, 'hashed-canonical-request': 'a\tb' };
    const { code, text } = await printed({}, groupOf({ one: example, two: { ...example, published } }));
    expect(code).toBe(1);
    expect(text.split('\n')[0]).toBe('✗ this build passes 1 of 2 published test vectors');
    expect(text).toContain(
      [
        '  ✗ two differs first at canonical-request, in hashed-canonical-request',
        '      expected a\\tb',
        `      computed ${example.published['hashed-canonical-request']}`,
        '',
      ].join('\n'),
    );
  });

  it('says why nothing was computed', async () => {
    const wrong = { ...example, signedHeaders: ['x-nowhere'] };
    const { text } = await printed({}, groupOf({ wrong }));
    expect(text).toMatch(/computed nothing: the trace did not get that far\n {6}because {2}The header "x-nowhere" is/);
  });

  it('says that a signature does not verify', async () => {
    const vector = contentOf('vectors/aws-signing-test-suite-sigv4a/get-vanilla');
    const { text } = await printed({}, groupOf({ it: { ...vector, published: { signature: '3045' } } }));
    expect(text).toContain('\n      two signatures are never the same, but the expected one does not verify\n');
  });
});

describe('a file that does not have the format', () => {
  it('is named', async () => {
    await expect(printed({}, groupOf({ it: {} }))).rejects.toThrow('The vector file vectors/g/it.json does not have');
  });
});

describe('the JSON', () => {
  it('has the same counts, each check of each vector, and what is not counted', async () => {
    const { code, text } = await printed({ json: true });
    const json = JSON.parse(text);
    expect(code).toBe(0);
    expect(json).toMatchObject({ version: 1, passed: TOTAL, total: TOTAL });
    const groups = json.groups as { id: string; vectors: { checks: unknown[] }[]; declined: { name: string }[] }[];
    const counts = groups.map(({ id, vectors: { length }, declined }) => [
      id,
      length,
      declined.map(({ name }) => name),
    ]);
    const expected = COUNTS.map(({ id, runnable, declined }) => [id, runnable, declined.sort()] as const);
    expect(counts).toEqual(expected);
    for (const { checks } of groups.flatMap((group) => group.vectors)) expect(checks.length).toBeGreaterThan(0);
  });

  it('says of a check what was compared, and how', () => {
    const vector = vectorIn('s3-documentation', 'get-object');
    const { groups } = JSON.parse(jsonText(vectorsDocument({ groups: [runGroup(only(vector))] })));
    expect(groups[0].vectors[0]).toMatchObject({ name: 'get-object', scheme: 'header', algorithm: 'AWS4-HMAC-SHA256' });
    const signature = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
    expect(groups[0].vectors[0].checks).toContainEqual({
      value: 'signature',
      stage: 'authorization',
      authority: 'published',
      computedBy: null,
      by: 'equal',
      agrees: true,
      expected: signature,
      actual: signature,
    });
  });

  it('is the same in every run: no signature of SigV4A that was made for it is in it', {
    tags: ['expensive'],
  }, async () => {
    const one = await print({ json: true }, fixtures);
    expect((await print({ json: true }, fixtures)).text).toBe(one.text);
  });

  it('has the choices of a vector on which sources disagree, and all of them at its end', () => {
    const group = only(vectorIn('aws-sdk-ruby', 'quoted-spaces'));
    const document = JSON.parse(jsonText(vectorsDocument({ groups: [runGroup(group)] })));
    const choice = { rule: 'quotedSpaces', choice: 'kept', source: 'AWS SDK for Ruby' };
    expect(document.groups[0].vectors[0].otherRules).toEqual([choice]);
    expect(document.disagreements).toHaveLength(DISAGREEMENTS.length);
    expect(document.disagreements).toContainEqual(
      expect.objectContaining({
        rule: 'quotedSpaces',
        elsewhere: { choice: 'kept', source: 'AWS SDK for Ruby' },
      }),
    );
  });
});

describe('what a folder is called', () => {
  it('cannot command a terminal', () => {
    const evil = { ...vectorIn('s3-documentation', 'get-object'), name: '\x1b[31mred', note: 'no\x07te\u202e' };
    const declined = { kind: 'declined', name: '\x1b]0;title\x07', published: {}, declined: 'be\x1bcause' } as const;
    const group = { ...only({ ...evil, published: { signature: '\x1b[31m' } }), declined: [declined] };
    for (const text of [
      vectorsText({ groups: [runGroup(group)] }),
      jsonText(vectorsDocument({ groups: [runGroup(group)] })),
    ]) {
      expect(text).toContain('red');
      expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });
});

const only = (vector: VectorGroup['runnable'][number]): VectorGroup => {
  const [group] = VECTOR_GROUPS;
  if (!group) throw new Error('There are no vectors.');
  return { ...group, runnable: [vector], declined: [] };
};

/** The rows of one group. */
function groupText(text: string, id: string): string[] {
  return (text.split('\n\n').find((part) => part.startsWith(`${id}: `)) ?? '').split('\n');
}

/** Rows that go on in the next ones, as one, with single spaces. */
function joined(rows: readonly string[]): string[] {
  return rows
    .join('\n')
    .replace(/\n {15}/g, ' ')
    .split('\n')
    .map((row) => row.trim().replace(/ +/g, ' '));
}
