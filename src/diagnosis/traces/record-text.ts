/** A canonical text, or a part of one, as a value of a trace, with the secrets in it as values of their own. */
import { slice } from '../../bytes/bytes.ts';
import type { Recorder } from '../../trace/trace.ts';
import type { SideMask } from '../mask-sides.ts';

/** A recorder of texts, by which the redactor knows the secrets in them: it gives back a quotation of the whole. */
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
