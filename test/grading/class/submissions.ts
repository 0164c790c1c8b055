/** Forty submissions of a class: right ones, single mistakes, programs that go wrong, copies, and attacks on the grading. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { casesWith } from '../../support/grading/graded.ts';

const signer = (file: string): string => readFileSync(join('test/grading/class/signers', file), 'utf8');
const courseSigner = (file: string): string => readFileSync(join('tutorial/signers', file), 'utf8');

const PYTHON = signer('signer.py');
const JAVASCRIPT = signer('signer.mjs');

/** A program that looks the published answers up. */
const TABLE_PROGRAM = `import json, sys
TABLE = json.load(open("table.json"))
for text in sys.stdin:
    name = json.loads(text)["id"]
    print(json.dumps({"id": name, "signature": TABLE.get(name, "0" * 64)}), flush=True)
`;

const publishedSignatures = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    casesWith().flatMap(({ id, expected }) =>
      expected.kind === 'values' ? [[id, expected.values.signature ?? '']] : [],
    ),
  );

/** What the table of the class must say about a submission. */
export interface Expected {
  readonly points: number | { readonly from: number; readonly to: number };
  /** The mistakes, as they are in the table. */
  readonly mistakes?: string;
  readonly restarts?: number;
  readonly strayLines?: number;
  readonly limit?: string;
  readonly changed?: number;
  readonly hints?: RegExp;
  readonly notGraded?: RegExp;
}

export interface Submission {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly expected: Expected;
  /** The program that the submission needs, if it may be absent. */
  readonly tool?: string;
}

/** The Python signer with a change in one place. Throws if the place is not there exactly once. */
function python(from: string, to: string): Submission['files'] {
  const parts = PYTHON.split(from);
  if (parts.length !== 2) throw new Error(`signer.py has ${parts.length - 1} times: ${from}`);
  return { 'signer.py': parts.join(to) };
}

/** Python code at the beginning of the program, and for each question before it is answered. */
const before = (code: string) => python('for text in sys.stdin:\n', `${code}\nfor text in sys.stdin:\n`);
const each = (code: string) =>
  python('    question = json.loads(text)\n', `    question = json.loads(text)\n${code}\n`);

const RIGHT = { points: 100, mistakes: '' } as const;
const slip = (mistakes: string, from = 60, to = 99): Expected => ({ points: { from, to }, mistakes });

/** Python code that keeps writing over files, also after the program has ended. `paths` is a list in Python. */
const overwrites = (paths: string) => `import glob, os, time
if os.fork() == 0:
    os.setsid()
    for _ in range(2_000):
        for path in ${paths}:
            if not path.startswith(os.getcwd()):
                try:
                    open(path, "w").write("raise SystemExit(7)")
                except OSError:
                    pass
        time.sleep(0.01)
    os._exit(0)
`;

/** The submissions. `folder` is where they are handed in, which some of them know. */
export const submissionsIn = (folder: string): readonly Submission[] => [
  { name: 'Ada Right_1', files: { 'signer.py': PYTHON }, expected: RIGHT },
  { name: 'Ben Right_2', files: { 'signer.mjs': JAVASCRIPT }, expected: { ...RIGHT, hints: /^has the same lines as/ } },
  { name: 'Cem Right_3', files: { 'signer.pl': signer('signer.pl') }, expected: RIGHT, tool: 'perl' },
  { name: 'Dan Right_4', files: { 'Signer.java': signer('Signer.java') }, expected: RIGHT, tool: 'java' },
  {
    name: 'Eli Equal_5',
    files: { 'main.mjs': JAVASCRIPT.replace(/^ {2}/gm, '\t').replace(/^\/\/.*$/gm, '// My own work.') },
    expected: { ...RIGHT, hints: /^has the same lines as/ },
  },
  {
    name: 'Fay Nested_6',
    files: {
      'homework/signer.py': PYTHON.replace('import base64', 'import base64  # for the body'),
      'homework/README.md': '# Mine\n',
    },
    expected: RIGHT,
  },

  {
    name: 'Gil Prefix_7',
    files: python('("AWS4" + line["secret"])', '("" + line["secret"])'),
    expected: slip('signing-key-not-binary/no-prefix'),
  },
  {
    name: 'Hal HexKey_8',
    files: python('        key = digest(key, part)\n', '        key = digest(key, part).hex().encode()\n'),
    expected: slip('signing-key-not-binary/hex-text'),
  },
  {
    name: 'Ida Twice_9',
    files: python(
      '"/".join(uri_encode(unquote_to_bytes(part))',
      '"/".join(uri_encode(uri_encode(unquote_to_bytes(part)))',
    ),
    expected: slip('path-double-encoded-on-s3/signed-twice; path-single-encoded-non-s3/encoded-three-times'),
  },
  { name: 'Jan Sorted_10', files: python('in sorted(pairs)', 'in pairs'), expected: slip('query-not-sorted/as-sent') },
  {
    name: 'Kim Spaces_11',
    files: python('" ".join(value.split())', 'value.strip()'),
    expected: slip('header-value-whitespace/spaces-kept'),
  },
  {
    name: 'Leo Plus_12',
    files: python('quote(value, safe="-_.~")', 'quote(value, safe="-_.~").replace("%20", "+")'),
    expected: slip('space-plus-vs-percent20/signed'),
  },
  {
    name: 'Mia Lower_13',
    files: python(
      'return quote(value, safe="-_.~")',
      'return __import__("re").sub("%..", lambda m: m[0].lower(), quote(value, safe="-_.~"))',
    ),
    expected: slip('lowercase-percent-hex/in-both'),
  },
  {
    name: 'Noa NoBody_14',
    files: python('body = base64.b64decode(line["request"].get("bodyBase64", ""))', 'body = b""'),
    expected: slip('payload-hash-of-empty-body/last-line', 60, 94),
  },
  {
    name: 'Oda Newline_15',
    files: python('hashed])', 'hashed]) + "\\n"'),
    expected: slip('crlf-or-extra-newline/string-newline-at-end'),
  },
  {
    name: 'Pia Terminator_16',
    files: python('for part in scope.split("/"):', 'for part in scope.split("/")[:3]:'),
    expected: slip('signing-key-not-binary/no-terminator'),
  },
  {
    name: 'Quy DateOnly_17',
    files: python('["AWS4-HMAC-SHA256", time, scope, hashed]', '["AWS4-HMAC-SHA256", time[:8], scope, hashed]'),
    expected: slip('string-to-sign-misbuilt/date-alone'),
  },
  {
    name: 'Rex Capitals_18',
    files: python('lines.append(name + ":"', 'lines.append(name.title() + ":"'),
    expected: slip('header-name-not-lowercased/lines'),
  },
  {
    name: 'Sam Clock_19',
    files: python(
      '    time = line["time"]\n',
      '    time = __import__("datetime").datetime.now(__import__("datetime").timezone.utc).strftime("%Y%m%dT%H%M%SZ")\n',
    ),
    expected: slip('string-to-sign-misbuilt/clock-of-the-machine'),
  },
  {
    name: 'Tea HeaderOnly_20',
    files: python('if line["form"] == "query":', 'if False:'),
    expected: { points: { from: 55, to: 70 }, mistakes: 'header-form-only' },
  },

  { name: 'Uma Debug_21', files: each('    print("debug", question["id"])'), expected: { ...RIGHT, strayLines: 125 } },
  {
    name: 'Vic Fifth_22',
    files: python(
      'for text in sys.stdin:\n',
      'import os\nfor number, text in enumerate(sys.stdin):\n    if number == 4:\n        os._exit(3)\n',
    ),
    expected: { ...RIGHT, restarts: 49 },
  },
  { name: 'Wes Exit_23', files: before('import atexit, os\natexit.register(lambda: os._exit(1))'), expected: RIGHT },
  { name: 'Xia Syntax_24', files: { 'signer.py': 'def sign(:\n' }, expected: { points: 0 } },
  {
    name: 'Yan Empty_25',
    files: { 'README.md': 'I could not do it.\n' },
    expected: { points: 0, notGraded: /^no file can be run: README\.md$/ },
  },
  {
    name: 'Zoe Many_26',
    files: { 'one.py': PYTHON, 'two.py': PYTHON },
    expected: {
      points: 0,
      notGraded: /^several files can be run, and none is the only one called signer or main: one\.py, two\.py$/,
    },
  },
  {
    name: 'Abe Endless_27',
    files: { 'signer.py': 'while True:\n    pass\n' },
    expected: { points: 0, limit: 'time of a case' },
  },
  {
    name: 'Bea Sleeper_28',
    files: { 'signer.py': 'import time\ntime.sleep(100_000)\n' },
    expected: { points: 0, limit: 'time of a case' },
  },
  {
    name: 'Cal Lines_29',
    files: { 'signer.py': 'while True:\n    print("a line")\n' },
    expected: { points: 0, strayLines: 1000, limit: 'lines that are not answers' },
  },
  {
    name: 'Deb Bytes_30',
    files: before('sys.stdout.write("x" * 1_000)'),
    expected: { points: { from: 90, to: 100 } },
  },
  {
    name: 'Eva Flood_31',
    files: { 'signer.py': 'import sys\nwhile True:\n    sys.stdout.write("x" * 65_536)\n' },
    expected: { points: 0, limit: 'size of the output' },
  },
  {
    name: 'Fil Talk_32',
    files: before('for number in range(70_000):\n    sys.stderr.write("e" * 1_000)'),
    expected: RIGHT,
  },
  {
    name: 'Gus Escapes_33',
    files: each('    print("\\x1b[2J\\x1b]0;title\\x07=cmd|calc")'),
    expected: { ...RIGHT, strayLines: 125 },
  },
  {
    name: 'Han Neighbor_34',
    files: before(overwrites(`glob.glob(${JSON.stringify(`${folder}/*/*`)})`)),
    expected: RIGHT,
  },
  {
    name: 'Ivo Searcher_35',
    files: before(overwrites('glob.glob(os.path.dirname(os.getcwd()) + "/sigv4-*/*")')),
    expected: RIGHT,
  },
  { name: 'Jed Parent_36', files: before('import os, signal\nos.kill(os.getppid(), signal.SIGKILL)'), expected: RIGHT },
  {
    name: 'Kay Itself_37',
    files: before('open(__file__, "a").write("\\n# changed\\n")'),
    expected: { ...RIGHT, changed: 1 },
  },
  {
    name: 'Lia Course_38',
    files: { 'signer.py': courseSigner('signer.py').replaceAll('def ', 'def  ') },
    expected: { ...RIGHT, hints: /^\d+ % of its lines are those of a signer of the course$/ },
  },
  {
    name: 'Max Sigv4_39',
    files: { 'signer.py': 'import subprocess, sys\nsys.exit(subprocess.run(["sigv4", "signer"]).returncode)\n' },
    expected: { points: 0, hints: /^mentions sigv4 signer$/ },
  },
  {
    name: 'Nat Table_40',
    files: { 'signer.py': TABLE_PROGRAM, 'table.json': JSON.stringify(publishedSignatures()) },
    expected: { points: 100, hints: /contains \d+ published signatures/ },
  },
];

/** Names a folder as Moodle does when a teacher downloads the submissions. */
export const folderName = ({ name }: Submission): string => `${name}_assignsubmission_file_`;

/** Hands the submissions in: writes them to the folder. */
export function handIn(folder: string, submissions: readonly Submission[]): void {
  for (const submission of submissions) {
    for (const [path, text] of Object.entries(submission.files)) {
      const whole = join(folder, folderName(submission), path);
      mkdirSync(join(whole, '..'), { recursive: true });
      writeFileSync(whole, text);
    }
  }
}
