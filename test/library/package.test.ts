/** What another program gets: the packed library in a folder of its own, type-checked and run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPacked } from '../support/cli/packed.ts';
import { libraryExamples } from '../support/library/library-examples.ts';

const EXAMPLES = libraryExamples();
const COMPILER = resolve(
  'node_modules/typescript',
  JSON.parse(readFileSync('node_modules/typescript/package.json', 'utf8')).bin.tsc,
);
const { exports: EXPORTS } = JSON.parse(readFileSync('package.json', 'utf8'));
const ENTRIES = Object.keys(EXPORTS).filter((entry) => entry !== './package.json');

const folder = mkdtempSync(join(tmpdir(), 'sigv4-library-'));
const installed = join(folder, 'node_modules/sigv4-inspector');

/** As strict as a project can be; the types have to do without those of Node.js. */
const CONFIGURATION = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023', 'dom', 'dom.iterable'],
    module: 'nodenext',
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noPropertyAccessFromIndexSignature: true,
    skipLibCheck: false,
    noEmit: true,
  },
  include: ['*.mts'],
};

/** Type-checks these files; gives what the compiler says. */
function typeCheck(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { stdout } = spawnSync(process.execPath, [COMPILER, '-p', folder, '--pretty', 'false'], { encoding: 'utf8' });
  for (const name of Object.keys(files)) rmSync(join(folder, name));
  return stdout;
}

beforeAll(() => {
  installPacked(folder, { private: true, type: 'module' });
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(CONFIGURATION));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('the packed library', () => {
  it('has examples of each function', () => {
    const titles = EXAMPLES.map(({ title }) => title.replaceAll('`', ''));
    expect(titles).toEqual(['What can go wrong', 'sign', 'verify', 'diagnose', 'startSandbox', 'redactS3Error']);
  });

  it.each(EXAMPLES.map((example) => [example.title, example] as const))('prints what %s says', (_title, example) => {
    const file = join(folder, 'example.mjs');
    writeFileSync(file, example.code);
    const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', cwd: folder });
    expect({ stdout, stderr }).toEqual({ stdout: example.prints, stderr: '' });
  });

  it.each([
    ['Vitest', ['node_modules/vitest/vitest.mjs', 'run', 'vitest.test.mjs']],
    ['node:test', ['--test', 'node.mjs']],
  ])('is a fixture for tests with %s', (_runner, words) => {
    for (const name of ['aws4fetch', 'vitest'])
      if (!existsSync(join(folder, 'node_modules', name)))
        symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
    execFileSync(process.execPath, ['test/package/write-runners.mjs', folder]);
    const env = { PATH: process.env.PATH, HOME: folder };
    const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', cwd: folder, env });
    expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
    expect(stdout).toMatch(/Tests.*1 passed|pass 1\n/);
  });

  it('has types by which each example is right in the strictest project', () => {
    const examples = EXAMPLES.map(({ code }, at) => [`example-${at}.mts`, code] as const);
    const imports = ENTRIES.map((entry, at) => `export * as entry${at} from 'sigv4-inspector${entry.slice(1)}';`);
    expect(typeCheck({ ...Object.fromEntries(examples), 'entries.mts': imports.join('\n') })).toBe('');
  });

  it('has types that refuse what is wrong, each in its own file', () => {
    const head =
      "import { isProblem, sign, verify } from 'sigv4-inspector';\nconst credentials = { accessKeyId: '', secretAccessKey: '' };\nvoid isProblem; void sign; void verify;\n";
    const wrong = {
      'not-looked-for.mts': 'sign({ url: "", credentials, region: "" }).signature;',
      'misspelled.mts': 'sign({ url: "", credentials, regions: "" });',
      'no-such-verdict.mts':
        'const v = await verify({ request: "", secretAccessKey: "" }); if (!isProblem(v)) v.verdict === "ok";',
    };
    const files = Object.entries(wrong).map(([file, code]) => [file, `${head}${code}\n`] as const);
    const found = typeCheck(Object.fromEntries(files));
    expect(found).toMatch(/not-looked-for\.mts.*Property 'signature'/);
    expect(found).toMatch(/misspelled\.mts.*'regions' does not exist/);
    expect(found).toMatch(/no-such-verdict\.mts.*no overlap/);
  });

  it('gives from each entry the functions that its types name', () => {
    const code = `for (const entry of ${JSON.stringify(ENTRIES)}) {
      console.log(entry, ...Object.keys(await import('sigv4-inspector' + entry.slice(1))).sort());
    }`;
    const words = ['--input-type=module', '-e', code];
    const { stdout } = spawnSync(process.execPath, words, { encoding: 'utf8', cwd: folder });
    expect(stdout.trimEnd().split('\n')).toEqual([
      '. diagnose isProblem redactS3Error sign startSandbox verify',
      './sign isProblem sign',
      './verify isProblem verify',
      './diagnose diagnose isProblem',
      './start-sandbox isProblem startSandbox',
      './redact-s3-error redactS3Error',
    ]);
  });

  it('has types that refer to nothing outside of them', () => {
    const types = readdirSync(join(installed, 'dist/library')).filter((name) => name.endsWith('.d.ts'));
    expect(types.length).toBeGreaterThan(5);
    const targets = types.flatMap((name) =>
      [...readFileSync(join(installed, 'dist/library', name), 'utf8').matchAll(/from '([^']+)'/g)].map(
        ([, target = '']) => target.replace(/^\.\/(.*)\.js$/, '$1.d.ts'),
      ),
    );
    expect(targets.filter((target) => !types.includes(target))).toEqual([]);
  });
});
