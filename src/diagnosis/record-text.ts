/** A canonical text, or a part of one, as a value of a trace, with the secrets in it as values of their own. */
import { type Bytes, slice } from '../bytes/bytes.ts';
import { secretRangesInCanonicalText } from '../sigv4/mask-canonical-request.ts';
import type { Recorder, ValueDefinition } from '../trace/trace.ts';

/** So the redactor knows them: gives back a quotation of the whole. */
export function recordText(definition: ValueDefinition, bytes: Bytes, record: Recorder): Bytes {
  const kept = record(definition, bytes);
  secretRangesInCanonicalText(bytes.octets).forEach(({ start, end }, index) => {
    const secret = { id: `other-secret-in-${definition.id}-${index + 1}`, name: 'Secret', secrecy: 'secret' } as const;
    record({ ...definition, ...secret }, slice(kept, start, end));
  });
  return kept;
}
