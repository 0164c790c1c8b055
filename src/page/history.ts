/** What was typed into the fields of a page, step by step. Typing on in one field is one step. */
import type { FieldName } from './fields.ts';
import type { PageFields } from './live-walk.ts';

export interface History {
  readonly now: PageFields;
  /** The fields before each step, the first step first. */
  readonly past: readonly PageFields[];
  /** The field of the last step; `null` at first, and after a step was undone. */
  readonly typedIn: FieldName | null;
}

/** Secrets that are typed stay as they are when a step is undone. */
type Kept = Pick<PageFields, 'secretAccessKey' | 'sessionToken'>;

export const begin = (fields: PageFields): History => ({ now: fields, past: [], typedIn: null });

/** Takes what was typed in a field. */
export function typed({ now, past, typedIn }: History, name: FieldName, fields: PageFields): History {
  return { now: fields, past: typedIn === name ? past : [...past, now], typedIn: name };
}

/** Takes a typed secret, which is no step. */
export const keyed = (history: History, secrets: Partial<Kept>): History => ({
  ...history,
  now: { ...history.now, ...secrets },
});

/** Undoes the last step. `kept` are the secrets that the page does not have. */
export function undone(history: History, kept: Partial<Kept>): History {
  const last = history.past.at(-1);
  return last ? { now: { ...last, ...kept }, past: history.past.slice(0, -1), typedIn: null } : history;
}

/** Undoes all steps. */
export function startedAgain(history: History, kept: Partial<Kept>): History {
  const [first] = history.past;
  return first ? { now: { ...first, ...kept }, past: [], typedIn: null } : history;
}
