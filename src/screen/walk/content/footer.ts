/** Chooses the keys that the footer of a walk names. */
import type { KeyAction, KeyBinding } from '../../../app/keys/keys.ts';
import { type Run, textOf } from '../../../views/page.ts';
import { undoBreak } from '../../breaks/breaking.ts';
import { footerKeys, HELP_KEY, type KeysNow, keysNow } from '../../footer-keys.ts';
import { hasNextOrigin, hasShownSource, hasUses } from '../cursor/following.ts';
import { hasMeaning, isInSharedRow } from '../cursor/on-whole.ts';
import { hasOtherForm } from '../fields/editing.ts';
import { cursorOf, leadsTo, madeFrom, type View } from '../view.ts';
import { canDiagnose, canSend, isInWhole, isLive, keyMode, type Open, type WalkState, WHOLE } from '../walk-state.ts';

/** Returns the key that is always at the right end, if this key has a meaning. */
export const footerEnd = (state: WalkState): readonly Run[] => (keyMode(state) === 'field' ? [] : HELP_KEY);

/**
 * Returns the keys that currently have an effect and that fit, in the order of the table. The keys for the current
 * situation and the most important ones have priority.
 */
export function footerOf(state: WalkState, view: View): Run[] {
  const isFirst = ({ action }: KeyBinding) => WHEN[action]?.first?.(state, view) ?? false;
  // A narrow footer has no cells to leave empty.
  const keeps = ({ action }: KeyBinding) =>
    view.regions.form !== 'narrow' && (WHEN[action]?.keepsPlace?.(state, view) ?? false);
  const isIdle = (binding: KeyBinding) => keeps(binding) && !isOffered(binding, state, view);
  const now: KeysNow = {
    mode: keyMode(state),
    isOffered: (binding) => binding.action !== 'help' && (isOffered(binding, state, view) || isIdle(binding)),
    isIdle,
    named: (binding) => named(binding, state, view),
    isFirst,
    // The lines of the picture are gone through more often than the steps.
    isSecond: ({ action }) => action === 'line-down' && isInWhole(state),
  };
  const end = textOf(footerEnd(state)).length;
  return footerKeys(now, view.regions.width - end - 3);
}

/** Lists the keys of the screen that a list covers, or that is shown, if they have an effect there. */
export function keysHere(state: WalkState, view: View): KeyBinding[] {
  const shown: WalkState = { ...state, open: null };
  return keysNow({
    mode: keyMode(shown),
    isOffered: (binding) => isOffered(binding, shown, view),
    named: (binding) => namedInHelp(binding, shown, view),
  });
}

/** Returns a key with the words for its current action, if it has other words at other times. */
function namedInHelp(binding: KeyBinding, state: WalkState, view: View): KeyBinding {
  const { footer } = named(binding, state, view);
  return footer === binding.footer || footer === null ? binding : { ...binding, brief: [binding.shown, footer[1]] };
}

/** Returns a key with the word for its current action. */
function named(binding: KeyBinding, state: WalkState, view: View): KeyBinding {
  const footer = WHEN[binding.action]?.named?.(state, view);
  return footer ? { ...binding, footer } : binding;
}

/** What Enter does in some lists and fields. */
const CHOSEN: Readonly<Partial<Record<Open['kind'], KeyBinding['footer']>>> = {
  edit: ['↵', 'keep'],
  breaks: ['↵', 'switch'],
  'own-request': ['↵', 'read'],
};

const isOffered = ({ action }: KeyBinding, state: WalkState, view: View): boolean =>
  hasMeaning(action, state) && (WHEN[action]?.offered?.(state, view) ?? true);

type IsSo = (state: WalkState, view: View) => boolean;

/** What is said of a key at some times. */
interface KeyInFooter {
  /** Returns whether it has an effect; always by default. */
  readonly offered?: IsSo;
  /** Returns whether it comes first, so that it is there in the narrowest window. */
  readonly first?: IsSo;
  /** Returns what it is called; `null` if it has its own name. */
  readonly named?: (state: WalkState, view: View) => KeyBinding['footer'];
  /** Returns whether its place stays empty while it has no effect, because that depends on the byte under the cursor. */
  readonly keepsPlace?: IsSo;
}

const always: IsSo = () => true;
const live: IsSo = (state) => isLive(state) && state.editing !== null;
const isInStep: IsSo = (state) => !isInWhole(state);

const WHEN: Readonly<Partial<Record<KeyAction, KeyInFooter>>> = {
  choose: { named: ({ open }) => (open && CHOSEN[open.kind]) ?? null },
  close: { named: ({ open }) => (open?.kind === 'edit' ? ['esc', 'undo'] : null) },
  'line-down': { named: ({ open }) => (open?.kind === 'edit' ? ['↑↓', 'another line'] : null) },
  leave: {
    first: ({ home }) => home !== null,
    named: ({ home }) => (home !== null ? ['q', `to the ${home}`] : null),
  },
  'go-on': {
    offered: (state) => !isLive(state) && (canSend(state) || state.step < state.cursors.length - 1),
    first: always,
    named: (state, view) => {
      if (isInWhole(state)) return ['↵', 'go in'];
      if (madeFrom(state, view) !== null) return ['↵', 'open'];
      return canSend(state) ? ['↵', 'send'] : null;
    },
  },
  'next-pane': {
    offered: ({ step, isHexOpen }, { besideOf, regions }) =>
      step === WHOLE ||
      besideOf(step) === 'text' ||
      (besideOf(step) === 'bytes' && (regions.rightWidth > 0 || isHexOpen)),
    first: ({ step }, { besideOf }) => step !== WHOLE && besideOf(step) === 'text',
    named: (state) => (isInWhole(state) ? ['tab', 'part'] : null),
  },
  hex: {
    offered: ({ step }, { besideOf, regions }) => besideOf(step) === 'bytes' && regions.rightWidth === 0,
    first: ({ isHexOpen }) => isHexOpen,
    named: ({ isHexOpen }) => (isHexOpen ? ['x', 'hide hex'] : null),
  },
  whole: { offered: (state, view) => view.whole() !== null && !isInWhole(state) },
  'to-source': { offered: hasShownSource, first: isInStep, keepsPlace: always },
  'next-span': { offered: hasNextOrigin, keepsPlace: isInStep },
  uses: { offered: hasUses, keepsPlace: always },
  back: { offered: ({ trail }) => trail.length > 0, first: always },
  'next-match': { offered: ({ searched }) => searched !== '' },
  'byte-right': {
    offered: (state, view) => (isInWhole(state) ? isInSharedRow(state, view) : cursorOf(state, view).position !== null),
    named: (state) => (isInWhole(state) ? ['h l', 'in the row'] : null),
    keepsPlace: isInStep,
  },
  'next-stage': {
    offered: ({ cursors }) => cursors.length > 1,
    first: (state) => !(isLive(state) || isInWhole(state)),
  },
  send: { offered: isLive, first: always },
  'to-sandbox': { offered: live, first: always },
  'sign-now': { offered: live, first: always },
  diagnose: {
    offered: (state) => (canDiagnose(state) ? state.searching === null : state.hasCommands && isInWhole(state)),
    first: (state) => canDiagnose(state) || isInWhole(state),
    named: (state) => (canDiagnose(state) ? null : ['d', 'a 403?']),
  },
  'own-request': { offered: isInWhole, first: always },
  learn: { offered: (state) => state.hasCommands && isInWhole(state), first: always },
  follow: { offered: isInWhole },
  replay: { offered: (state, view) => leadsTo(state, view) !== null, first: always },
  break: { offered: ({ walk }) => walk.breaker !== null, first: always },
  edit: { offered: ({ editing }) => editing !== null, first: always },
  presign: {
    offered: ({ editing }, { facts }) => editing !== null && hasOtherForm(facts.trace),
    named: (_state, { facts }) => (facts.trace.scheme === 'query' ? ['P', 'in a header'] : null),
  },
  redo: {
    offered: ({ canReopen, editing }) => canReopen || (editing !== null && editing.history.future.length > 0),
    first: always,
    named: ({ canReopen }) => (canReopen ? ['Z', 'forward'] : null),
  },
  undo: {
    offered: (state) => undoBreak(state) !== null || (state.open === null && (state.below !== null || hasEdits(state))),
    first: always,
    named: (state) => (hasEdits(state) || undoBreak(state) ? ['z', 'undo'] : ['z', 'back']),
  },
  'stop-sending': {
    offered: ({ sending, searching }) => sending.kind === 'sending' || searching !== null,
  },
};

/** Returns whether z undoes an edit, and does not go back to the screen below. */
const hasEdits = ({ editing }: WalkState): boolean => editing !== null && editing.history.past.length > 0;
