/** Chooses the keys that the footer of a walk names. */
import { KEYS, type KeyAction, type KeyBinding } from '../../../app/keys/keys.ts';
import { type Run, textOf } from '../../../views/page.ts';
import { undoBreak } from '../../breaks/breaking.ts';
import { partOf } from '../../components/page/cursor.ts';
import { footerKeys, HELP_KEY, type KeysNow, keysNow } from '../../footer-keys.ts';
import { hasNextOrigin, hasShownSource, hasUses } from '../cursor/following.ts';
import { hasMeaning, isInSharedRow } from '../cursor/on-whole.ts';
import { isMoreBelow } from '../cursor/window.ts';
import { hasOtherForm } from '../fields/editing.ts';
import { cursorOf, leadsTo, madeFrom, rowsShown, type View } from '../view.ts';
import { canDiagnose, canSend, isInWhole, isLive, keyMode, type Open, type WalkState, WHOLE } from '../walk-state.ts';

/** Returns the key that is always at the right end, if this key has a meaning. */
export const footerEnd = (state: WalkState): readonly Run[] => (keyMode(state) === 'field' ? [] : HELP_KEY);

/**
 * Returns the keys that currently have an effect and that fit, in the order of the table. The keys for the current
 * situation and the most important ones have priority.
 */
export function footerOf(state: WalkState, view: View): Run[] {
  const isFirst = ({ action, projected }: KeyBinding) =>
    projected !== undefined || (FIRST[action]?.(state, view) ?? false);
  // A narrow footer has no cells to leave empty.
  const keeps = view.regions.form === 'narrow' ? NOTHING : KEEPS_PLACE[placeOf(state)];
  const isIdle = (binding: KeyBinding) => keeps.has(binding.action) && !isOffered(binding, state, view);
  const now: KeysNow = {
    mode: keyMode(state),
    isOffered: (binding) => binding.action !== 'help' && (isOffered(binding, state, view) || isIdle(binding)),
    isIdle,
    named: (binding) => named(binding, state, view),
    before: projectedKeys(state, view),
    isFirst,
    // The lines of the picture are gone through more often than the steps.
    isSecond: ({ action }) => action === 'line-down' && isInWhole(state),
  };
  const end = textOf(footerEnd(state)).length;
  return footerKeys(now, view.regions.width - end - 3);
}

/** The keys whose effect depends on the byte under the cursor. */
const KEEPS_PLACE: Readonly<Record<'whole' | 'step', ReadonlySet<KeyAction>>> = {
  whole: new Set(['to-source', 'uses']),
  step: new Set(['byte-right', 'to-source', 'uses', 'next-span']),
};
const NOTHING: ReadonlySet<KeyAction> = new Set();
const placeOf = (state: WalkState) => (isInWhole(state) ? 'whole' : 'step');

/**
 * Lists the keys of the screen that a list covers, or that is shown, if they have an effect there. On a projector, the
 * key that leads on in the page comes first.
 */
export function keysHere(state: WalkState, view: View): KeyBinding[] {
  const shown: WalkState = { ...state, open: null };
  const keys = keysNow({
    mode: keyMode(shown),
    isOffered: (binding) => isOffered(binding, shown, view),
    named: (binding) => namedInHelp(binding, shown, view),
  });
  const isBefore = ({ projected }: KeyBinding) => view.regions.layout === 'projector' && projected !== undefined;
  return [...keys.filter(isBefore), ...keys.filter((binding) => !isBefore(binding))];
}

/** Returns a key with the words for its current action, if it has other words at other times. */
function namedInHelp(binding: KeyBinding, state: WalkState, view: View): KeyBinding {
  const { footer } = named(binding, state, view);
  return footer === binding.footer || footer === null ? binding : { ...binding, brief: [binding.shown, footer[1]] };
}

/** Returns a key with the word for its current action. */
function named(binding: KeyBinding, state: WalkState, view: View): KeyBinding {
  const footer = NAMED[binding.action]?.(state, view);
  return footer ? { ...binding, footer } : binding;
}

type Named = (state: WalkState, view: View) => KeyBinding['footer'];

/** What Enter does in some lists and fields. */
const CHOSEN: Readonly<Partial<Record<Open['kind'], string>>> = {
  edit: 'keep',
  breaks: 'switch',
  'own-request': 'read',
};

/** What the keys are called at some times; `null` at other times, when they have their own names. */
const NAMED: Readonly<Partial<Record<KeyAction, Named>>> = {
  choose: ({ open }) => {
    const word = open ? CHOSEN[open.kind] : undefined;
    return word === undefined ? null : ['↵', word];
  },
  close: ({ open }) => (open?.kind === 'edit' ? ['esc', 'undo'] : null),
  'line-down': ({ open }) => (open?.kind === 'edit' ? ['↑↓', 'another line'] : null),
  leave: ({ home }) => (home !== null ? ['q', `to the ${home}`] : null),
  redo: ({ canReopen }) => (canReopen ? ['Z', 'forward'] : null),
  undo: (state) => (hasEdits(state) || undoBreak(state) ? ['z', 'undo'] : ['z', 'back']),
  hex: ({ isHexOpen }) => (isHexOpen ? ['x', 'hide hex'] : null),
  diagnose: (state) => (canDiagnose(state) ? null : ['d', 'a 403?']),
  presign: (_state, { facts }) => (facts.trace.scheme === 'query' ? ['P', 'in a header'] : null),
  'byte-right': (state) => (isInWhole(state) ? ['h l', 'in the row'] : null),
  'next-pane': (state) => (isInWhole(state) ? ['tab', 'part'] : null),
  'go-on': (state, view) =>
    isInWhole(state)
      ? ['↵', 'go in']
      : madeFrom(state, view) !== null
        ? ['↵', 'open']
        : canSend(state)
          ? ['↵', 'send']
          : null,
};

/**
 * Returns the key that leads to the rest of the part or to the next part, because a projector shows only one part at a
 * time.
 */
function projectedKeys(state: WalkState, view: View): KeyBinding[] {
  if (view.regions.layout !== 'projector' || state.open !== null) return [];
  const { part, count } = partOf(rowsShown(state, view), cursorOf(state, view));
  if (part === count - 1 && !isMoreBelow(state, view)) return [];
  return KEYS.flatMap((binding) => (binding.projected ? [{ ...binding, footer: binding.projected }] : []));
}

type Offered = (state: WalkState, view: View) => boolean;

const offered: Offered = () => true;
const live: Offered = (state) => isLive(state) && state.editing !== null;

/** When the keys have an effect that do not always have one. */
const OFFERED: Readonly<Partial<Record<KeyAction, Offered>>> = {
  'go-on': (state) => !isLive(state) && (canSend(state) || state.step < state.cursors.length - 1),
  'next-pane': ({ step, isHexOpen }, { besideOf, regions }) =>
    step === WHOLE ||
    besideOf(step) === 'text' ||
    (besideOf(step) === 'bytes' && (regions.rightWidth > 0 || isHexOpen)),
  hex: ({ step }, { besideOf, regions }) => besideOf(step) === 'bytes' && regions.rightWidth === 0,
  whole: (state, view) => view.whole() !== null && !isInWhole(state),
  'to-source': hasShownSource,
  'next-span': hasNextOrigin,
  uses: hasUses,
  back: ({ trail }) => trail.length > 0,
  'next-match': ({ searched }) => searched !== '',
  'byte-right': (state, view) =>
    isInWhole(state) ? isInSharedRow(state, view) : cursorOf(state, view).position !== null,
  'next-stage': ({ cursors }) => cursors.length > 1,
  send: isLive,
  'to-sandbox': live,
  'sign-now': live,
  diagnose: (state) => (canDiagnose(state) ? state.searching === null : state.hasCommands && isInWhole(state)),
  'own-request': isInWhole,
  learn: (state) => state.hasCommands && isInWhole(state),
  follow: isInWhole,
  replay: (state, view) => leadsTo(state, view) !== null,
  break: ({ walk }) => walk.breaker !== null,
  edit: ({ editing }) => editing !== null,
  presign: ({ editing }, { facts }) => editing !== null && hasOtherForm(facts.trace),
  redo: ({ canReopen, editing }) => canReopen || (editing !== null && editing.history.future.length > 0),
  undo: (state) => undoBreak(state) !== null || (state.open === null && (state.below !== null || hasEdits(state))),
  'stop-sending': ({ sending, searching }) => sending.kind === 'sending' || searching !== null,
};

const isOffered = ({ action }: KeyBinding, state: WalkState, view: View): boolean =>
  hasMeaning(action, state) && (OFFERED[action] ?? offered)(state, view);

/** The keys that come first, so that they are there in the narrowest window. */
const FIRST: Readonly<Partial<Record<KeyAction, Offered>>> = {
  'go-on': offered,
  back: offered,
  undo: offered,
  redo: offered,
  diagnose: (state) => canDiagnose(state) || isInWhole(state),
  'own-request': offered,
  learn: offered,
  replay: offered,
  send: offered,
  'to-sandbox': offered,
  'sign-now': offered,
  edit: offered,
  'to-source': (state) => !isInWhole(state),
  break: offered,
  'next-stage': (state, view) => isProjected(state, view) || !(isLive(state) || isInWhole(state)),
  hex: ({ isHexOpen }) => isHexOpen,
  leave: (state, view) => isProjected(state, view) || state.home !== null,
  'stop-sending': isProjected,
  'next-pane': ({ step }, { besideOf }) => step !== WHOLE && besideOf(step) === 'text',
};

function isProjected(_state: WalkState, { regions }: View): boolean {
  return regions.layout === 'projector';
}

/** Returns whether z undoes an edit, and does not go back to the screen below. */
const hasEdits = ({ editing }: WalkState): boolean => editing !== null && editing.history.past.length > 0;
