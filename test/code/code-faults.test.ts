/**
 * Code of signers without any printed text: right ones have no fault, and a mistake that is put into one is found with
 * its line, as something possible.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { isProblem } from '../../src/bytes/problem.ts';
import { quoteOf } from '../../src/code/faults/quote.ts';
import { readCode } from '../../src/code/read-code.ts';
import { signerCodeIn } from '../../src/code/signer-code.ts';
import { type Diagnosis, diagnose } from '../../src/diagnosis/diagnosis.ts';
import { readEvidence } from '../../src/evidence/read-evidence.ts';
import { findSecrets } from '../../src/evidence/secrets/find-secrets.ts';
import { maskPastedSecrets } from '../../src/evidence/secrets/mask-pasted-secrets.ts';
import { named } from '../support/sources.ts';

/** A part of the line that has to be quoted, and passages, each with what takes its place. */
type Mistake = readonly [quoted: string, ...changes: (readonly [old: string, put: string])[]];

/** The mistakes in each signer of the folder, by what is found then. */
const MISTAKES: Readonly<Record<string, Readonly<Record<string, Mistake>>>> = JSON.parse(
  readFileSync(`${import.meta.dirname}/mistakes.json`, 'utf8'),
);

const SIGNERS = `${import.meta.dirname}/signers`;
const ROOT = `${import.meta.dirname}/../..`;

const MISMATCH =
  '<Error><Code>SignatureDoesNotMatch</Code><Message>The request signature we calculated does not match the signature you provided. Check your key and signing method.</Message></Error>';

const readSigner = (file: string): string => readFileSync(`${SIGNERS}/${file}`, 'utf8');
const codeIn = (text: string) => signerCodeIn({ octets: octetsFromText(text) });

function diagnosed(text: string): Diagnosis {
  const evidence = readEvidence([{ octets: octetsFromText(text), by: named('paste') }]);
  if (isProblem(evidence)) throw new Error(evidence.says);
  return diagnose(evidence, () => null);
}

const ofCode = ({ findings }: Diagnosis) => findings.filter(({ variant }) => variant === 'in-code');

/** Puts a mistake into a signer. Each passage has to be there. */
function changed(file: string, changes: readonly (readonly [old: string, put: string])[]): string {
  return changes.reduce((text, [old, put]) => {
    if (!text.includes(old)) throw new Error(`${file} does not have: ${old}`);
    return text.replace(old, () => put);
  }, readSigner(file));
}

const RIGHT = [
  ...readdirSync(SIGNERS).map((file) => `${SIGNERS}/${file}`),
  ...['signer.py', 'signer.mjs', 'signer.sh'].map((file) => `${ROOT}/tutorial/signers/${file}`),
  ...['signer.py', 'signer.mjs', 'signer.pl', 'Signer.java'].map(
    (file) => `${ROOT}/test/grading/class/signers/${file}`,
  ),
  `${ROOT}/node_modules/aws4/aws4.js`,
  `${ROOT}/node_modules/aws4fetch/dist/aws4fetch.esm.mjs`,
];

describe('a right signer', () => {
  it.each(RIGHT)('has no fault: %s', (path) => {
    expect(codeIn(readFileSync(path, 'utf8'))?.faults ?? []).toEqual([]);
  });

  it('may leave the slash unencoded where its caller says so', () => {
    const text = changed('signer.py', [
      [
        'def sign(key, msg):',
        'def encoded(text, is_path=False):\n    return quote(text, safe="-_.~" + ("/" if is_path else ""))\n\n\ndef sign(key, msg):',
      ],
      ['quote(v, safe="")', 'encoded(v)'],
    ]);
    expect(codeIn(text)?.faults).toEqual([]);
  });

  it.each(readdirSync(SIGNERS))('is read as the code of a signer: %s', (file) => {
    expect(codeIn(readSigner(file))).not.toBeNull();
  });

  it.each(readdirSync(SIGNERS))('says nothing of a request, with its names and templates: %s', (file) => {
    const { evidence } = diagnosed(`${MISMATCH}\n\n${readSigner(file)}`).sides;
    const requests = [evidence.request, evidence.client];
    expect([requests, evidence.mentions.map(({ id }) => id)]).toEqual([[null, null], ['signing-code']]);
  });

  it.each(readdirSync(SIGNERS))('is not blamed for a refusal: %s', (file) => {
    expect(ofCode(diagnosed(`${MISMATCH}\n\n${readSigner(file)}`))).toEqual([]);
  });
});

const CASES = Object.entries(MISTAKES).flatMap(([file, mistakes]) =>
  Object.entries(mistakes).map(([id, mistake]) => ({ file, id, mistake })),
);

describe('a mistake in a signer', () => {
  it.each(CASES)('is found alone, with its line: $file, $id', ({ file, id, mistake: [quoted, ...changes] }) => {
    const text = changed(file, changes);
    const faults = codeIn(text)?.faults ?? [];
    expect(faults.map((fault) => fault.id)).toEqual([id]);
    const [fault] = faults;
    expect(fault?.quote).toContain(quoted);
    const line = text.split('\n')[(fault?.line ?? 0) - 1]?.trim() ?? '';
    expect(quoteOf(line, readCode(text)?.language ?? '')).toBe(fault?.quote);
  });

  it('in one call is not blamed on a helper that other calls use right', () => {
    const helper = 'def hex_mac(key, msg):\n    return hmac.new(key, msg.encode(), hashlib.sha256).hexdigest()\n\n\n';
    const misused = readSigner('signer.py')
      .replace('def sign(', `${helper}def sign(`)
      .replace('k_region = sign(', 'k_region = hex_mac(');
    const text = `${misused}\nsignature = hex_mac(signing_key, string_to_sign)\n`;
    expect(codeIn(text)?.faults).toMatchObject([
      { id: 'key-as-text', quote: expect.stringContaining('k_region = hex_mac(') },
    ]);
  });

  it('is a mistake in each language', () => {
    const files = readdirSync(SIGNERS);
    expect(Object.keys(MISTAKES).toSorted()).toEqual(files.toSorted());
    for (const file of files) expect(Object.keys(MISTAKES[file] ?? {}).length, file).toBeGreaterThanOrEqual(10);
  });
});

const HEX_KEY = changed('signer.py', [['hashlib.sha256).digest()', 'hashlib.sha256).hexdigest().encode()']]);
const IN_HEADERS = changed('signer.py', [
  ['";".join(sorted(headers))', '"host;x-amz-date;x-amz-content-sha256;x-amz-security-token"'],
]);

describe('a fault in code', () => {
  it('is the first cause, and only possible', () => {
    const [first] = diagnosed(`${MISMATCH}\n\n${HEX_KEY}`).findings;
    expect([first?.cause.id, first?.certainty.kind]).toEqual(['signing-key-not-binary', 'possible']);
    expect(first?.says).toContain('hexdigest().encode()');
  });

  it('is never said beside something that the server states', () => {
    const expired =
      "<Error><Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'</Message><Region>eu-west-1</Region></Error>";
    const { findings } = diagnosed(`${expired}\n\n${HEX_KEY}`);
    expect(findings.map(({ certainty }) => certainty.kind)).toEqual(['proved']);
  });

  it('is not said if the text that was signed shows that the code was right there', () => {
    const signed =
      'The canonical request was:\nPUT\n/a.txt\n\nhost:examplebucket.s3.amazonaws.com\nx-amz-content-sha256:UNSIGNED-PAYLOAD\nx-amz-date:20240305T101112Z\n\nhost;x-amz-content-sha256;x-amz-date\nUNSIGNED-PAYLOAD\n';
    expect(ofCode(diagnosed(`${MISMATCH}\n\n${IN_HEADERS}`)).map(({ cause }) => cause.id)).toEqual([
      'headers-not-sorted',
    ]);
    expect(ofCode(diagnosed(`${MISMATCH}\n\n${IN_HEADERS}\n\n${signed}`))).toEqual([]);
  });

  it('quotes no secret that is written into the line', () => {
    const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
    const text = changed('signer.py', [
      [
        'k_date = sign(("AWS4" + secret).encode("utf-8"), date_stamp)',
        `k_date = hmac.new(date_stamp, b"AWS4${secret}", hashlib.sha256).digest()`,
      ],
    ]);
    const [fault] = codeIn(text)?.faults ?? [];
    expect(fault?.quote).toContain('k_date = hmac.new(');
    expect(fault?.quote).not.toContain(secret.slice(0, 12));
  });
});

const SHORT = 'Minio-Root-Pass9';

describe('a secret that is written into code', () => {
  it.each([
    `k = hmac.new(b"date", ("AWS4" + "${SHORT}").encode(), hashlib.sha256).digest()`,
    `k = hmac.new(b"date", b"AWS4${SHORT}", hashlib.sha256).digest()`,
    `const k = createHmac('sha256', date).update('AWS4' + '${SHORT}').digest();`,
    `k=$(printf %s "$date" | openssl dgst -sha256 -hmac AWS4${SHORT} -binary)`,
    `k = sign('${SHORT}`,
    `k = sign("${SHORT}\\`,
    'k = sign("AWS4" + "$ecretPass9")',
  ])('is not in the quote of the line: %s', (line) => {
    expect(quoteOf(line, 'Python')).not.toMatch(/Minio|Root|Pass9|ecret/);
  });

  it.each([
    ['amz_date = now.strftime("%Y%m%dT%H%M%SZ")', 'Python'],
    ['var amzDate = now.ToString("yyyyMMddTHHmmssZ");', 'C#'],
    ['query.map { |name, value| "#{encode(name)}=#{encode(value)}" }.join("&")', 'Ruby'],
    ['k_date=$(printf %s "$date" | openssl dgst -sha256 -mac HMAC -macopt "key:AWS4$secret" -binary)', 'shell'],
    ['"x-amz-security-token": os.environ["AWS_SESSION_TOKEN"] + "AWS4-HMAC-SHA256\\n"', 'Python'],
  ])('is not seen in what a reader needs: %s', (line, language) => {
    expect(quoteOf(line, language)).toBe(line);
  });

  it('is neither in the verdict nor in the text', () => {
    const text = changed('signer.py', [
      [
        'k_date = sign(("AWS4" + secret).encode("utf-8"), date_stamp)',
        `k_date = hmac.new(date_stamp, ("AWS4" + "${SHORT}").encode("utf-8"), hashlib.sha256).digest()`,
      ],
    ]);
    const [fault] = codeIn(text)?.faults ?? [];
    expect(fault).toMatchObject({
      id: 'key-and-message-swapped',
      quote: 'k_date = hmac.new(date_stamp, ("AWS4" + "...").encode("utf-8"), hashlib.sha256).digest()',
    });
    for (const known of [text, `k = "AWS4${SHORT}"`, `$k = 'AWS4' . '${SHORT}';`]) {
      expect(maskPastedSecrets(octetsFromText(known), [])).not.toContain(SHORT);
    }
  });

  it.each(readdirSync(SIGNERS))('is not seen in names and templates: %s', (file) => {
    const found = findSecrets(octetsFromText(readSigner(file)));
    expect(found.filter(({ row }) => row.says.includes('AWS4'))).toEqual([]);
  });
});

describe('prose next to code', () => {
  it('is read although the code only assigns fields', () => {
    const code =
      'import hmac\nimport hashlib\n\nclass Signer:\n    def __init__(self, secret):\n        self.key = hmac.new(("AWS4" + secret).encode(), b"20240305", hashlib.sha256).digest()\n        self.region = "us-east-1"';
    const prose = 'What I called then (it failed):\nupload(file)';
    const ranges = codeIn(`${code}\n\n${prose}\n`)?.ranges ?? [];
    expect(ranges.length).toBeGreaterThan(0);
    expect(ranges.filter(({ end }) => end > code.length)).toEqual([]);
  });
});

/** Parts of code that repeat, open brackets without end, or call each other again and again. */
const HOSTILE = [
  '(',
  '[',
  '{',
  '`',
  '"""',
  '/*',
  'x += y\n',
  'x = ";".join([x, x])\n',
  'x = f(x, x)\n',
  'a<b',
  'if ',
  'a ? b : ',
  'a => ',
  '.b',
  '"$(',
];

const PYTHON = 'import hmac\nimport hashlib\nAWS4 = 1\n';
const USED = 'x = hmac.new(b"AWS4", s, hashlib.sha256).digest()\n';
const rows = (count: number, row: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => `${row(index)}\n`).join('');

/** Code whose values grow without end, by what it does. */
const GROWING = {
  'a text doubles itself': `${PYTHON}s = "${'a'.repeat(32)}"\n${rows(30, () => 's = s + s')}${USED}`,
  'a text replaces its letters with more of them': `${PYTHON}s = "a"\n${rows(8, () => `s = s.replace("a", "${'a'.repeat(60)}")`)}${USED}`,
  'a text has two parts of another, and so on': `${PYTHON}${rows(40, (n) => `a${n + 1} = a${n}[1:] + a${n}[2:]`)}s = ";".join(a40)\n${USED}`,
  'joined texts are in joined texts': `${PYTHON}${rows(6, () => `a = ";".join([${'a,'.repeat(99)}a])`)}s = "AWS4-HMAC-SHA256\\n" + a\n${USED}t = "PUT\\n/\\n\\nhost:a\\n\\n" + a + "\\nUNSIGNED-PAYLOAD"\ny = hashlib.sha256(t).hexdigest()\n`,
  'functions of a shell are in functions': `AWS4=$(openssl dgst -hmac a)\nx="1"\n${'f(){ '.repeat(11_000)}`,
};

describe('a line of a script', () => {
  it('is counted where a pipe goes on in the next line', () => {
    const script = 'AWS4="1"\nprintf a |\n  openssl dgst -sha256 -hmac k\ny="2"\n';
    expect(readCode(script)?.statements.map(({ line }) => line)).toEqual([1, 2, 4]);
  });
});

describe('any text', () => {
  it('is read although a call gives only its last argument, by name', () => {
    const text = 'import hmac\nimport hashlib\ndef f(a, b, c="AWS4"):\n    pass\nx = hmac.new(f(c=1), b"")\n';
    expect(codeIn(text)?.faults).toEqual([]);
  });

  it('is read on the stack of a program, although it has members of members', () => {
    const code = `${PYTHON}${rows(9000, () => 'x=x.a')}s = ";".join(f(v) for v in x)\n${USED}`;
    const reader = JSON.stringify(`${ROOT}/src/code/signer-code.ts`);
    const script = `const { signerCodeIn } = await import(${reader}); console.log(signerCodeIn({ octets: ${JSON.stringify(code)} })?.faults.length);`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect([stdout, stderr]).toEqual(['0\n', '']);
  });

  it.each(Object.entries(GROWING))('is read to its end, although %s', (_, text) => {
    expect(() => diagnosed(`${MISMATCH}\n\n${text}`)).not.toThrow();
  });

  it.each(HOSTILE)('is read to its end, although it repeats %j', (part) => {
    const beginnings = [
      'import hmac\nimport hashlib\nAWS4 = 1\n',
      "const a = require('hmac');\nlet b = 'AWS4';\n",
      'AWS4=$(openssl dgst -hmac a)\nx="1"\n',
    ];
    for (const beginning of beginnings) {
      expect(() => codeIn(beginning + part.repeat(Math.floor(20_000 / part.length)))).not.toThrow();
    }
  });
});
