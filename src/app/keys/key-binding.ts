/** Defines a key binding: its action, the modes in which it works, and its description. */

/**
 * The object that the keys currently act on: a walk, a diagnosis, a list to choose from, a field to type into, the list
 * of lessons, a lesson, the page to paste into, the first page of a diagnosis, which may ask a question, the requests
 * of a sandbox or a capture, or the faults of a capture.
 */
export type KeyMode =
  | 'walk'
  | 'diagnosis'
  | 'list'
  | 'field'
  | 'course'
  | 'lesson'
  | 'paste'
  | 'causes'
  | 'question'
  | 'traffic'
  | 'faults';

export type KeyAction =
  | 'go-on'
  | 'to-sandbox'
  | 'sign-now'
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
  | 'next-span'
  | 'previous-span'
  | 'next-pane'
  | 'hex'
  | 'whole'
  | 'to-source'
  | 'back'
  | 'uses'
  | 'edit'
  | 'edit-any'
  | 'undo'
  | 'redo'
  | 'send'
  | 'break'
  | 'diagnose'
  | 'replay'
  | 'stop-sending'
  | 'search'
  | 'next-match'
  | 'previous-match'
  | 'offset'
  | 'palette'
  | 'copy'
  | 'export'
  | 'report'
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
  | 'clear'
  | 'read-file'
  | 'paste-more'
  | 'all'
  | 'answer'
  | 'only-refused'
  | 'follow'
  | 'connect'
  | 'faults'
  | 'toggle'
  | 'suspend'
  | 'leave'
  | 'interrupt';

export interface KeyBinding {
  readonly action: KeyAction;
  readonly modes: readonly KeyMode[];
  /** The keys. Each is a character, or a word, such as `return`, for a key that types no character. */
  readonly keys: readonly string[];
  /** The keys in the form in which the help shows them. */
  readonly shown: string;
  readonly says: string;
  /**
   * The keys and the words of the line at the beginning of the help, where each line is one row. The line can be about
   * two keys; the other key then has `null`. Absent if `shown` and `says` fit.
   */
  readonly brief?: readonly [string, string] | null;
  /** The key and its label in the footer; `null` for a key that only the help lists. */
  readonly footer: readonly [string, string] | null;
  /** The key and its label in the footer of the projector layout. That footer lists these keys first. */
  readonly projected?: readonly [string, string];
}
