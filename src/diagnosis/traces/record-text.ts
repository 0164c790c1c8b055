/** Records a canonical text, or a part of one, in a trace, and each secret in it as a separate value. */
import { slice } from '../../bytes/bytes.ts';
import type { Recorder } from '../../trace/trace.ts';
import type { SideMask } from '../mask-sides.ts';

/**
 * Creates a recorder that also records the secrets within each text, so that the redactor recognizes them. It returns
 * the recorded text.
 */
export const textRecorder =
  ({ ranges }: SideMask, record: Recorder): Recorder =>
  (definition, bytes) => {
    const kept = record(definition, bytes);
    ranges(bytes.octets).forEach(({ start, end }, index) => {
      const secret = {
        id: `other-secret-in-${definition.id}-${index + 1}`,
        name: 'Secret',
        secrecy: 'secret',
      } as const;
      record({ ...definition, ...secret }, slice(kept, start, end));
    });
    return kept;
  };
