/** Draws the signatures of both sides as dots below their columns. */
import { Box } from 'ink';
import { clientColumn, isWideRail } from '../../layout/rail/rail.ts';
import { sealSize } from '../../layout/seal.ts';
import { flippedBits } from '../../trace/changes.ts';
import type { Comparison } from '../../views/diagnosis/comparison.ts';
import { aside } from '../../views/page.ts';
import { differenceInWords } from '../../views/whole/signature-difference.ts';
import { fitRuns } from '../components/fitted-rows.ts';
import { GUTTER } from '../components/frame/gutter.ts';
import type { PartBelow } from '../components/parts.tsx';
import { Rows } from '../components/rows.tsx';
import { Seal } from '../components/seal.tsx';

const SEAL = sealSize('half-blocks');

/** Returns the dots of both signatures; `null` if one is not known, has no bits, or the columns are not side by side. */
export function sealsPart({ results }: Comparison, width: number): PartBelow | null {
  const values = results.find(({ by }) => by === 'HMAC-SHA256')?.values;
  if (!values?.server.isKnown || !values.client.isKnown || !isWideRail(width - GUTTER)) return null;
  const [server, client] = [values.server.text, values.client.text];
  const flipped = flippedBits(server, client);
  if (flipped === null) return null;
  const between = clientColumn(width - GUTTER) - SEAL.width;
  return {
    height: SEAL.height,
    content: (
      <Box height={SEAL.height} flexShrink={0} marginLeft={GUTTER}>
        <Box width={SEAL.width} flexShrink={0}>
          <Seal signature={server} other={client} />
        </Box>
        <Box width={between} flexShrink={0}>
          <Rows rows={[fitRuns([aside(`  ${differenceInWords(flipped)}`)], between)]} />
        </Box>
        <Seal signature={client} other={server} />
      </Box>
    ),
  };
}
