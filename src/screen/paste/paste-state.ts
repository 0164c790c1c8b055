/** Defines the state of the page for pasting. */
import type { KeyMode } from '../../app/keys/key-binding.ts';
import type { PasteReading, ShownPastePage } from '../../app/walks/shown-walk.ts';
import type { PasteFacts } from '../../views/paste/paste-page.ts';
import type { CoveredByHelp } from '../help.ts';
import type { Ending } from '../session-description.ts';
import type { TextField } from '../walk/fields/text-field.ts';

export interface PasteState extends CoveredByHelp {
  readonly page: ShownPastePage;
  /** All pasted texts, oldest first. They may contain secrets, so they are never drawn. */
  readonly pastes: readonly string[];
  /** The result of reading the pastes; `null` if nothing has been read yet. */
  readonly reading: PasteReading | null;
  /** What was found so far; `null` if nothing has been read yet. The search for the cause may still run. */
  readonly facts: PasteFacts | null;
  /** The number of times that the pastes have changed. A reading of older pastes is ignored. */
  readonly changes: number;
  /** The number of combinations that a search has tried so far; `null` if no search is running. */
  readonly searching: number | null;
  /** Whether the result is below this page or was opened from it, so that there is a way back to it. */
  readonly wasOpen: boolean;
  /** Whether the Enter key was pressed before the pastes were read. */
  readonly isToOpen: boolean;
  /** The name of a file to read; `null` if no name is being typed. */
  readonly file: TextField | null;
  readonly ending: Ending | null;
}

export const firstPasteState = (page: ShownPastePage): PasteState => ({
  page,
  pastes: page.begun,
  reading: null,
  facts: null,
  changes: 0,
  searching: null,
  wasOpen: page.begun.length > 0,
  isToOpen: false,
  file: null,
  help: null,
  notice: null,
  ending: null,
});

export function pasteKeyMode({ file, help }: PasteState): KeyMode {
  if (help !== null) return 'list';
  return file === null ? 'paste' : 'field';
}
