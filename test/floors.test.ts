/** The house: imports go down the floors only, and what is dangerous stays on the floor that may have it. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIALECTS } from '../src/sigv4/dialects/table.ts';
import { isOfResults } from './support/rooms-of-results.ts';

/** From the top down, with the rooms that are planned. Rooms on one floor do not see each other. */
const FLOORS: readonly (readonly string[])[] = [
  ['cli', 'library', 'page'],
  ['commands'],
  ['screen'],
  ['app'],
  ['outputs'],
  ['layout'],
  ['views'],
  ['grading', 'lessons'],
  ['breaks'],
  ['diagnosis'],
  ['suspects'],
  ['search'],
  ['causes'],
  ['sides'],
  ['drafts', 'sandbox'],
  ['evidence', 'vectors', 'verification'],
  ['intake', 'code'],
  ['aws'],
  ['sigv4'],
  ['trace', 'wire', 'disk'],
  ['http'],
  ['crypto'],
  ['bytes'],
];

/** Inside `app`, from the bottom up: the world and what the user says, what follows from them, the plan, the walk, and its edits. */
const APP: readonly (readonly string[])[] = [
  ['world', 'keys'],
  ['options'],
  ['settings', 'reading', 'outputs'],
  ['planning', 'guard', 'sandboxes'],
  ['walks'],
  ['editing', 'traffic', 'pastes', 'course'],
  ['example'],
];

/** The rooms that diagnose know only what came over the wire, so that they tell nothing that the sandbox knows. */
const DIAGNOSING = ['drafts', 'sides', 'causes', 'search', 'suspects', 'diagnosis'];

/** The most files in a folder. More are several ideas, which folders of their own tell apart. */
const MOST_FILES = 15;

/** Packages and modules that only some rooms may import. A package that is not listed may not be imported at all. */
const OUTSIDE: Readonly<Record<string, readonly string[]>> = {
  'node:module': ['cli'],
  'node:net': ['wire'],
  'node:perf_hooks': ['wire'],
  'node:stream': ['screen'],
  'node:timers': ['wire'],
  'node:tls': ['wire'],
  'node:child_process': ['cli'],
  'node:crypto': ['crypto'],
  'node:zlib': ['cli', 'crypto'],
  'node:fs': ['cli', 'disk'],
  'node:fs/promises': ['cli'],
  'node:https': ['cli'],
  'node:os': ['cli', 'disk'],
  'node:path': ['cli', 'disk'],
  'node:tty': ['cli'],
  'node:url': ['cli'],
  'node:worker_threads': ['cli'],
  'node:v8': ['cli'],
  '@aws-sdk/credential-provider-ini': ['cli'],
  '@smithy/shared-ini-file-loader': ['cli'],
  '@smithy/signature-v4': ['cli'],
  '@smithy/signature-v4/package.json': ['cli'],
  commander: ['cli'],
  '@modelcontextprotocol/server': ['commands'],
  '@modelcontextprotocol/server/stdio': ['commands'],
  'zod/v4': ['commands'],
  valibot: ['vectors', 'lessons', 'sandbox'],
  yaml: ['lessons'],
  marked: ['views'],
  saxes: ['evidence', 'sandbox'],
  diff: ['sides', 'views'],
  'get-east-asian-width': ['views'],
  react: ['screen'],
  ink: ['screen'],
  chalk: ['screen'],
  '@noble/curves/abstract/weierstrass.js': ['crypto'],
  '@noble/hashes/hmac.js': ['crypto'],
  '@noble/hashes/legacy.js': ['crypto'],
  '@noble/hashes/sha2.js': ['crypto'],
  fflate: ['crypto'],
};

/** Names of the outside world that only the top floors may say. */
const AMBIENT = /(?<![.\w`])(process\.(?!versions)|Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|fetch\()/;
const AMBIENT_ROOMS = ['cli', 'screen', 'page'];
/** The library is part of other programs: the time is all that it reads by itself. */
const CLOCK = 'Date.now';
const CLOCK_ROOM = 'library';

/** Members that hold what a person reads; they are reworded, and no two of them are told apart by their words. */
const READ = '(?:says|fix|notice|title)';
/** What makes the words of an input. */
const WORDS = '(?:inputWords|sourceWords)\\([^()]*\\)';
/** Nothing at all, or a type, is no sentence. */
const NO_SENTENCE = "(?!null\\b|undefined\\b|'')";
const QUESTIONS = '(?:match|matchAll|replace|replaceAll|search|split|includes|startsWith|endsWith|indexOf)';

/** A comparison with a sentence, or a search in one. Code may ask only whether a notice differs from the one before it. */
const SENTENCE_COMPARED = new RegExp(
  [
    `(?<!typeof (?:\\w+\\.)*)(?<!\\w)${READ} [!=]== ${NO_SENTENCE}(?!\\w+\\.notice\\b)`,
    `(?<!\\.notice )[!=]== \\w+(?:\\.\\w+)*\\.${READ}\\b`,
    `\\b${READ}\\??\\.${QUESTIONS}\\(`,
    `\\.(?:test|exec)\\((?:\\w+\\??\\.)*${READ}\\b`,
    `switch \\((?:\\w+\\.)*${READ}\\)`,
    `${WORDS} ?(?:[!=]==|\\.${QUESTIONS}\\()`,
    `[!=]== ${WORDS}`,
    `\\.(?:test|exec)\\(${WORDS}`,
  ].join('|'),
);

/** A literal, of which those for people have spaces. */
const LITERAL = /'[^'\n]*'|"[^"\n]*"|`[^`\n]*`|\/(?:[^/\\\n]|\\.)+\//g;
/** The record itself, and what is named after it. */
const RECORD = /\bAWS4(?:_\w+)?\b(?!-)/g;
/** The words of all vendors that no other text would have. */
const WORDS_OF_VENDORS = DIALECTS.flatMap(
  ({ keyPrefix, terminator, signsWith, headerPrefix, headers, parameters, fields }) => [
    ...Object.values(keyPrefix),
    terminator,
    ...signsWith.map(({ name }) => name),
    headerPrefix,
    ...Object.values(headers),
    ...Object.values(parameters ?? {}),
    ...Object.values(fields ?? {}),
  ],
).filter((word): word is string => /[-_\d]/.test(word ?? ''));
/** The rooms that sign, verify, and compare, and those below them. They know no vendor; other rooms also know the API of S3, such as its headers. */
const OF_ANY_VENDOR = [
  'sigv4',
  'verification',
  'drafts',
  'sides',
  'search',
  'suspects',
  'diagnosis',
  'breaks',
  'vectors',
  'trace',
  'crypto',
  'wire',
  'disk',
  'bytes',
];
/** `http` is below the record: it knows how S3 sends a body. The other files have names of S3's API, or of causes. */
const ABOUT_S3 =
  /^(?:http|causes)\/|^sigv4\/(?:dialect|dialects\/\w+|secrets\/secret-headers)\.ts$|^suspects\/counts\.ts$/;
const VENDORS = /[Xx]-(?:[Aa]mz|[Gg]oog|[Oo]ss|[Tt]os)-|(?:AWS|GOOG|OSS|TOS)4|(?:aws4|goog4|aliyun_v4)_request/;
const VENDORS_WORD = new RegExp(`(['"\`])(?:${WORDS_OF_VENDORS.join('|')})\\1`);

const SOURCE = resolve('src');
/** The folders of screens. */
const SCREENS = /^screen\/(?!colors|components|input|terminal)[\w-]+\//;

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
  /** `never`: a type, of which nothing is left in the program. */
  readonly isLoaded: 'at-once' | 'later' | 'never';
}

describe('the floors', () => {
  const files = sourceFiles(SOURCE);
  const imports = files.flatMap(importsOf);

  it('finds every source file in a room of the house', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.map(roomOf).filter((room) => floorOf(room) < 0)).toEqual([]);
  });

  it('has imports that go down only, never up, never sideways', () => {
    expect(imports.length).toBeGreaterThan(150);
    expect(
      imports
        .filter((found) => found.target.startsWith('.'))
        .filter(goesWrong)
        .map(describeImport),
    ).toEqual([]);
  });

  it('has an order inside app: a folder knows only those below it, types and re-exports included', () => {
    const inside = imports.filter((found) => found.room === 'app' && roomAt(found) === 'app');
    expect(inside.length).toBeGreaterThan(200);
    expect(inside.filter(({ file }) => appLevel(file) < 0).map(describeImport)).toEqual([]);
    expect(inside.filter(climbsInApp).map(describeImport)).toEqual([]);
  });

  it.each([
    ['app/options/command.ts', "import type { Settings } from '../settings/settings.ts';"],
    ['app/walks/shown-walk.ts', "export { beginWalk } from '../editing/edit-walk.ts';"],
    ['app/walks/broken-walk.ts', "import('../traffic/traffic-log.ts')"],
    ['app/reading/answers.ts', "import { settingsOf } from '../settings/settings.ts';"],
  ])('in %s, knows an import that climbs: %s', (file, text) => {
    expect(importsIn(join(SOURCE, file), text).filter(climbsInApp)).toHaveLength(1);
  });

  it('has no room that diagnoses and imports the sandbox', () => {
    const diagnosing = imports.filter(({ room }) => DIAGNOSING.includes(room));
    expect(diagnosing.length).toBeGreaterThan(300);
    expect(diagnosing.filter((found) => roomAt(found) === 'sandbox').map(describeImport)).toEqual([]);
  });

  it('has outputs and screens that import nothing of the rooms in which results are found', () => {
    const seen = imports.filter(
      ({ room, target }) => (room === 'outputs' || room === 'screen') && target.startsWith('.'),
    );
    expect(seen.length).toBeGreaterThan(800);
    const known = seen.filter(({ file, target }) => isOfResults(relative(SOURCE, resolve(file, '..', target))));
    expect(known.map(describeImport)).toEqual([]);
  });

  it.each([
    ['what screens share', 'a screen', /^screen\/(?:colors|components|input|terminal)\//, SCREENS],
    [
      'what changes a walk',
      'what it says',
      /^screen\/walk\/(?:cursor|fields)\//,
      /^screen\/walk\/(?:content|lists|drawing)\b/,
    ],
    ['what a walk says', 'how it is drawn', /^screen\/walk\/content\b/, /^screen\/walk\/drawing\//],
  ])('keeps %s from importing %s', (_from, _to, from, to) => {
    const below = imports.filter(({ file, target }) => from.test(relative(SOURCE, file)) && target.startsWith('.'));
    expect(below.length).toBeGreaterThan(10);
    const known = below.filter(({ file, target }) => to.test(relative(SOURCE, resolve(file, '..', target))));
    expect(known.map(describeImport)).toEqual([]);
  });

  it('has each outside module in its rooms only', () => {
    const outside = imports.filter((found) => !found.target.startsWith('.'));
    expect(outside.filter(({ room, target }) => !OUTSIDE[target]?.includes(room)).map(describeImport)).toEqual([]);
  });

  it('has folders of at most fifteen files', () => {
    const folders = Map.groupBy(files, (file) => relative(SOURCE, dirname(file)));
    const large = [...folders].filter(([, { length }]) => length > MOST_FILES);
    expect(large.map(([folder, { length }]) => `${folder} has ${length} files`)).toEqual([]);
  });

  it('has no files that import each other in a circle, not even their types', () => {
    expect(circlesOf(imports).map((circle) => circle.map((file) => relative(SOURCE, file)).join(' → '))).toEqual([]);
  });

  it('reads clock, environment and chance on the top floors only', () => {
    const below = files.filter((file) => !AMBIENT_ROOMS.includes(roomOf(file)));
    const said = (file: string) => (roomOf(file) === CLOCK_ROOM ? code(file).replaceAll(CLOCK, '') : code(file));
    expect(below.filter((file) => AMBIENT.test(said(file))).map((file) => relative(SOURCE, file))).toEqual([]);
  });

  it("spells the words of a signature in their vendor's record only, except in the causes that are about them", () => {
    const below = files.filter((file) => roomsBelow('views').includes(roomOf(file)));
    const found = below.flatMap((file) => spelledIn(file).map((line) => `${relative(SOURCE, file)}: ${line}`));
    expect(below.length).toBeGreaterThan(400);
    expect(found).toEqual([]);
  });

  it.each([
    ['sigv4/claims/query-claim.ts', "const date = parameter('X-Amz-Date');"],
    ['drafts/draft.ts', 'const PREFIX = /^X-Amz-Meta-/;'],
    ['sandbox/checks/scope.ts', "if (terminator.octets !== 'aws4_request') return null;"],
  ])('in %s, knows a word of a signature that is spelled: %s', (file, line) => {
    expect(spelledInCode(join(SOURCE, file), line)).toEqual([line]);
  });

  it.each([
    ['sigv4/claims/query-claim.ts', "const says = 'Give X-Amz-Date, the time in UTC.';"],
    ['sigv4/schemes/query.ts', 'const named = parameters.get(AWS4.parameters.date);'],
    ['sandbox/operations/buckets.ts', "const acl = headerText(headers, 'x-amz-acl');"],
  ])('in %s, lets through words for people, the record, and the API of S3: %s', (file, line) => {
    expect(spelledInCode(join(SOURCE, file), line)).toEqual([]);
  });

  it('asks no sentence that people read what it means', () => {
    const found = files.flatMap((file) =>
      code(file)
        .split('\n')
        .filter((line) => SENTENCE_COMPARED.test(line))
        .map((line) => `${relative(SOURCE, file)}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    'if (known !== found.says) return name;',
    "if (problem.says === 'There is no key.') return null;",
    'const isAgain = state.notice === ASK_AGAIN;',
    "return stages.find(({ title }) => title === 'Signature');",
    'if (wanted === lesson.title) return lesson;',
    'const byte = /at byte (\\d+)/.exec(problem.says)?.[1];',
    "return found.fix.startsWith('Give');",
    "const says = problem.says.replace('byte 1', 'byte 2');",
    "if (inputWords(input) === 'the address') return 'url';",
    'const name = /^the (.*) header/.exec(inputWords(origin.input));',
    'switch (problem.says) {',
  ])('knows a sentence that is asked: %s', (line) => {
    expect(line).toMatch(SENTENCE_COMPARED);
  });

  it.each([
    'const notices = after.notice !== null && after.notice !== before.notice ? [after.notice] : [];',
    "const isShown = title === '' || says === undefined;",
    "return typeof says === 'string' ? says : says(trace);",
  ])('lets through what asks whether there is one: %s', (line) => {
    expect(line).not.toMatch(SENTENCE_COMPARED);
  });

  it('imports nothing to know whether a command line opens a screen, but the table of outputs', () => {
    const reached = [...reachedFrom(join(SOURCE, 'commands/leads-to-screen.ts'))];
    expect(reached.map((file) => relative(SOURCE, file))).toEqual(['commands/leads-to-screen.ts', 'outputs/table.ts']);
  });

  it('has no screen and no command in the library', () => {
    const reached = [...reachedFrom(join(SOURCE, 'library/index.ts'))].map(roomOf);
    expect(reached.length).toBeGreaterThan(100);
    expect(reached.filter((room) => room === 'screen' || room === 'commands')).toEqual([]);
  });

  it.each([
    // The screen, and what it shows, is known to those who show it, not to the world.
    ['app/world/world.ts', 30, /^(?:screen|lessons|diagnosis|evidence|app\/(?:walks|course|traffic|pastes))\//],
    // What describes the commands knows none of them.
    [
      'commands/completion.ts',
      10,
      /^(?:screen|wire|disk|http|sigv4|intake|verification|lessons|app\/(?!options|world))/,
    ],
  ])('needs for %s little of the house, types and re-exports included', (file, least, others) => {
    const reached = [...reachedFrom(join(SOURCE, file), isResolved)].map((path) => relative(SOURCE, path));
    expect(reached.length).toBeGreaterThan(least);
    expect(reached.filter((path) => others.test(path))).toEqual([]);
  });

  it('reads no YAML and no Markdown before somebody learns', () => {
    const early = reachedFrom(join(SOURCE, 'cli/main.ts'));
    expect(early.size).toBeGreaterThan(50);
    const late = imports.filter(({ target }) => target === 'yaml' || target === 'marked');
    expect(late.length).toBeGreaterThan(0);
    expect(late.filter(({ file }) => early.has(file)).map(describeImport)).toEqual([]);
  });

  it('loads no command before its name is read', () => {
    const early = [...reachedFrom(join(SOURCE, 'cli/main.ts'))];
    const tables = early.filter((file) => ['commands', 'outputs'].includes(roomOf(file)));
    expect(tables.map((file) => relative(SOURCE, file)).sort()).toEqual(['commands/table.ts']);
    const late = [
      'screen',
      'layout',
      'lessons',
      ...DIAGNOSING,
      'sandbox',
      'evidence',
      'vectors',
      'verification',
      'wire',
    ];
    expect(early.filter((file) => late.includes(roomOf(file)))).toEqual([]);
  });

  it.each(['causes', 'search', 'suspects', 'sandbox', 'evidence'])(
    'loads %s after the first frame of a walk',
    (room) => {
      const early = [...reachedFrom(join(SOURCE, 'commands/walk.ts'))];
      expect(early.length).toBeGreaterThan(100);
      expect(early.filter((file) => roomOf(file) === room)).toEqual([]);
    },
  );

  it('loads the protocol of agents only to serve them', () => {
    const early = ['cli/main.ts', 'commands/mcp/mcp.ts'].flatMap((file) => [...reachedFrom(join(SOURCE, file))]);
    const late = imports.filter(({ target }) => target.startsWith('@modelcontextprotocol/') || target === 'zod/v4');
    expect(late.length).toBeGreaterThan(1);
    expect(late.filter(({ file }) => early.includes(file)).map(describeImport)).toEqual([]);
  });

  it('loads the network of Node.js after the first frame of a walk', () => {
    const early = ['cli/main.ts', 'commands/walk.ts'].flatMap((file) => [...reachedFrom(join(SOURCE, file))]);
    const late = imports.filter(({ target }) => target === 'node:net' || target === 'node:tls');
    expect(late.length).toBeGreaterThan(2);
    expect(late.filter(({ file }) => early.includes(file)).map(describeImport)).toEqual([]);
  });

  it.each([
    [
      'the screen',
      'cli/terminal/real-screen.ts',
      ['../../screen/show-on-screen.ts', '../../screen/waiting-screen.tsx'],
      '/screen/',
    ],
    ["AWS's signer", 'cli/real-world.ts', ['./second-opinion.ts'], './second-opinion.ts'],
  ])('loads %s only when it is needed', (_what, file, entries, part) => {
    const found = imports.filter(
      ({ room, target, isLoaded }) => room === 'cli' && target.includes(part) && isLoaded !== 'never',
    );
    expect(found.map(describeImport)).toEqual(entries.map((entry) => `${file} → ${entry}`));
    for (const entry of entries) expect(code(join(SOURCE, file))).toContain(`await import('${entry}')`);
  });
});

function sourceFiles(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(name) ? [path] : [];
  });
}

const importsOf = (file: string): Import[] => importsIn(file, readFileSync(file, 'utf8'));

function importsIn(file: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s(?:[^'";]*?\sfrom\s)?'([^']+)'|\bimport\('([^']+)'\)/gm);
  return [...statements].map((match) => ({
    file,
    room: roomOf(file),
    target: match[1] ?? match[2] ?? '',
    isLoaded: match[2] !== undefined ? 'later' : /^(?:import|export) type\b/.test(match[0]) ? 'never' : 'at-once',
  }));
}

type IsFollowed = (found: Import) => boolean;
const isLoadedAtOnce: IsFollowed = ({ isLoaded }) => isLoaded === 'at-once';
/** Whether a file is not understood without the other one: it is loaded with it, or one of its types is used. */
const isResolved: IsFollowed = ({ isLoaded }) => isLoaded !== 'later';

/** The files that are loaded with one, and so on: what `import()` names is not. */
function reachedFrom(file: string, isFollowed = isLoadedAtOnce, reached: Set<string> = new Set()): ReadonlySet<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  for (const found of importsOf(file)) {
    const isOurs = /^\.[^"']*\.tsx?$/.test(found.target);
    if (isOurs && isFollowed(found)) reachedFrom(resolve(file, '..', found.target), isFollowed, reached);
  }
  return reached;
}

/** Each circle of imports once, as the files on it. */
function circlesOf(all: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { file, target } of all) {
    if (target.startsWith('.')) targets.set(file, [...(targets.get(file) ?? []), resolve(file, '..', target)]);
  }
  const circles: string[][] = [];
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]) => {
    const at = way.indexOf(file);
    if (at >= 0) circles.push([...way.slice(at), file]);
    if (at >= 0 || done.has(file)) return;
    for (const target of targets.get(file) ?? []) follow(target, [...way, file]);
    done.add(file);
  };
  for (const file of targets.keys()) follow(file, []);
  return circles;
}

/** The lines that spell words of a vendor's signature. */
const spelledIn = (file: string): readonly string[] =>
  ABOUT_S3.test(relative(SOURCE, file)) ? [] : spelledInCode(file, code(file));

function spelledInCode(file: string, text: string): readonly string[] {
  const pattern = OF_ANY_VENDOR.includes(roomOf(file)) ? VENDORS : VENDORS_WORD;
  return text.split('\n').filter((line) => pattern.test(withoutSentences(line).replace(RECORD, '')));
}

const withoutSentences = (line: string): string =>
  line.replace(LITERAL, (literal) => (literal.includes(' ') ? '' : literal));

const roomsBelow = (room: string) => FLOORS.slice(floorOf(room) + 1).flat();
const code = (file: string) => readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
const roomOf = (file: string) => relative(SOURCE, file).split('/')[0] ?? '';
const floorOf = (room: string) => FLOORS.findIndex((rooms) => rooms.includes(room));
const describeImport = ({ file, target }: Import) => `${relative(SOURCE, file)} → ${target}`;

const roomAt = ({ file, target }: Import) => roomOf(resolve(file, '..', target));

const appFolder = (file: string) => relative(join(SOURCE, 'app'), file).split('/')[0] ?? '';
const appLevel = (file: string) => APP.findIndex((folders) => folders.includes(appFolder(file)));

function climbsInApp({ file, target }: Import): boolean {
  const to = resolve(file, '..', target);
  return appFolder(to) !== appFolder(file) && appLevel(to) >= appLevel(file);
}

function goesWrong({ file, room, target }: Import): boolean {
  const path = resolve(file, '..', target);
  if (path === resolve('package.json')) return room !== 'cli';
  const to = roomOf(path);
  return to !== room && floorOf(to) <= floorOf(room);
}
