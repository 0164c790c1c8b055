/** Draws two signatures side by side as dots, with the words that say how much they differ. */
import { Box } from 'ink';
import { memo } from 'react';
import { sealSize } from '../../../layout/seal.ts';
import { differenceInWords } from '../../../views/whole/signature-difference.ts';
import { ruleTitle } from '../../components/frame/rules.ts';
import { Rows } from '../../components/rows.tsx';
import { Seal } from '../../components/seal.tsx';
import { styleText } from '../../components/styled-glyphs.ts';
import type { NamedSignature, TwoSignatures } from '../content/two-signatures.ts';

const SEAL = sealSize('half-blocks');
/** The rows of two seals, with their title and their names. */
export const TWO_SEALS = SEAL.height + 2;

export const TwoSeals = memo(function TwoSeals({
  signatures: { one, other, flipped },
  width,
}: {
  readonly signatures: TwoSignatures;
  readonly width: number;
}) {
  const title = { left: [{ text: 'Bits', meaning: 'name' as const }], right: [differenceInWords(flipped)] };
  return (
    <Box flexDirection="column" height={TWO_SEALS} flexShrink={0}>
      <Rows rows={[ruleTitle(width, title)]} />
      <Box gap={2} marginLeft={1}>
        <NamedSeal signature={one} other={other} />
        <NamedSeal signature={other} other={one} />
      </Box>
    </Box>
  );
});

const NamedSeal = ({ signature: { name, digits }, other }: Record<'signature' | 'other', NamedSignature>) => (
  <Box flexDirection="column" width={SEAL.width} flexShrink={0}>
    <Rows rows={[[styleText(name, 'aside')]]} />
    <Seal signature={digits} other={other.digits} />
  </Box>
);
