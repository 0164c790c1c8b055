/** What both sides have, on the first page of a diagnosis: in two columns, in one, and beside what was found. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../../src/bytes/octets.ts';
import { isProblem } from '../../../src/bytes/problem.ts';
import { readEvidence } from '../../../src/evidence/read-evidence.ts';
import { describeDiagnosis } from '../../../src/screen/diagnosis/describe-diagnosis.tsx';
import { beginSession } from '../../../src/screen/session.ts';
import { walkOfEvidence } from '../../support/diagnosed.ts';
import { textsOf } from '../../support/drawn-rows.tsx';
import { fixtures } from '../../support/fixtures.ts';
import { SECRET } from '../../support/sandbox-client.ts';
import { named } from '../../support/sources.ts';
import { NO_TERMINAL } from '../../support/transcribe-screen.ts';

const LOG = fixtures.read('failures/client-log.txt');
const ANSWER = fixtures.read('failures/refused-answer.txt');
const SIGNED = fixtures.read('requests/get-range.txt');
const DENIED =
  'HTTP/1.1 403 Forbidden\r\nContent-Type: application/xml\r\n\r\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>';

const SIZES = [
  { width: 80, height: 24 },
  { width: 120, height: 40 },
  { width: 160, height: 50 },
];
const WIDE = { width: 120, height: 40 };

function pageOf(texts: readonly string[], size: { readonly width: number; readonly height: number }) {
  const evidence = readEvidence(texts.map((text) => ({ octets: octetsFromText(text), by: named('the test') })));
  if (isProblem(evidence)) throw new Error(evidence.says);
  const walk = walkOfEvidence(evidence, SECRET);
  const session = beginSession(describeDiagnosis(walk), { size, layout: 'usual' }, NO_TERMINAL);
  const press = (key: string) => {
    session.take({ kind: 'key', key });
    return textsOf(session);
  };
  return { rows: textsOf(session), press };
}

describe.each(SIZES)('a proved cause at $width×$height', (size) => {
  const { rows } = pageOf([LOG, ANSWER], size);

  it('has the lines that both sides have, the break, and what follows from it', () => {
    const text = rows.join('\n');
    expect(rows).toHaveLength(size.height);
    expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(size.width);
    expect(text).toMatch(/ M +1 .*GET\\n/);
    expect(text).toMatch(/ P +2 .*\/photos\/summer%20days%20%281%29\/a%2Bb%3Dc~%C3%A9\.jpg\\n +.*╳/);
    expect(text).toContain('both follow from line 2');
    expect(text.match(/╳/g)?.length).toBeGreaterThan(0);
    expect(text).not.toContain('(empty)');
    expect(text).not.toContain('\\xc3');
  });

  it('marks each piece by itself, and no digit of a hash', () => {
    const marks = rows.filter((row) => row.includes('≠'));
    expect(marks).toHaveLength(1);
    const [server = '', client = server] = (marks[0] ?? '').split('╎').filter((part) => part.includes('≠'));
    expect(server.match(/≠+/g)).toHaveLength(6);
    expect(client.match(/≠+/g)).toHaveLength(6);
  });
});

describe('a wide window', () => {
  it('has both sides next to each other, and their signatures as dots', () => {
    const { rows } = pageOf([LOG, ANSWER], WIDE);
    const heading = rows.find((row) => row.includes('THE SERVER computed this')) ?? '';
    expect(heading).toContain('THE CLIENT signed this');
    const path = rows.find((row) => row.includes('═╳═')) ?? '';
    expect(path.indexOf('/photos/summer␣days')).toBe(heading.indexOf('THE CLIENT'));
    expect(rows.filter((row) => row.includes('═╎═') && row.endsWith('the same'))).toHaveLength(9);
    expect(rows.filter((row) => /[▀▄█]/.test(row))).toHaveLength(8);
    expect(rows.join('\n')).toContain('of 256 bits differ');
  });

  it.each([
    ['that is not about the signature', [SIGNED, DENIED]],
    ['of a request without a signature', [SIGNED.replace(/^Authorization:.*\r?\n/m, ''), DENIED]],
    ['that is proved', [LOG, ANSWER]],
  ])('has at most 13 blank rows in a diagnosis %s', (_, texts) => {
    const { rows } = pageOf(texts, WIDE);
    expect(rows.filter((row) => /^[ │]*$/.test(row)).length).toBeLessThanOrEqual(13);
  });

  it('has no check mark before a refusal', () => {
    for (const size of SIZES) expect(pageOf([SIGNED, DENIED], size).rows[2]).toMatch(/^ ✗ /);
  });

  it('has the text of the one side that is known beside what was found', () => {
    const silent = DENIED.replaceAll('AccessDenied', 'SignatureDoesNotMatch');
    const { rows } = pageOf([SIGNED, silent], WIDE);
    expect(rows.find((row) => row.includes('│─ The client sent a request that gives this'))).toBeDefined();
    expect(rows.find((row) => /│ H +4 host:examplebucket/.test(row))).toBeDefined();
  });
});

describe('the line of a fix', () => {
  it('is that of a client, and the Tab key shows those of others', () => {
    const { rows, press } = pageOf([LOG, ANSWER], WIDE);
    expect(rows.join('\n')).toMatch(/❯ AWS SDK for JavaScript .*tab other programs \(2\)/);
    expect(press('tab').join('\n')).toContain("❯ AWS SDK for PHP   implode('/', array_map('rawurlencode'");
    expect(press('tab').join('\n')).toContain('❯ Python requests   urllib.parse.quote(key, safe="/~")');
    expect(press('tab').join('\n')).toContain('❯ AWS SDK for JavaScript');
  });

  it('is that of the client in the request first', () => {
    const agent = 'GET / HTTP/1.1\r\nHost: h\r\nUser-Agent: python-requests/2.32\r\n\r\n';
    const { rows } = pageOf([LOG, ANSWER, agent], WIDE);
    expect(rows.join('\n')).toContain('❯ Python requests, which was seen   urllib.parse.quote');
  });
});
