// Loaded before the program: kills it at its change of a file with the number CRASH_AT, and in the middle of it if it writes.
// With CRASH_FROM, the name of a function, the first call of this function is the first change.
import fs, { promises } from 'node:fs';
import { open } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const { CRASH_AT, CRASH_FROM } = process.env;
let changes = 0;
let isCounted = CRASH_FROM === undefined;

/** Puts a function in the place of one that changes files. `half` makes its arguments those of half the work. */
function killedIn(owner, name, { half = null, isChange = () => true } = {}) {
  const change = owner[name];
  owner[name] = function changing(...given) {
    isCounted ||= name === CRASH_FROM;
    if (isCounted && isChange(given)) changes += 1;
    else return change.apply(this, given);
    if (changes !== Number(CRASH_AT)) return change.apply(this, given);
    const kill = () => process.kill(process.pid, 'SIGKILL');
    const done = half === null ? null : change.apply(this, half(given));
    // Half of what is written by a thread of Node.js is there only later.
    return done instanceof Promise ? done.then(kill) : kill();
  };
}

const isForWriting = ([, flags = 'r']) => flags !== 'r';
const halfOfFile = ([path, data, ...rest]) => [path, data.slice(0, data.length >> 1), ...rest];
/** Of `write(bytes, offset)` of a handle, and of `writeSync(descriptor, bytes, offset, length, position)`. */
const halfOfBytes = ([bytes, offset = 0]) => [bytes, offset, (bytes.length - offset) >> 1];
const halfAt = ([descriptor, bytes, offset = 0, length = bytes.length - offset, position = null]) => [
  ...[descriptor, bytes, offset, length >> 1, position],
];

killedIn(fs, 'openSync', { isChange: isForWriting });
killedIn(fs, 'writeFileSync', { half: halfOfFile });
killedIn(fs, 'writeSync', { half: halfAt });
for (const name of ['renameSync', 'unlinkSync', 'rmSync', 'linkSync', 'mkdirSync']) killedIn(fs, name);
killedIn(promises, 'open', { isChange: isForWriting });
killedIn(promises, 'writeFile', { half: halfOfFile });
for (const name of ['rename', 'unlink', 'rm', 'rmdir', 'link', 'mkdir']) killedIn(promises, name);
const handle = await open(process.execPath);
killedIn(Object.getPrototypeOf(handle), 'write', { half: halfOfBytes });
await handle.close();
changes = 0;
syncBuiltinESMExports();
