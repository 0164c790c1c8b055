/** Draws the whole signature in the place of a step. */
import { Box } from 'ink';
import { Rule, Width } from '../../components/frame.tsx';
import { legendRows } from '../../components/legend.ts';
import { Divider, Rows } from '../../components/rows.tsx';
import { rowsOfPicture, type WholeContent } from '../content/whole-content.ts';
import { inspectorRows, inspectorTitle } from './inspector-rows.ts';
import { bodyHeight, type Shown } from './sight.ts';
import { NAMED_SEAL, NamedSeals } from './two-seals.tsx';
import { TypedBelow, TypedInCorner, verdictOf } from './typed-signature.tsx';

/** Draws the whole signature and, below it, the inspector. The line between its two sides goes on beside the inspector. */
export function Whole({ whole, content, regions }: Shown & { readonly whole: WholeContent }) {
  const { places, changed, cursor, lit, typed, problem } = content;
  const { rows, divider } = whole.picture;
  const width = divider ?? regions.width;
  const height = Math.max(bodyHeight(content, regions) - rows.length, 0);
  const isSealed = divider !== null && whole.sealed.length > 0 && height >= NAMED_SEAL;
  const letters = isSealed ? legendRows(' ', 2, lit) : [];
  return (
    <>
      <Rows rows={rowsOfPicture(whole, { places, changed, position: cursor.position, lit })} />
      <Box height={height}>
        <Width cells={width}>
          {typed && divider === null ? (
            <TypedBelow typed={typed} height={height} problem={problem} />
          ) : (
            <Box flexDirection="column" width={width} flexShrink={0} overflowY="hidden">
              <Rule {...inspectorTitle(content)} {...(typed && { right: [verdictOf(typed)] })} />
              <Rows rows={inspectorRows(content, { width, height: height - 1 - letters.length })} />
              <Box flexGrow={1} />
              <Rows rows={letters} />
            </Box>
          )}
        </Width>
        {divider !== null && (
          <>
            <Divider height={height} marks={{ 0: '┤' }} />
            <Box flexDirection="column" marginLeft={1} overflowY="hidden">
              {typed && typed.flipped !== null ? (
                <TypedInCorner typed={typed} height={height} />
              ) : isSealed ? (
                <NamedSeals signatures={whole.sealed} />
              ) : (
                <Rows rows={[[], ...legendRows('', 1, lit)]} />
              )}
            </Box>
          </>
        )}
      </Box>
    </>
  );
}
