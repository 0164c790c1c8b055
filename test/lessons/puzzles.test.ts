/** The puzzles: an attack solves each, and neither the request as it was captured nor ten other attempts do. */
import { describe, expect, it } from 'vitest';
import { octetsFromText } from '../../src/bytes/octets.ts';
import { readLessons } from '../../src/lessons/files/read-lessons.ts';
import { judge } from '../../src/lessons/kinds/table.ts';
import { prepareLesson } from '../../src/lessons/shots/prepare.ts';
import { messageOf } from '../../src/lessons/shots/shots.ts';
import { tutorial } from '../support/fixtures.ts';
import { ordered } from '../support/sandbox/sandbox-client.ts';

type Change = (captured: string) => string;
const replaced =
  (from: string | RegExp, to: string): Change =>
  (captured) => {
    const changed = captured.replace(from, to);
    if (changed === captured) throw new Error(`The request has no ${String(from)}.`);
    return changed;
  };
const added = (line: string): Change => replaced('\r\n\r\n', `\r\n${line}\r\n\r\n`);
const both =
  (one: Change, other: Change): Change =>
  (captured) =>
    other(one(captured));
/** Signs a request of one's own, with the key of the example. */
const signedAnew = (order: Parameters<typeof ordered>[0]): Change => {
  const { request } = ordered({ host: 'examplebucket.s3.amazonaws.com', ...order });
  return () => request;
};
/** Changes the key in the form, and Content-Length with it. */
const key =
  (to: string): Change =>
  (captured) =>
    replaced(
      'user/ann/a.txt',
      to,
    )(captured).replace(
      /(?<=Content-Length: )\d+/,
      (length) => `${Number(length) + to.length - 'user/ann/a.txt'.length}`,
    );

interface Puzzle {
  readonly attack: Change;
  readonly attempts: readonly Change[];
}

const PUZZLES: Readonly<Record<string, Puzzle>> = {
  'p1-another-object': {
    attack: replaced('All is well.', 'All is lost.'),
    attempts: [
      replaced('report.txt', 'another.txt'),
      both(replaced('All is well.', 'All is lost.'), replaced('report.txt', 'another.txt')),
      replaced('All is well.', 'All is lost!'),
      replaced('PUT', 'GET'),
      replaced('PUT', 'DELETE'),
      added('x-amz-copy-source: /examplebucket/test.txt'),
      replaced('Host: examplebucket', 'Host: otherbucket'),
      replaced('Expires=900', 'Expires=901'),
      replaced('SignedHeaders=host', 'SignedHeaders='),
      signedAnew({ method: 'PUT', path: '/uploads/report.txt', body: 'All is lost.' }),
    ],
  },
  'p2-past-the-range': {
    attack: added('If-Range: "another"'),
    attempts: [
      replaced('bytes=0-9', 'bytes=0-99'),
      replaced('Range: bytes=0-9\r\n', ''),
      added('Range: bytes=0-99'),
      replaced('range;', ''),
      replaced('Range: bytes', 'Range: octets'),
      replaced('GET', 'HEAD'),
      replaced('/test.txt', '/test.txt?partNumber=1'),
      added('If-Match: "another"'),
      added('If-None-Match: "another"'),
      signedAnew({ path: '/test.txt' }),
    ],
  },
  'p3-not-signed': {
    attack: replaced('text/plain', 'text/html'),
    attempts: [
      replaced('no-store', 'text/html'),
      replaced('inline', 'text/html'),
      replaced('Content-Language: en', 'Content-Language: html'),
      replaced('author: Ann', 'author: text/html'),
      replaced('text/plain', 'text/HTML5'),
      replaced('Content-Type: text/plain\r\n', ''),
      added('x-amz-meta-content-type: text/html'),
      replaced('/note.txt', '/note.html'),
      both(replaced('text/plain', 'text/html'), replaced('/note.txt', '/page.txt')),
      signedAnew({ method: 'PUT', path: '/note.txt', body: 'x', headers: [['content-type', 'text/html']] }),
    ],
  },
  'p4-too-wide': {
    attack: key('user/anna/a.txt'),
    attempts: [
      key('user/bob/a.txt'),
      key('user/an'),
      key('/user/anna/a.txt'),
      key('USER/anna/a.txt'),
      key('user/ann/../anna/a.txt'),
      key('user/ann%2Fa/a.txt'),
      key('user/annabel/a.txt'),
      both(key('user/anna/a.txt'), replaced('name="policy"', 'name="rules"')),
      both(key('user/anna/a.txt'), replaced('Hello!', 'Hello')),
      both(key('user/anna/a.txt'), replaced('c4dda85d', 'c4dda85e')),
    ],
  },
};

const LESSONS = readLessons(tutorial).filter(({ kind }) => kind === 'puzzle');

describe.each(Object.entries(PUZZLES))('%s', (name, { attack, attempts }) => {
  const verdictOf = async (change: Change) => {
    const lesson = LESSONS.find((one) => one.name === name);
    const [check] = lesson?.check ?? [];
    if (!lesson || !check) throw new Error(`There is no puzzle ${name}.`);
    const prepared = await prepareLesson(lesson);
    const request = octetsFromText(change(messageOf(prepared.prepared[0])));
    return judge(prepared, check, { kind: 'attack', request }).verdict;
  };

  it('is solved by an attack', async () => {
    expect(await verdictOf(attack)).toBe('right');
  });

  it('is not solved by the request as it was captured', async () => {
    expect(await verdictOf((captured) => captured)).toBe('wrong');
  });

  it.each(attempts.map((attempt, index) => [index + 1, attempt] as const))(
    'is not solved by attempt %i',
    async (_number, attempt) => {
      expect(await verdictOf(attempt)).toBe('wrong');
    },
  );

  it('is not solved with another signature, even if the captured one is in the request too', async () => {
    const [captured = ''] = await capturedSignature(name);
    const own = signedAnew({
      method: 'PUT',
      path: '/note.txt',
      body: 'x',
      headers: [['x-note', `Signature=${captured}`]],
    });
    expect(await verdictOf(own)).toBe('wrong');
  });
});

async function capturedSignature(name: string): Promise<readonly string[]> {
  const lesson = LESSONS.find((one) => one.name === name);
  if (!lesson) throw new Error(`There is no puzzle ${name}.`);
  const { prepared } = await prepareLesson(lesson);
  return messageOf(prepared[0]).match(/[0-9a-f]{64}(?![0-9a-f])/g) ?? [];
}

it('every puzzle is tried, with ten attempts', () => {
  expect(LESSONS.map(({ name }) => name)).toEqual(Object.keys(PUZZLES));
  for (const { attempts } of Object.values(PUZZLES)) expect(attempts).toHaveLength(10);
});
