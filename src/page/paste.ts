/** The program of the page for pasting: what is pasted, dropped, or in the address is read, verified, and diagnosed. */
import { isProblem } from '../bytes/problem.ts';
import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { takenMarkup } from '../outputs/html/diagnosis/taken.ts';
import { originData } from '../outputs/html/origins.ts';
import { foundMarkup, readMarkup } from '../outputs/html/paste.ts';
import { reportOnDiagnosis } from '../outputs/share/share.ts';
import { linesToType } from '../views/diagnosis/trial/typed-lines.ts';
import type { WalkFacts } from '../views/facts.ts';
import { addCopyButtons } from './copy-buttons.ts';
import { elementOf, fromAddress } from './element.ts';
import { NOTHING_READ, type ReadPastes, readPastes } from './read-pastes.ts';
import { typeLines } from './type-lines.ts';

const { version }: { readonly version: string } = JSON.parse(elementOf('inputs').textContent ?? '');
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

function show({ purpose, facts, opens, diagnosis }: ReadPastes): void {
  elementOf('read').innerHTML = readMarkup(purpose, facts).markup;
  elementOf('again').toggleAttribute('disabled', pastes.length === 0);
  elementOf('places').toggleAttribute('open', facts.shown.length === 0);
  elementOf('found').innerHTML = opens
    ? `${foundMarkup(opens.facts).markup}${diagnosis ? takenFrom(diagnosis, opens.facts) : ''}`
    : '';
  const toType = opens && linesToType(opens.facts);
  if (toType) typeLines(toType);
  addCopyButtons();
  if (opens) elementOf('origins').textContent = JSON.stringify(originData(opens.facts.trace));
  document.dispatchEvent(new Event('walk'));
}

/** Returns what a reader takes from a diagnosis. The page has no case in it. */
function takenFrom(diagnosis: Diagnosis, facts: WalkFacts): string {
  const report = reportOnDiagnosis({ kind: 'diagnosis', facts: () => facts, diagnosis }, { version, given: () => [] });
  return takenMarkup(null, isProblem(report) ? null : report).markup;
}

/** Reads the files that are pasted or dropped or, without any, the text. */
async function take(event: Event, data: DataTransfer | null): Promise<void> {
  if (!data) return;
  event.preventDefault();
  if (data.files.length === 0) return add(data.getData('text'));
  for (const file of [...data.files]) await add(await file.text());
}

field?.addEventListener('paste', (event) => void take(event, event.clipboardData));
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => void take(event, event.dataTransfer));
elementOf('paste').addEventListener('submit', (event) => {
  event.preventDefault();
  void add(field?.value ?? '');
});
elementOf('paste').addEventListener('reset', () => {
  pastes = [];
  turn += 1;
  show(NOTHING_READ);
  field?.focus();
});

/** A link can carry a text after `#`, which browsers do not send to a server. */
const linked = location.hash.slice(1);
if (linked !== '') void add(fromAddress(linked));
