/**
 * Loaded before the program where a golden is made: the clock shows the moment of AWS's example, and a signature of ECDSA
 * has a stated nonce, so that the same command line always prints the same.
 */
import { stateSignatures } from '../support/sigv4/stated-ecdsa.ts';

const MOMENT = Date.parse(process.env.GOLDEN_CLOCK ?? '2013-05-24T00:00:00Z');
const RealDate = Date;

class StatedDate extends RealDate {
  constructor(...given: []) {
    // What is given, in all the forms that Date takes, is read as Date reads it.
    super(...(given.length === 0 ? ([MOMENT] as unknown as []) : given));
  }

  static override now(): number {
    return MOMENT;
  }
}

globalThis.Date = StatedDate as DateConstructor;
stateSignatures();
