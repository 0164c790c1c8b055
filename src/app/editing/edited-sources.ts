/** Whose words the inputs are once some of them are edited, for the reader. */
import type { GivenPart, RequestSources } from '../settings/request-sources.ts';
import type { WalkInputs } from './walk-inputs.ts';

const EDIT = 'your edit';
const PASTE = 'the paste';

type WholeInput = Extract<GivenPart, keyof WalkInputs>;

/** What is as it was keeps the source that it had; what is as it was pasted comes from there, anything else from the edit. */
export function editedSources(first: RequestSources, begun: WalkInputs, inputs: WalkInputs): RequestSources {
  const { pasted } = inputs;
  const ofWhole = (part: WholeInput, usual: string): string => {
    if (pasted && (part === 'method' || part === 'url')) return inputs[part] === pasted[part] ? PASTE : EDIT;
    return inputs[part] === begun[part] ? first.of(part, usual) : EDIT;
  };
  const ofHeader = (part: Extract<GivenPart, `headers/${number}`>, usual: string): string => {
    const header = inputs.headers[Number(part.slice('headers/'.length))];
    // Signing a form adds some that nobody edits.
    if (!header) return first.of(part, usual);
    const isAmong = (headers: WalkInputs['headers']) =>
      headers.some(([name, value]) => name === header[0] && value === header[1]);
    if (pasted) return isAmong(pasted.headers) ? PASTE : EDIT;
    return isAmong(begun.headers) ? first.of(part, usual) : EDIT;
  };
  return {
    by: first.by,
    of: (part, usual) => {
      if (part === 'service' || part === 'sessionToken') return first.of(part, usual);
      return isHeader(part) ? ofHeader(part, usual) : ofWhole(part, usual);
    },
  };
}

const isHeader = (part: GivenPart): part is Extract<GivenPart, `headers/${number}`> => part.startsWith('headers/');
