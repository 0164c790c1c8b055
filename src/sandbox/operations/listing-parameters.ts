/** The parameters of a listing, read and checked (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html). */
import { base64, decodeBase64 } from '../../bytes/base64.ts';
import { plain } from '../../bytes/bytes.ts';
import { EMPTY, type Octets, sliceOctets } from '../../bytes/octets.ts';
import { type Refusal, refuseArgument } from '../answer.ts';
import { type Asked, parameter } from '../asked.ts';
import type { ListingScope, ListingStart } from './listing-page.ts';

/** Those that both versions of the operation have. */
export const LISTING_PARAMETERS = ['prefix', 'delimiter', 'max-keys', 'encoding-type'] as const;

/** The most entries of a page; whoever asks for more gets as many. */
const PAGE_LIMIT = 1000;
const LARGEST_INTEGER = 2_147_483_647;

export interface ListingParameters extends Omit<ListingScope, 'start'> {
  readonly encoding: 'url' | 'none';
}

export function listingParameters(asked: Asked): ListingParameters | Refusal {
  const encodingType = parameter(asked, 'encoding-type');
  if (encodingType !== undefined && encodingType !== 'url') {
    return refuseArgument('encoding-type', encodingType, 'Invalid Encoding Method specified in Request');
  }
  const maxKeys = readMaxKeys(parameter(asked, 'max-keys'));
  if (typeof maxKeys !== 'number') return maxKeys;
  return {
    prefix: parameter(asked, 'prefix') ?? EMPTY,
    delimiter: parameter(asked, 'delimiter') ?? EMPTY,
    maxKeys,
    encoding: encodingType === undefined ? 'none' : 'url',
  };
}

function readMaxKeys(value: Octets | undefined): number | Refusal {
  if (value === undefined || value === '') return PAGE_LIMIT;
  if (!/^-?\d+$/.test(value)) {
    return refuseArgument('max-keys', value, 'Provided max-keys not an integer or within integer range');
  }
  const number = Number(value);
  if (number < 0 || number > LARGEST_INTEGER) {
    return refuseArgument('max-keys', value, `Argument maxKeys must be an integer between 0 and ${LARGEST_INTEGER}`);
  }
  return Math.min(number, PAGE_LIMIT);
}

/** What begins every token, so that something else is known to be none. */
const TOKEN_MARK = '1/' as Octets;

/** Where the next page begins, for the client to send back as it is. */
export function continuationToken(last: Octets): Octets {
  return base64(plain((TOKEN_MARK + last) as Octets)).octets;
}

/** The token counts, and only without one the key to start after. */
export function readStart(asked: Asked): ListingStart | Refusal {
  const token = parameter(asked, 'continuation-token');
  const startAfter = parameter(asked, 'start-after');
  if (token === undefined) return startAfter ? { kind: 'key', after: startAfter } : { kind: 'beginning' };
  const decoded = decodeBase64(token);
  return decoded?.startsWith(TOKEN_MARK)
    ? { kind: 'entry', after: sliceOctets(decoded, TOKEN_MARK.length) }
    : refuseArgument('continuation-token', token, 'The continuation token provided is incorrect');
}
