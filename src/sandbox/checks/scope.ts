/** Checks the credential scope. A signature is valid only for one day, one Region, and one service. */
import { asText, EMPTY, type Octets } from '../../bytes/octets.ts';
import { listElements } from '../../http/message.ts';
import type { Claim } from '../../sigv4/claims/claim.ts';
import { AMZ_FIELDS, AMZ_PARAMETERS, TERMINATOR_NAME } from '../../sigv4/names.ts';
import { type Refusal, refuse } from '../answers/answer.ts';
import { fieldOf } from '../browser-form.ts';
import type { Examined, Ground } from '../examined.ts';
import { headerMalformed, queryParameters } from './malformed-claim.ts';

/**
 * Checks the parts of the scope in the same order as S3. If more than one part is wrong, only the first one is
 * reported.
 */
export function checkScope(claim: Claim, { ground, form }: Examined): Refusal | null {
  const fault = faultOf(claim, ground);
  if (!fault) return null;
  const { what, elements = {} } = fault;
  const parameter = AMZ_PARAMETERS.credential;
  switch (claim.scheme) {
    case 'header':
      return headerMalformed(what, elements);
    case 'query':
      return queryParameters(fault.inQuery ?? `Error parsing the ${parameter} parameter; ${what}`, elements);
    case 'policy': {
      const credential = (form && fieldOf(form, AMZ_FIELDS.credential)) ?? EMPTY;
      const argument = { ArgumentName: parameter, ArgumentValue: asText(credential) };
      return refuse('InvalidArgument', { ...argument, ...elements }, what);
    }
  }
}

interface Fault {
  readonly what: string;
  readonly elements?: Refusal['elements'];
  /** The message for a presigned URL; omitted if it is the same as the message for a header. */
  readonly inQuery?: string;
}

function faultOf(claim: Claim, ground: Ground): Fault | null {
  const { scope, terminator, timestamp } = claim;
  const { region, services } = ground;
  const date = asText(scope.date.octets);
  const day = timestamp.octets.slice(0, 8);
  if (!isForRegion(claim, region)) {
    const what = `the region '${asText(scope.region.octets)}' is wrong; expecting '${region}'`;
    return { what, elements: { Region: region } };
  }
  if (!services.some((service) => service === scope.service.octets)) {
    return {
      what: `incorrect service "${asText(scope.service.octets)}". This endpoint belongs to "${services[0]}".`,
    };
  }
  if (terminator.octets !== TERMINATOR_NAME) {
    return {
      what: `incorrect terminal "${asText(terminator.octets)}". This endpoint uses "${TERMINATOR_NAME}".`,
    };
  }
  if (!/^\d{8}$/.test(date)) {
    return { what: `incorrect date format "${date}". This date in the credential must be in the format "yyyyMMdd".` };
  }
  if (date !== day) {
    return {
      what: 'Invalid credential date. Date is not the same as X-Amz-Date.',
      inQuery: `Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${day}".`,
    };
  }
  return null;
}

/**
 * Returns whether a request is signed for a Region. A SigV4A Region set contains names separated by commas, in which
 * `*` matches any characters.
 */
export function isForRegion({ scope, algorithm }: Claim, region: string): boolean {
  const { octets } = scope.region;
  if (algorithm.boundTo === 'region') return octets === region;
  return listElements(octets).some((pattern) => matches(pattern, region));
}

/**
 * Returns whether a Region matches a pattern that may contain `*`. The pattern is matched piece by piece, because
 * backtracking could take a long time.
 */
function matches(pattern: Octets, region: string): boolean {
  const [first = '', ...pieces] = pattern.split('*');
  const last = pieces.pop();
  if (last === undefined) return pattern === region;
  if (!region.startsWith(first) || region.length < first.length + last.length || !region.endsWith(last)) return false;
  const middle = region.slice(first.length, region.length - last.length);
  let at = 0;
  for (const piece of pieces) {
    const found = middle.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return true;
}
