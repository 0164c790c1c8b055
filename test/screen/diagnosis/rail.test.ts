/** What both sides have, on the first page of a diagnosis: in two columns, in one, and beside what was found. */
import { describe, expect, it, vi } from 'vitest';
import type { ShownWalk } from '../../../src/app/walks/shown-walk.ts';
import { type Problem, problem } from '../../../src/bytes/problem.ts';
import { describeDiagnosis } from '../../../src/screen/diagnosis/describe-diagnosis.tsx';
import { beginSession } from '../../../src/screen/session.ts';
import type { FixTrial } from '../../../src/views/diagnosis/fix-trial.ts';
import { CLIENT_WITH_HEADERS, diagnosedWalk, HEX_TEXT, walkOfTexts } from '../../support/causes/diagnosed.ts';
import { fixtures } from '../../support/fixtures.ts';
import { SECRET } from '../../support/sandbox/sandbox-client.ts';
import { textsOf } from '../../support/screen/drawn-rows.tsx';
import { NO_TERMINAL } from '../../support/transcripts/transcribe-screen.ts';

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

function pageOf(
  texts: readonly string[],
  size: { readonly width: number; readonly height: number },
  changed: (walk: ShownWalk) => ShownWalk = (walk) => walk,
  secret: string | null = SECRET,
) {
  const walk = changed(walkOfTexts(texts, secret));
  const session = beginSession(describeDiagnosis(walk), { size, layout: 'usual' }, NO_TERMINAL);
  const press = (key: string) => {
    session.take({ kind: 'key', key });
    return textsOf(session);
  };
  return { rows: textsOf(session), press, session };
}

describe('a mistake that is made again', () => {
  const opened = async (session: Parameters<typeof textsOf>[0]) => {
    await vi.waitFor(() => expect(textsOf(session)[0]).toMatch(/REPLAY$/));
    return textsOf(session);
  };

  it('begins with what it is if it changes no text', async () => {
    const session = beginSession(
      describeDiagnosis(diagnosedWalk(HEX_TEXT, ['request', 'secret'])),
      { size: WIDE, layout: 'usual' },
      NO_TERMINAL,
    );
    session.take({ kind: 'key', key: 'return' });
    expect((await opened(session))[1]).toContain('[1 Mistake]');
  });
});

it('a line that only the client has, has the letter of its value', () => {
  for (const size of SIZES) {
    const { rows } = pageOf([CLIENT_WITH_HEADERS, ANSWER], { ...size, height: 60 }, undefined, null);
    const letterOf = (text: string) => {
      const at = rows.findIndex((row) => row.includes(text));
      // In a narrow window, the letter is before the server's side of the line, which is the row above.
      return [rows[at], rows[at - 1]].map((row) => row?.slice(1, 5).trim()).find((letter) => letter !== '');
    };
    expect(letterOf('x-amz-meta-note:one two')).toBe('N2');
    expect(letterOf('x-amz-meta-mine:1')).toBe('N3');
    expect(letterOf('x-amz-security-token:')).toBe('T');
  }
});

describe('a wide window', () => {
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

describe('the fix', () => {
  const trial = { status: 200, error: null, isAccepted: true } as const;
  const SERVERS = '9befa140e3dd201b81235aeea8abd05d2baa2ed0b8e6103d23a7a300990a75db';
  const sentTo = async (result: FixTrial | Problem, size = WIDE) => {
    const answered = Promise.resolve(result);
    const { press, session } = pageOf([LOG, ANSWER], size, (walk) => ({ ...walk, tryFix: () => answered }));
    expect(press('t').join('\n')).toContain('sending …');
    await answered;
    return textsOf(session);
  };

  it.each(SIZES)('is tried by t at $width×$height, and the signatures are the same then', async (size) => {
    const rows = await sentTo({ ...trial, signature: SERVERS }, size);
    expect(rows.join('\n')).toContain('✓ The sandbox accepts this signature. It answers 200.');
    // The text that is signed is the server's, too.
    expect(rows.join('\n')).not.toContain('╳');
    if (size.width >= 120) expect(rows.join('\n')).toContain('THE CLIENT signs this with the fix');
    expect(rows.find((row) => row.includes("the same as the server's"))).toMatch(/ # +9befa140e3dd201b81235aee/);
    if (size.width >= 120) expect(rows.join('\n')).toMatch(/9befa140e3dd201b81235aee\S+ +═══ +the same/);
    const dots = rows.filter((row) => /[▀▄█]/.test(row));
    expect(dots).toHaveLength(size.width < 120 ? 0 : 8);
    const client = rows.find((row) => row.includes('THE CLIENT'))?.indexOf('THE CLIENT') ?? 0;
    for (const row of dots) expect(row.slice(client).trimEnd()).toBe(row.slice(8, 24).trimEnd());
  });

  it('stays as it was tried where there is no other cause to go to', async () => {
    const answered = Promise.resolve({ ...trial, signature: SERVERS });
    const { press } = pageOf([LOG, ANSWER], WIDE, (walk) => ({ ...walk, tryFix: () => answered }));
    press('t');
    await answered;
    expect(press('down').join('\n')).toContain("the same as the server's");
  });

  it('gives way to what was sent when t is pressed again', async () => {
    const answered = Promise.resolve({ ...trial, signature: SERVERS });
    const { rows, press } = pageOf([LOG, ANSWER], WIDE, (walk) => ({ ...walk, tryFix: () => answered }));
    press('t');
    await answered;
    expect(press('t')).toEqual(rows);
  });

  it('says that the answer after an accepted signature is not that of their server', async () => {
    const rows = await sentTo({
      status: 404,
      error: { code: 'NoSuchKey', message: 'The specified key does not exist.' },
      isAccepted: true,
      signature: SERVERS,
    });
    const said = 'answers 404 NoSuchKey, which is about the sandbox itself: The specified key does not exist.';
    expect(rows.join(' ').replace(/ +/g, ' ')).toContain(`✓ The sandbox accepts this signature. It then ${said}`);
  });

  it('compares no signature if an example key made it', async () => {
    const rows = await sentTo({ ...trial, signature: null });
    expect(rows.join('\n')).toContain('The sandbox accepts a request signed this way (example key).');
    expect(rows.join('\n')).not.toContain("the same as the server's");
    expect(rows.join('\n')).not.toContain('signs this with the fix');
    expect(rows.join('\n')).toContain('THE CLIENT signed this');
  });

  it('is not called right if the sandbox refuses it', async () => {
    const rows = await sentTo({
      status: 403,
      error: { code: 'SignatureDoesNotMatch', message: '' },
      isAccepted: false,
      signature: null,
    });
    expect(rows.join('\n')).toContain('✗ 403 SignatureDoesNotMatch: the sandbox refuses this, too.');
  });

  it('says why it could not be sent', async () => {
    const rows = await sentTo(problem('no-response', 'The sandbox sent no response.', 'Try it again.'));
    expect(rows.join('\n')).toContain('The sandbox sent no response. Try it again.');
  });

  it('is not offered for a refusal that is not about the signature', () => {
    const { rows, press } = pageOf([SIGNED, DENIED], WIDE, (walk) => ({ ...walk, tryFix: () => Promise.reject() }));
    expect(rows.at(-1)).not.toContain('try the fix');
    expect(press('t').join('\n')).toContain('cannot be tried here');
  });
});

describe('the line of a fix', () => {
  it('is that of a client, and the Tab key shows those of others', () => {
    const { rows, press } = pageOf([LOG, ANSWER], WIDE);
    expect(rows.join('\n')).toMatch(/❯ AWS SDK for JavaScript .*tab other programs \(2\)/);
    expect(press('tab').join('\n')).toMatch(/❯ AWS SDK for PHP .*\n +'\/' \. implode\('\/', /);
    expect(press('tab').join('\n')).toContain('❯ Python   "/" + urllib.parse.quote(key, safe="/~")');
    expect(press('tab').join('\n')).toContain('❯ AWS SDK for JavaScript');
  });

  const sentBy = (agent: string) =>
    pageOf([LOG, ANSWER, `GET / HTTP/1.1\r\nHost: h\r\nUser-Agent: ${agent}\r\n\r\n`], WIDE).rows.join('\n');

  it.each(['python-requests/2.32', 'Python-urllib/3.11', 'Python/3.11 aiohttp/3.9.1'])(
    'is that of the language of the client %s',
    (agent) => expect(sentBy(agent)).toContain('❯ Python, which was seen   "/" + urllib.parse.quote'),
  );

  it.each([
    ['GuzzleHttp/7', 'PHP'],
    ['axios/1.7.2', 'JavaScript'],
  ])('is first that in the language of the client %s, which is no client of the table', (agent, language) => {
    expect(sentBy(agent)).toContain(`❯ AWS SDK for ${language}   `);
  });
});
