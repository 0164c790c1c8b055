/** Says what a pasted request is signed with, and which parts of the paste were not read. */
import type { WalkInputs } from '../../app/editing/walk-inputs.ts';
import type { Pasted } from '../../app/walks/shown-walk.ts';
import { isExampleKey } from '../../aws/example-keys.ts';
import { requireValue, type WalkFacts } from '../../pages/facts.ts';
import { SERVICE } from '../../sigv4/stages/request.ts';

/**
 * Returns the notice for a paste. `signed` are the inputs that the request is signed with, and `begun` is
 * the original walk, whose service is kept if the host identifies none.
 */
export function noticeOfPaste(
  { inputs, remarks }: Extract<Pasted, { kind: 'inputs' }>,
  signed: WalkInputs,
  begun: WalkFacts,
): string {
  const key = isExampleKey(signed.accessKeyId) ? "AWS's example key" : 'the key of this walk';
  const kept = [
    ...(inputs.region === null ? [`Region ${signed.region}`] : []),
    ...(inputs.service === null ? [`service ${requireValue(begun, SERVICE).bytes.octets}`] : []),
  ];
  const date = signed.date === '' ? [] : [signed.date];
  return ['Pasted; z undoes it.', ...remarks, `Signed with ${[key, ...date, ...kept].join(', ')}.`].join(' ');
}
