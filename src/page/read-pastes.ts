/** Reads what is pasted into a page, as the page for pasting of the terminal does. */
import { pastePage } from '../app/pastes/paste-page.ts';
import type { PasteReading } from '../app/walks/shown-walk.ts';
import { problem } from '../bytes/problem.ts';
import type { PastePurpose } from '../outputs/html/paste.ts';
import { NOTHING_PASTED, type PasteFacts } from '../views/paste/paste-page.ts';

/** What a page knows of the world: the time. */
const worldAt = (now: () => Date) => ({
  environment: {},
  readFile: async (path: string) =>
    problem('file', `A page does not read the file ${JSON.stringify(path)}.`, 'Drop it.'),
  loadProfile: async () => problem('no-profile', 'A page has no profile.', 'Paste the secret.'),
  now,
  secrets: () => [],
  nameOfOption: (option: string) => option,
});

/** What was read, and as what. */
export interface ReadPastes extends PasteReading {
  readonly purpose: PastePurpose;
}

/** Reads all pastes as a failure or, if they are nothing but a request, verifies its signature. */
export async function readPastes(pastes: readonly string[], now: () => Date): Promise<ReadPastes> {
  const length = pastes.reduce((sum, text) => sum + text.length, 0);
  if (length > MOST) return { ...NOTHING_READ, facts: { ...NOTHING_PASTED, found: tooLong(length) } };
  const world = worldAt(now);
  const failure = await pastePage(world, 'diagnose', {}).read(pastes);
  const { found } = failure.facts;
  const isFailure = found.kind === 'diagnosis' && (found.diagnosis.read.answer || found.diagnosis.read.client);
  if (isFailure) return { ...failure, purpose: 'diagnose' };
  const signed = await pastePage(world, 'verify', {}).read(pastes);
  return signed.facts.found.kind === 'verification'
    ? { ...signed, purpose: 'verify' }
    : { ...failure, purpose: 'diagnose' };
}

/** The most characters that a page reads: it cannot be used while it reads, which takes seconds for as many. */
const MOST = 2_000_000;

export const NOTHING_READ: ReadPastes = {
  purpose: 'diagnose',
  facts: NOTHING_PASTED,
  opens: null,
  diagnosis: null,
  exitCode: 1,
};

const tooLong = (length: number): PasteFacts['found'] => ({
  kind: 'nothing',
  problem: problem(
    'paste',
    `The pastes have ${length} characters, and a page reads at most ${MOST}.`,
    'Read the files with the program: "sigv4 diagnose FILE".',
  ),
});
