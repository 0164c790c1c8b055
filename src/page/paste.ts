/** The program of the page for pasting: what is pasted, dropped, or in the address is read, verified, and diagnosed. */
import { originData } from '../outputs/html/origins.ts';
import { foundMarkup, readMarkup } from '../outputs/html/paste.ts';
import { NOTHING_PASTED } from '../views/paste/paste-page.ts';
import { elementOf } from './element.ts';
import { type ReadPastes, readPastes } from './read-pastes.ts';

const field = document.querySelector<HTMLTextAreaElement>('#pasted');
let pastes: readonly string[] = [];
let turn = 0;

/** Reads what was pasted with what was pasted before. */
async function add(text: string): Promise<void> {
  if (text.trim() === '') return;
  pastes = [...pastes, text];
  turn += 1;
  const own = turn;
  if (field) field.value = '';
  elementOf('so-far').textContent = 'Reading…';
  const read = await readPastes(pastes, () => new Date());
  if (own === turn) show(read);
}

function show({ purpose, facts, opens }: ReadPastes): void {
  elementOf('read').innerHTML = readMarkup(purpose, facts).markup;
  elementOf('again').toggleAttribute('disabled', pastes.length === 0);
  elementOf('places').toggleAttribute('open', facts.shown.length === 0);
  elementOf('found').innerHTML = opens ? foundMarkup(opens.facts).markup : '';
  if (opens) elementOf('origins').textContent = JSON.stringify(originData(opens.facts.trace));
  document.dispatchEvent(new Event('walk'));
}

async function addFiles(files: FileList): Promise<void> {
  for (const file of files) await add(await file.text());
}

field?.addEventListener('paste', (event) => {
  const { clipboardData } = event;
  if (!clipboardData) return;
  event.preventDefault();
  void (clipboardData.files.length > 0 ? addFiles(clipboardData.files) : add(clipboardData.getData('text')));
});
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  const { dataTransfer } = event;
  if (dataTransfer)
    void (dataTransfer.files.length > 0 ? addFiles(dataTransfer.files) : add(dataTransfer.getData('text')));
});
elementOf('paste').addEventListener('submit', (event) => {
  event.preventDefault();
  void add(field?.value ?? '');
});
elementOf('paste').addEventListener('reset', () => {
  pastes = [];
  turn += 1;
  show({ purpose: 'diagnose', facts: NOTHING_PASTED, opens: null, exitCode: 1 });
  field?.focus();
});

/** A link can carry a text after `#`, which browsers do not send to a server. */
const linked = location.hash.slice(1);
if (linked !== '') void add(decoded(linked));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
