/** Makes the README's pictures from the real screen of the built program: `npm run pictures`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { pictureOf } from '../support/picture.ts';
import { PROGRAM } from '../support/program.ts';
import { openTerminal } from '../support/terminal.ts';

const RIGHT = '\x1b[C';

/** File, title, the keys that lead there, and what must stand on the screen then. */
const PICTURES = [
  {
    file: 'canonical-request',
    title: 'Step 4 of the walk: the canonical request, with the origin of the line under the cursor',
    keys: [RIGHT.repeat(3), 'jjjjjjj'],
    wanted: '← "host" from the name of the Host header as sent, lower-cased',
  },
] as const;

const FOLDER = 'docs/pictures';
mkdirSync(FOLDER, { recursive: true });
for (const { file, title, keys, wanted } of PICTURES) {
  const terminal = openTerminal(process.execPath, [PROGRAM], { columns: 100, rows: 30 });
  await terminal.until('[1 Request]');
  for (const key of keys) terminal.write(key);
  await terminal.until(wanted);
  writeFileSync(`${FOLDER}/${file}.svg`, pictureOf(terminal.buffer(), title));
  terminal.write('q');
  await terminal.exited();
  terminal.dispose();
}
