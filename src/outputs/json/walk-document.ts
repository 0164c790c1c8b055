import type { OutputWriter } from '../form.ts';
import { walkJson } from './walk-json.ts';

/** Writes the document that `walk --json` prints. */
export const walkDocument: OutputWriter<'walk'> = async ({ facts, broken }) =>
  walkJson(facts(), broken && (await import('./break-json.ts')).breakJson(broken));
