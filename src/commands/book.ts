/** Defines the command `sigv4 book`, which writes an illustrated guide to SigV4 as a static site. */
import { COMPARED_DIALECTS, comparedWithS3 } from '../app/example/dialect-traces.ts';
import { exampleForms, type FormRequest } from '../app/example/example-forms.ts';
import { command, DONE, type Exit } from '../app/options/command.ts';
import type { World } from '../app/world/world.ts';
import { isProblem } from '../bytes/problem.ts';
import { CAUSES } from '../causes/table.ts';
import { BOOK } from '../outputs/table.ts';
import { printable } from '../views/characters/visible.ts';
import { shellWord } from '../views/shell.ts';

export const book = command({
  operands: [[BOOK.flags, BOOK.says]],
  options: {},
  examples: { 'sigv4 book sigv4-book': 'then open sigv4-book/index.html, or copy the folder to any web host' },
  run: writeBook,
});

/** The siblings of which the book shows a request next to that of S3. */
const SIBLINGS = ['goog4', 'oss4', 'tos4'];

async function writeBook(world: World, _options: unknown, [folder = '']: readonly string[]): Promise<Exit> {
  const bookFiles = await BOOK.folder();
  const { demonstratedRequests } = await import('../views/book/cause-example.ts');
  const { readLessons } = await import('../lessons/files/read-lessons.ts');
  const { prepareLesson } = await import('../lessons/shots/prepare.ts');
  const forms = await exampleForms(world);
  if (isProblem(forms)) return forms;
  const content = {
    forms: forms.map(({ id, request, facts }) => ({ id, facts, command: commandOf(request) })),
    lessons: await Promise.all(readLessons(world.lessons).map(prepareLesson)),
    causes: CAUSES,
    demonstrated: await demonstratedRequests(),
    dialects: COMPARED_DIALECTS,
    siblings: comparedWithS3(SIBLINGS),
  };
  const files = await bookFiles(content, world);
  const written = await world.writeFolder(folder, files);
  if (isProblem(written)) return written;
  const name = printable(folder);
  const replaced = written.state === 'replaced' ? ' The earlier book in it was replaced.' : '';
  world.errors(
    `sigv4: ${name} is written, ${files.size} pages, ${written.length} bytes.${replaced} Open ${name}/index.html.\n`,
  );
  return DONE;
}

/** Writes the command line that walks through a form. */
function commandOf(request: FormRequest | null): string {
  if (request === null) return 'sigv4 walk';
  const words = Object.entries(request.options).flatMap(([name, value]) => {
    const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? [flag] : [value].flat().map((one) => `${flag} ${shellWord(String(one))}`);
  });
  return ['sigv4 walk --sandbox', ...words, shellWord(request.address)].join(' \\\n  ');
}
