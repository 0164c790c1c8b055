import type { KeyBinding } from '../../../app/keys/key-binding.ts';
import { KEYS } from '../../../app/keys/keys.ts';
import { isMapped } from '../../../views/map/way-map.ts';
import type { Run } from '../../../views/page.ts';
import { footerKeys, HELP_KEY, type KeysNow, keysNow } from '../../footer-keys.ts';
import { hasNextOrigin, hasShownSource, hasUses } from '../cursor/following.ts';
import { isOnMap } from '../cursor/on-map.ts';
import { isMoreBelow } from '../cursor/sight.ts';
import { partOf } from '../drawing/cursor.ts';
import { NARROWEST_MAP } from '../drawing/way-map-rows.ts';
import { canDiagnose, canSend, isLive, keyMode, type ScreenState } from '../screen-state.ts';
import { cursorOf, leadsTo, madeFrom, rowsShown, type View } from '../view.ts';

/** Returns the key that is always at the right end, if this key has a meaning. */
export const footerEnd = (state: ScreenState): readonly Run[] => (keyMode(state) === 'field' ? [] : HELP_KEY);

/**
 * Returns the keys that currently have an effect and that fit, in the order of the table. The keys for the current
 * situation and the most important ones have priority.
 */
export function footerOf(state: ScreenState, view: View): Run[] {
  const isFirst = ({ action, projected }: KeyBinding) =>
    projected !== undefined ||
    (view.regions.layout === 'projector' && PROJECTED.has(action)) ||
    ALWAYS_THERE.has(action) ||
    (action === 'next-stage' && !isLive(state)) ||
    (action === 'map' && state.isMapOpen) ||
    (action === 'hex' && state.isHexOpen) ||
    (action === 'leave' && state.home !== null) ||
    (action === 'next-pane' && view.besideOf(state.step) === 'text');
  const now: KeysNow = {
    mode: keyMode(state),
    isOffered: (binding) => binding.action !== 'help' && isOffered(binding, state, view),
    named: (binding) => named(binding, state, view),
    before: projectedKeys(state, view),
    isFirst,
  };
  const end = footerEnd(state).reduce((width, { text }) => width + text.length, 0);
  return footerKeys(now, view.regions.width - end - 3);
}

/**
 * Lists the keys of the screen that a list covers, or that is shown, if they have an effect there. On a projector, the
 * key that leads on in the page comes first.
 */
export function keysHere(state: ScreenState, view: View): KeyBinding[] {
  const shown: ScreenState = { ...state, open: null };
  const keys = keysNow({
    mode: keyMode(shown),
    isOffered: (binding) => isOffered(binding, shown, view),
    named: (binding) => namedInHelp(binding, shown, view),
  });
  const isBefore = ({ projected }: KeyBinding) => view.regions.layout === 'projector' && projected !== undefined;
  return [...keys.filter(isBefore), ...keys.filter((binding) => !isBefore(binding))];
}

/** Returns a key with the words for its current action, if it has other words at other times. */
function namedInHelp(binding: KeyBinding, state: ScreenState, view: View): KeyBinding {
  const { footer } = named(binding, state, view);
  return footer === binding.footer || footer === null ? binding : { ...binding, brief: [binding.shown, footer[1]] };
}

/** Returns a key with the word for its current action. */
function named(binding: KeyBinding, state: ScreenState, view: View): KeyBinding {
  const { home, open } = state;
  if (binding.action === 'choose' && open?.kind === 'edit') return { ...binding, footer: ['↵', 'apply'] };
  if (binding.action === 'choose' && open?.kind === 'breaks') return { ...binding, footer: ['↵', 'switch'] };
  if (binding.action === 'leave' && home !== null) return { ...binding, footer: ['q', `to the ${home}`] };
  if (binding.action === 'redo' && state.canReopen) return { ...binding, footer: ['Z', 'forward'] };
  if (binding.action === 'hex' && state.isHexOpen) return { ...binding, footer: ['x', 'hide hex'] };
  if (binding.action === 'undo' && !hasEdits(state)) return { ...binding, footer: ['z', 'back'] };
  if (binding.action === 'redo' && state.canReopen) return { ...binding, footer: ['Z', 'forward'] };
  if (binding.action === 'map' && state.isMapOpen) return { ...binding, footer: ['esc', 'back'] };
  if (binding.action === 'go-on' && madeFrom(state, view) !== null) return { ...binding, footer: ['↵', 'open'] };
  if (binding.action === 'go-on' && canSend(state)) return { ...binding, footer: ['↵', 'send'] };
  return binding;
}

/**
 * Returns the key that leads to the rest of the part or to the next part, because a projector shows only one part at a
 * time.
 */
function projectedKeys(state: ScreenState, view: View): KeyBinding[] {
  if (view.regions.layout !== 'projector' || state.open !== null || state.isMapOpen) return [];
  const { part, count } = partOf(rowsShown(state, view), cursorOf(state, view));
  if (part === count - 1 && !isMoreBelow(state, view)) return [];
  return KEYS.flatMap((binding) => (binding.projected ? [{ ...binding, footer: binding.projected }] : []));
}

const ALWAYS_THERE: ReadonlySet<KeyBinding['action']> = new Set([
  'go-on',
  'back',
  'undo',
  'redo',
  'diagnose',
  'replay',
  'send',
  'to-sandbox',
  'sign-now',
]);

/** The keys of a walk that come first on a projector. */
const PROJECTED: ReadonlySet<KeyBinding['action']> = new Set([
  ...['go-on', 'next-stage', 'send', 'to-sandbox', 'sign-now', 'replay', 'diagnose', 'stop-sending', 'undo', 'leave'],
] as const);

function isOffered({ action }: KeyBinding, state: ScreenState, view: View): boolean {
  if (!isOnMap(action, state, view)) return false;
  switch (action) {
    case 'go-on':
      return !isLive(state) && (canSend(state) || state.step < state.cursors.length - 1);
    case 'next-pane':
      return paneThere(state, view);
    case 'hex':
      return view.besideOf(state.step) === 'bytes' && view.regions.rightWidth === 0;
    case 'map':
      return state.isMapOpen || (view.regions.mapHeight === 0 && hasMap(state, view));
    case 'to-source':
      return hasShownSource(state, view);
    case 'next-span':
      return hasNextOrigin(state, view);
    case 'uses':
      return hasUses(state, view);
    case 'back':
      return state.trail.length > 0;
    case 'next-match':
      return state.searched !== '';
    case 'byte-right':
      return cursorOf(state, view).position !== null;
    case 'next-stage':
      return state.cursors.length > 1;
    case 'send':
      return isLive(state);
    case 'to-sandbox':
    case 'sign-now':
      return isLive(state) && state.editing !== null;
    case 'diagnose':
      return canDiagnose(state) && state.searching === null;
    case 'replay':
      return leadsTo(state, view) !== null;
    case 'break':
      return state.walk.breaker !== null;
    case 'edit':
      return state.editing !== null;
    case 'redo':
      return state.canReopen || (state.editing !== null && state.editing.history.future.length > 0);
    case 'undo':
      return state.below !== null || hasEdits(state);
    case 'stop-sending':
      return state.sending.kind === 'sending' || state.searching !== null;
    default:
      return true;
  }
}

/** Returns whether z undoes an edit, and does not go back to the screen below. */
const hasEdits = ({ editing }: ScreenState): boolean => editing !== null && editing.history.past.length > 0;

const hasMap = (state: ScreenState, view: View): boolean =>
  view.textsOf(state.step) === null && view.regions.leftWidth >= NARROWEST_MAP && isMapped(view.facts.trace);

const paneThere = (state: ScreenState, view: View): boolean =>
  view.besideOf(state.step) === 'text' ||
  (view.besideOf(state.step) === 'bytes' && (view.regions.rightWidth > 0 || state.isHexOpen));
