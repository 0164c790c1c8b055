/** Contains the regions of a screen as components. Ink lays out the boxes; each region is filled with finished rows. */
import { Box, Text } from 'ink';
import { memo } from 'react';
import type { DrawnScreen, Region, RegionName } from '../render/screen/drawn-screen.ts';
import type { ScreenRow } from '../render/screen/styled-glyphs.ts';
import { paintRow, type Theme } from './colors/theme.ts';

interface ScreenProps {
  readonly screen: DrawnScreen;
  readonly theme: Theme;
}

/** Lays out the regions. The regions above and below the two columns have the whole width. */
export function ScreenRegions({ screen, theme }: ScreenProps) {
  const { margin, above, left, divider, right, below } = screen;
  return (
    <Box flexDirection="column" marginLeft={margin}>
      <Regions regions={above} theme={theme} />
      <Box>
        <Box flexDirection="column" flexShrink={0}>
          <Regions regions={left} theme={theme} />
        </Box>
        {divider.length > 0 && (
          <>
            <Rows width={1} rows={divider} theme={theme} />
            <Box flexDirection="column" flexShrink={0}>
              <Regions regions={right} theme={theme} />
            </Box>
          </>
        )}
      </Box>
      <Regions regions={below} theme={theme} />
    </Box>
  );
}

interface RegionsProps {
  readonly regions: readonly Region[];
  readonly theme: Theme;
}

const Regions = ({ regions, theme }: RegionsProps) =>
  regions.map(({ name, width, rows }) => {
    const Component = COMPONENTS[name];
    return <Component key={name} width={width} rows={rows} theme={theme} />;
  });

interface RowsProps {
  readonly width: number;
  readonly rows: readonly ScreenRow[];
  readonly theme: Theme;
}

/** Draws one string for each row, because a component for each run or byte would take twice as long. */
const Rows = memo(({ width, rows, theme }: RowsProps) => (
  <Box flexDirection="column" flexShrink={0} width={width}>
    {rows.map((row, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a row is identified by its position in the region.
      <Text key={index}>{paintRow(row, theme) || ' '}</Text>
    ))}
  </Box>
));

const Header = Rows;
const Steps = Rows;
const TextRegion = Rows;
const Inspector = Rows;
const Hex = Rows;
const WayMap = Rows;
const Keys = Rows;
const Overlay = Rows;

const COMPONENTS: Readonly<Record<RegionName, typeof Rows>> = {
  header: Header,
  steps: Steps,
  text: TextRegion,
  inspector: Inspector,
  hex: Hex,
  map: WayMap,
  keys: Keys,
  overlay: Overlay,
};
