/** Draws two signatures side by side as dots, with the words that say how much they differ. */
import { Box } from 'ink';
import { memo } from 'react';
import { sealSize } from '../../../layout/seal.ts';
import { differenceInWords } from '../../../views/whole/signature-difference.ts';
import { Rule } from '../../components/frame.tsx';
import { Rows } from '../../components/rows.tsx';
import { Seal } from '../../components/seal.tsx';
import { styleText } from '../../components/styled-glyphs.ts';
import type { NamedSignature, TwoSignatures } from '../content/two-signatures.ts';

const SEAL = sealSize('half-blocks');
/** The rows of a seal below its name. */
export const NAMED_SEAL = SEAL.height + 1;
/** The rows of two seals, with their title and their names. */
export const TWO_SEALS = NAMED_SEAL + 1;

export const TwoSeals = memo(function TwoSeals({
  compared: { signatures, flipped },
}: {
  readonly compared: TwoSignatures;
}) {
  return (
    <Box flexDirection="column" height={TWO_SEALS} flexShrink={0}>
      <Rule left={[{ text: 'Bits', meaning: 'name' }]} right={[differenceInWords(flipped)]} />
      <Box marginLeft={1}>
        <NamedSeals signatures={signatures} />
      </Box>
    </Box>
  );
});

/** Draws one or two signatures beside each other, each below its name. */
export const NamedSeals = ({ signatures }: { readonly signatures: readonly NamedSignature[] }) => (
  <Box gap={2}>
    {signatures.map(({ name, digits }, at) => (
      <Box key={name} flexDirection="column" minWidth={SEAL.width} height={NAMED_SEAL} flexShrink={0}>
        <Rows rows={[[styleText(name, 'aside')]]} />
        <Seal signature={digits} other={signatures[1 - at]?.digits ?? null} />
      </Box>
    ))}
  </Box>
);
