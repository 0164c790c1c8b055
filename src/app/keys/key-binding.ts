/** What a key does, where, and how it is told of. */

/**
 * What the keys are for at the moment: moving about, also in a diagnosis, choosing from a list, typing into a field; the
 * list of lessons, and a lesson.
 */
export type KeyMode = 'walk' | 'diagnosis' | 'list' | 'field' | 'course' | 'lesson';

export type KeyAction =
  | 'next-stage'
  | 'previous-stage'
  | 'to-stage'
  | 'line-down'
  | 'line-up'
  | 'page-down'
  | 'page-up'
  | 'first-line'
  | 'last-line'
  | 'byte-right'
  | 'byte-left'
  | 'next-pane'
  | 'to-source'
  | 'back'
  | 'uses'
  | 'edit'
  | 'edit-any'
  | 'undo'
  | 'redo'
  | 'send'
  | 'diagnose'
  | 'replay'
  | 'stop-sending'
  | 'search'
  | 'next-match'
  | 'previous-match'
  | 'offset'
  | 'palette'
  | 'copy'
  | 'help'
  | 'choose'
  | 'close'
  | 'do'
  | 'again'
  | 'option'
  | 'walk'
  | 'category'
  | 'take-back'
  | 'hint'
  | 'solution'
  | 'skip'
  | 'reset'
  | 'next-lesson'
  | 'to-course'
  | 'challenge'
  | 'test'
  | 'suspend'
  | 'leave'
  | 'interrupt';

export interface KeyBinding {
  readonly action: KeyAction;
  readonly modes: readonly KeyMode[];
  /** Names of keys: a character, or a word for a key that has none. */
  readonly keys: readonly string[];
  /** How help writes them. */
  readonly shown: string;
  readonly says: string;
  /** In the footer: how it is written there and its word; `null` for a key that only help lists. */
  readonly footer: readonly [string, string] | null;
  /** In the footer of a projector, where it does something of its own: before all others. */
  readonly projected?: readonly [string, string];
}
