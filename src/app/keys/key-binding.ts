/** What a key does, where it works, and how it is described. */

/**
 * What the keys are for at the moment: a walk, a diagnosis, choosing from a list, typing into a field, the list of lessons,
 * or a lesson.
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
  /** Each is a character, or a word for a key without one. */
  readonly keys: readonly string[];
  /** How the help writes the keys. */
  readonly shown: string;
  readonly says: string;
  /** How the footer writes the key, and its word; `null` for a key that only the help lists. */
  readonly footer: readonly [string, string] | null;
  /** The same for the footer of a projector, where this key comes first. */
  readonly projected?: readonly [string, string];
}
