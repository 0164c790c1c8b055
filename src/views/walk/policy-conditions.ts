/** Shows each condition of a policy together with the field of the form that it checks. */

import { type Octets, parsedJson } from '../../bytes/octets.ts';
import { FORM_FIELDS, POLICY } from '../../sigv4/stages/form-fields.ts';
import { lineRanges, type Range } from '../../trace/ranges.ts';
import { findValue } from '../../trace/trace.ts';
import { requireValue, type WalkFacts } from '../facts.ts';
import { aside, type Block, type Explanation, heading, type Line, line } from '../page.ts';
import { inText, partLine } from '../value-blocks.ts';

/** Where a condition or a field is in its text. */
interface Located extends Range {
  /** The name of the field in lowercase. S3 ignores the case of field names. */
  readonly field: string;
}

/** Returns the fields of the form, each after the conditions that it must meet. Returns nothing without a form. */
export function conditionBlocks(facts: WalkFacts): Block[] {
  const policy = requireValue(facts, POLICY);
  const form = findValue(facts.trace, FORM_FIELDS.id);
  const conditions = conditionsIn(policy.bytes.octets);
  if (!form || conditions.length === 0) return [];
  const fields = fieldsIn(form.bytes.octets);
  return [
    heading('What each condition checks'),
    ...conditions.flatMap((condition) => [
      { ...partLine('condition', policy, condition), explains: CONDITION },
      ...fields
        .filter(({ field }) => field === condition.field)
        .map((found) => ({ ...partLine('field', form, found), explains: FIELD })),
      ...(NOT_IN_FORM[condition.field] ?? []),
    ]),
  ];
}

const CONDITION: Explanation = { rule: 'the server refuses the form if one condition does not hold' };
const FIELD: Explanation = { rule: 'a field of the form, which the condition above it checks' };

const about = (text: string): Line => inText(line('', aside(text)));

/** The conditions on something other than a field of the form. */
const NOT_IN_FORM: Readonly<Record<string, readonly Line[]>> = {
  bucket: [about('the bucket in the address')],
  'content-length-range': [about('the size of the file')],
};

const STRING = String.raw`"(?:[^"\\]|\\[\s\S])*"`;
const SIMPLE = String.raw`\{\s*(${STRING})\s*:\s*${STRING}\s*\}`;
const OPERATION = String.raw`\[\s*"(?:eq|starts-with)"\s*,\s*(${STRING})\s*,\s*${STRING}\s*\]`;
const RANGE = String.raw`\[\s*("content-length-range")\s*,[^\]]*\]`;

/** Finds the conditions in a policy, in their order. */
function conditionsIn(policy: Octets): Located[] {
  return [...policy.matchAll(new RegExp(`${SIMPLE}|${OPERATION}|${RANGE}`, 'gi'))].map((match) => ({
    field: nameIn(match[1] ?? match[2] ?? match[3] ?? ''),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Reads the name of a field from a JSON string. A name that is not valid JSON matches no field. */
const nameIn = (json: string): string =>
  String(parsedJson(json) ?? '')
    .replace(/^\$/, '')
    .toLowerCase();

/** Finds the fields in the text with one line for each field. The newline is not part of the field. */
function fieldsIn(form: Octets): Located[] {
  return lineRanges(form).map(({ start, end }) => {
    const text = form.slice(start, end);
    return {
      field: text.slice(0, Math.max(text.indexOf('='), 0)).toLowerCase(),
      start,
      end: start + text.trimEnd().length,
    };
  });
}
