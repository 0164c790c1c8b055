/** Tells a cause, which is written in the words of AWS, in the words of another vendor. */
import { AWS4 } from '../sigv4/dialects/aws4.ts';
import { type Dialect, ofDialect } from '../sigv4/dialects/dialect.ts';
import { inWordsOf } from '../sigv4/dialects/names.ts';
import type { Cause } from './cause.ts';

/** The causes that were told in the words of a vendor, each once. */
const told = ofDialect(() => new Map<Cause, Cause>());

const OF_AWS = 'https://docs.aws.amazon.com/';

/** Returns whether a cause compares vendors. Its sentences are not told in the words of one of them. */
const comparesVendors = ({ needs }: Cause): boolean => needs.includes('vendor-named');

/** Returns a sentence about a cause in the words of a vendor. What is in `said` is kept. */
export const saysInWordsOf = (cause: Cause, says: string, dialect: Dialect, said?: string): string =>
  comparesVendors(cause) ? says : inWordsOf(says, dialect, said);

/** Returns a cause in the words of a vendor, with the page of that vendor. */
export function causeInWordsOf(cause: Cause, dialect: Dialect): Cause {
  if (dialect === AWS4 || comparesVendors(cause)) return cause;
  const { says, symptom, fix, test, see } = cause;
  const made = told(dialect).get(cause) ?? {
    ...cause,
    says: inWordsOf(says, dialect),
    symptom: inWordsOf(symptom, dialect),
    fix: inWordsOf(fix, dialect),
    test: inWordsOf(test, dialect),
    see: see.startsWith(OF_AWS) ? dialect.see.calculation : see,
  };
  told(dialect).set(cause, made);
  return made;
}
