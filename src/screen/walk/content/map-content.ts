/** Creates the map of the byte under the cursor, if there is room for it or the user has opened it. */
import { type WayMap, wayMap } from '../../../views/map/way-map.ts';
import type { Run } from '../../../views/page.ts';
import { bodyRoom } from '../../components/regions.ts';
import type { ScreenRow } from '../../components/styled-glyphs.ts';
import { NARROWEST_MAP, wayMapRows } from '../drawing/way-map-rows.ts';
import type { ScreenState } from '../screen-state.ts';
import { cursorOf, type View } from '../view.ts';

interface MapContent {
  readonly title: readonly Run[];
  readonly rows: readonly ScreenRow[];
  /** Whether the map takes up the whole screen instead of the text. */
  readonly isWhole: boolean;
}

export function mapOf(state: ScreenState, view: View): MapContent | null {
  const { regions, facts, places } = view;
  const isShown = state.isMapOpen || regions.mapHeight > 0;
  if (!isShown || regions.leftWidth < NARROWEST_MAP || view.textsOf(state.step)) return null;
  const map = wayMap(facts.trace, places, cursorOf(state, view).position);
  if (!map) return null;
  const room = { width: regions.leftWidth, height: state.isMapOpen ? bodyRoom(regions) : regions.mapHeight };
  return { title: titleOf(map), rows: wayMapRows(map, room), isWhole: state.isMapOpen };
}

const titleOf = ({ of }: WayMap): MapContent['title'] => [
  { text: of === '' ? 'Map' : `Map · heavy: the way of ${of}`, meaning: 'name' },
];
