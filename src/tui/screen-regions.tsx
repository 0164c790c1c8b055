/** Contains the regions of a screen as components. Ink lays them out; `frames.ts` fills them with finished rows. */
import { Box, type DOMElement, measureElement } from 'ink';
import { useLayoutEffect, useRef } from 'react';
import type { DrawnScreen, Region } from '../render/screen/drawn-screen.ts';
import type { PlaceName, RegionPlaces } from './frames/frames.ts';

interface ScreenProps {
  readonly screen: DrawnScreen;
  /** Called with the place of each region after each layout. */
  readonly onPlaced: (places: RegionPlaces) => void;
}

/** Lays out the regions. The regions above and below the two columns have the whole width. */
export function ScreenRegions({ screen, onPlaced }: ScreenProps) {
  const { margin, above, left, divider, right, below } = screen;
  const boxes = useRef(new Map<PlaceName, DOMElement>());
  useLayoutEffect(() => onPlaced(new Map([...boxes.current].map(([name, box]) => [name, measureElement(box)]))));
  const regionBox = (name: PlaceName, width: number, height: number) => (
    <Box key={name} ref={(box) => keep(boxes.current, name, box)} width={width} height={height} flexShrink={0} />
  );
  const regionBoxes = (regions: readonly Region[]) =>
    regions.map(({ name, width, rows }) => regionBox(name, width, rows.length));
  return (
    <Box flexDirection="column" marginLeft={margin}>
      {regionBoxes(above)}
      <Box>
        <Box flexDirection="column" flexShrink={0}>
          {regionBoxes(left)}
        </Box>
        {divider.length > 0 && regionBox('divider', 1, divider.length)}
        <Box flexDirection="column" flexShrink={0}>
          {regionBoxes(right)}
        </Box>
      </Box>
      {regionBoxes(below)}
    </Box>
  );
}

function keep(boxes: Map<PlaceName, DOMElement>, name: PlaceName, box: DOMElement | null): void {
  if (box) boxes.set(name, box);
  else boxes.delete(name);
}
