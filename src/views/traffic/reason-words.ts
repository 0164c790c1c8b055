/** Says why a request of the list was refused, in a sentence that is read without further evidence. */
import { enumerated } from '../../causes/words.ts';
import type { ShownFinding } from '../../diagnosis/shown-diagnosis.ts';
import { findingSays, headersIn } from '../diagnosis/finding-words.ts';

/** Says the cause. Names the headers that the mistake changes, unless the cause already names them. */
export function reasonInWords(finding: ShownFinding): string {
  const says = findingSays(finding);
  const names = headersIn(finding.changes).filter((name) => !says.toLowerCase().includes(name));
  return names.length === 0 ? says : `${enumerated(names)}: ${says}`;
}
