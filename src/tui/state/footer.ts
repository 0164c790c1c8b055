import type { KeyBinding } from '../../app/keys/key-binding.ts';
import { KEYS } from '../../app/keys/keys.ts';
import type { Run } from '../../pages/page.ts';
import { partOf } from '../../render/screen/cursor.ts';
import { footerKeys, type KeysNow } from '../footer-keys.ts';
import { canDiagnose, canSend, keyMode, type ScreenState } from './screen-state.ts';
import { cursorOf, leadsTo, rowsShown, type View } from './view.ts';

/**
 * Returns the keys that fit, in the order of the table. The keys for the current situation and the most important ones
 * have priority.
 */
export function footerOf(state: ScreenState, view: View): Run[] {
  const isFirst = ({ action, projected }: KeyBinding) =>
    projected !== undefined ||
    ALWAYS_THERE.has(action) ||
    (action === 'next-pane' && view.besideOf(state.step) === 'text');
  const now: KeysNow = {
    mode: keyMode(state),
    isOffered: (binding) => isOffered(binding, state, view),
    named: (binding) => atHome(binding, state),
    before: projectedKeys(state, view),
    isFirst,
  };
  return footerKeys(now, view.regions.width);
}

function atHome(binding: KeyBinding, { home }: ScreenState): KeyBinding {
  return binding.action === 'leave' && home !== null ? { ...binding, footer: ['q', `to the ${home}`] } : binding;
}

/** Returns the key that leads to the next part of the page, because a projector shows only one part at a time. */
function projectedKeys(state: ScreenState, view: View): KeyBinding[] {
  if (view.regions.layout !== 'projector' || state.open !== null) return [];
  const { part, count } = partOf(rowsShown(state, view), cursorOf(state, view));
  if (part === count - 1) return [];
  return KEYS.flatMap((binding) => (binding.projected ? [{ ...binding, footer: binding.projected }] : []));
}

const ALWAYS_THERE: ReadonlySet<KeyBinding['action']> = new Set(['undo', 'redo', 'diagnose', 'replay']);

function isOffered({ action }: KeyBinding, state: ScreenState, view: View): boolean {
  switch (action) {
    case 'next-pane':
      return view.besideOf(state.step) !== 'nothing';
    case 'next-stage':
      return state.step < state.cursors.length - 1;
    case 'previous-stage':
      return state.step > 0;
    case 'send':
      return canSend(state);
    case 'diagnose':
      return canDiagnose(state);
    case 'replay':
      return leadsTo(state, view) !== null;
    case 'edit':
    case 'redo':
      return state.editing !== null;
    case 'undo':
      return state.editing !== null || state.below !== null;
    case 'stop-sending':
      return state.sending.kind === 'sending';
    default:
      return true;
  }
}
