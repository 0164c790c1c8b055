/** The last row: the keys that do something now. */
import type { KeyBinding } from '../../app/keys/key-binding.ts';
import { KEYS } from '../../app/keys/keys.ts';
import type { Run } from '../../pages/page.ts';
import { partOf } from '../../render/screen/cursor.ts';
import { canDiagnose, canSend, keyMode, type ScreenState } from './screen-state.ts';
import { cursorOf, leadsTo, rowsShown, type View } from './view.ts';

/** As many keys as fit, in the order of the table: first those of this moment, then those that a newcomer needs. */
export function footerOf(state: ScreenState, view: View): Run[] {
  const { regions } = view;
  const usual = KEYS.filter((binding) => binding.footer && isOffered(binding, state, view)).map((binding) =>
    atHome(binding, state),
  );
  const offered = [...projectedKeys(state, view), ...usual];
  const isPressing = ({ action, projected }: KeyBinding) =>
    projected !== undefined ||
    ALWAYS_THERE.has(action) ||
    (action === 'next-pane' && view.besideOf(state.step) === 'text');
  const byWeight = [...offered.filter(isPressing), ...offered.filter((binding) => !isPressing(binding))];
  return fittingKeys(offered, regions.width, byWeight);
}

/** As many keys as fit, in their order; `byWeight`: who comes first where there is little room. `width` in cells. */
export function fittingKeys(
  offered: readonly KeyBinding[],
  width: number,
  byWeight: readonly KeyBinding[] = offered,
): Run[] {
  const kept = new Set<KeyBinding>();
  // Behind the last one there is no gap.
  let room = width + GAP.length;
  for (const binding of byWeight) {
    const length = footerText(binding).length + GAP.length;
    if (length > room) continue;
    room -= length;
    kept.add(binding);
  }
  return offered
    .filter((binding) => kept.has(binding))
    .flatMap(({ footer }, index): Run[] => [
      { text: `${index === 0 ? '' : GAP}${footer?.[0]}`, meaning: 'name' },
      { text: ` ${footer?.[1]}`, meaning: 'aside' },
    ]);
}

/** Who leaves a walk of a lesson comes back to that. */
function atHome(binding: KeyBinding, { home }: ScreenState): KeyBinding {
  return binding.action === 'leave' && home !== null ? { ...binding, footer: ['q', `to the ${home}`] } : binding;
}

/** As long as there is another part of the page, which nothing else on a projector tells of. */
function projectedKeys(state: ScreenState, view: View): KeyBinding[] {
  if (view.regions.layout !== 'projector' || state.open !== null) return [];
  const { part, count } = partOf(rowsShown(state, view), cursorOf(state, view));
  if (part === count - 1) return [];
  return KEYS.flatMap((binding) => (binding.projected ? [{ ...binding, footer: binding.projected }] : []));
}

/** Where they are offered, there is room for them. */
const ALWAYS_THERE: ReadonlySet<KeyBinding['action']> = new Set(['undo', 'redo', 'diagnose', 'replay']);
const footerText = ({ footer }: KeyBinding) => footer?.join(' ') ?? '';

const GAP = '  ';

/** Whether a key does something now, so that the footer offers it. */
function isOffered({ action, modes }: KeyBinding, state: ScreenState, view: View): boolean {
  if (!modes.includes(keyMode(state))) return false;
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
      return state.editing !== null || state.previous !== null;
    case 'stop-sending':
      return state.sending.kind === 'sending';
    default:
      return true;
  }
}
