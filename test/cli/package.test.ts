/** What a stranger gets: the packed program in an empty folder, and an old Node.js. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installPacked, npm } from '../support/cli/packed.ts';
import { PROGRAM, run } from '../support/cli/program.ts';

const folder = mkdtempSync(join(tmpdir(), 'sigv4-package-'));
const installed = join(folder, 'node_modules/sigv4-inspector');
let archive: string;
const program = () => join(installed, JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')).bin.sigv4);

beforeAll(() => {
  // The program that is packed has compiled code beside it.
  run('--version');
  archive = installPacked(folder, { private: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What is told about the program to those who change it. */
const OF_DEVELOPMENT = /^docs\/(?:adding-a-cause|benchmarks|gallery|hardness|screen|where-things-go)\.md$/;

it('is built as a file that can be run, also where npm has linked one of this name before', () => {
  expect(statSync(PROGRAM).mode & 0o111).toBe(0o111);
});

/** Runs a file with a Node.js that says it is an old one. */
function withOldNode(file: string) {
  const pretend = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' })";
  const preload = `data:text/javascript,${encodeURIComponent(pretend)}`;
  return spawnSync(process.execPath, ['--import', preload, file], { encoding: 'utf8' });
}

describe('the package', () => {
  it('has the files that are its own and nothing else', () => {
    const tracked = execFileSync('git', ['ls-files', 'fixtures', 'tutorial', 'docs/*.md'], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .filter((path) => !/^docs\/.*\//.test(path) && !OF_DEVELOPMENT.test(path));
    const built = filesIn('dist').filter((path) => !path.startsWith('dist/compiled/'));
    const others = ['LICENSE', 'README.md', 'SECURITY.md', 'package.json'];
    expect(filesIn('.', installed).toSorted()).toEqual([...tracked, ...built, ...others].toSorted());
    expect(built.filter((path) => !/\.(?:js|d\.ts|json|txt|br)$/.test(path))).toEqual([]);
  });

  it('has at most 1.8 MB packed', () => {
    expect(statSync(archive).size).toBeLessThan(1_800_000);
  });

  it('has no compiled code, keeps it beside the program, and runs where it cannot', () => {
    const compiled = join(installed, 'dist/compiled');
    const version = () => spawnSync(process.execPath, [program(), '--version'], { encoding: 'utf8' });
    expect(existsSync(compiled)).toBe(false);
    expect(version().status).toBe(0);
    expect(readdirSync(compiled)).toHaveLength(1);
    expect(statSync(compiled).mode & 0o777).toBe(0o700);
    rmSync(compiled, { recursive: true });
    writeFileSync(compiled, 'a file where the folder would be');
    expect(version()).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(compiled, 'utf8')).toBe('a file where the folder would be');
  });

  it('runs walk, vectors and the course from an empty folder, without any dependency', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
      'sigv4-inspector',
    ]);
    for (const [command, said] of [
      ['walk', /✓ (\d+) of \1 values match those that AWS publishes/],
      ['vectors', /✓ this build passes (\d+) of \1 published test vectors/],
    ] as const) {
      const { stdout, status } = spawnSync(process.execPath, [program(), command], { cwd: folder, encoding: 'utf8' });
      expect(status).toBe(0);
      expect(stdout).toMatch(said);
    }
    // More than half of a page is its program, most of which is in the installed chunks.
    const page = spawnSync(process.execPath, [program(), 'walk', '--html', '-'], { cwd: folder, encoding: 'utf8' });
    expect(page.stdout.length).toBeGreaterThan(400_000);
    const learn = spawnSync(process.execPath, [program(), 'learn', 'ten-lines'], { cwd: folder, encoding: 'utf8' });
    expect(learn.stdout).toContain('Ten lines, two of them empty');
  });

  it('says in one sentence what to do where Node.js is too old', () => {
    const { stderr, stdout, status } = withOldNode(PROGRAM);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      'sigv4 needs Node.js 22.13 or newer, and this is 20.20.2. Install a newer one from https://nodejs.org, or use npm start in a checkout, which brings one.\n',
    );
  });

  it.each(['index', 'sign', 'start-sandbox'])('says so before the rest of the library is run (%s)', (part) => {
    const { stderr, status } = withOldNode(resolve(`dist/library/${part}.js`));
    expect(status).toBe(1);
    expect(stderr).toContain(
      'Error: sigv4-inspector needs Node.js 22.13 or newer, and this is 20.20.2. Install a newer one from https://nodejs.org.\n',
    );
  });

  it('has one chalk in its tree', () => {
    const tree = JSON.parse(npm(folder, ['ls', 'chalk', '--all', '--json', '--prefix', resolve('.')]));
    expect(versionsOf('chalk', tree).length).toBeGreaterThan(0);
    expect(new Set(versionsOf('chalk', tree)).size).toBe(1);
  });

  it('has no address in its lockfile', () => {
    const lockfile = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    const resolved = Object.values<{ resolved?: string }>(lockfile.packages).flatMap((entry) => entry.resolved ?? []);
    expect(resolved.filter((address) => address.includes('://'))).toEqual([]);
  });
});

/** The paths of the files in a folder and the folders in it. */
function filesIn(folder: string, root = '.'): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

interface Tree {
  readonly dependencies?: Readonly<Record<string, Tree & { readonly version?: string }>>;
}

function versionsOf(name: string, { dependencies = {} }: Tree): string[] {
  return Object.entries(dependencies).flatMap(([found, tree]) => [
    ...(found === name && tree.version ? [tree.version] : []),
    ...versionsOf(name, tree),
  ]);
}
