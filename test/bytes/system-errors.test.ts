/** What the codes of the system mean, in errors as Node.js makes them. */
import { mkdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { codeOf, isWithoutRoom, reasonOf } from '../../src/bytes/system-errors.ts';
import { portProblem } from '../../src/wire/port-problem.ts';

/** What is thrown. */
function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('Nothing is thrown.');
}

const withCode = (code: string) => Object.assign(new Error(`listen ${code}: in the words of Node.js`), { code });

it.each([
  [() => readFileSync('no/such/file'), 'ENOENT', 'there is no such file'],
  [() => readFileSync('src'), 'EISDIR', 'it is a folder'],
  [() => readFileSync('package.json/a'), 'ENOTDIR', 'a part of its path is not a folder'],
  [() => mkdirSync('src'), 'EEXIST', 'there is already something with its name'],
])('explains an error in words: %s', (work, code, reason) => {
  const error = thrownBy(work);
  expect([codeOf(error), reasonOf(error), isWithoutRoom(error)]).toEqual([code, reason, false]);
});

it('gives the words of any other error, without the call and the path', () => {
  const other = Object.assign(new Error("EMFILE: too many open files, open 'a'"), { code: 'EMFILE', syscall: 'open' });
  expect([reasonOf(other), reasonOf('text'), codeOf('text')]).toEqual(['EMFILE: too many open files', 'text', '']);
  expect(isWithoutRoom(withCode('ENOSPC'))).toBe(true);
});

it('says why a port is not available', () => {
  expect(portProblem(9000, withCode('EADDRINUSE')).says).toBe(
    'Port 9000 on 127.0.0.1 is not available: another program listens on it.',
  );
});
