/** The library's own types beside those that they stand for: nothing is left out of either. Held by the type check. */
import { describe, expectTypeOf, it } from 'vitest';
import type { SigningRules } from '../../src/library/request-types.ts';
import type { SignInput } from '../../src/library/sign.ts';
import type { Verdict } from '../../src/library/verification.ts';
import type { Scheme } from '../../src/trace/trace.ts';
import type { Verdict as OwnVerdict } from '../../src/verification/verdict.ts';
import type { Claim } from '../../src/views/documents/types/claim.ts';

describe('the types of the library', () => {
  it('have every rule but the payload, as an input', () => {
    expectTypeOf<NonNullable<SignInput['rules']>>().toEqualTypeOf<SigningRules>();
    expectTypeOf<SigningRules['quotedSpaces']>().toEqualTypeOf<'collapsed' | 'kept' | undefined>();
    expectTypeOf<'payload'>().not.toExtend<keyof SigningRules>();
  });

  it('have every verdict, and every scheme', () => {
    expectTypeOf<Verdict>().toEqualTypeOf<OwnVerdict['kind']>();
    expectTypeOf<Claim['form']>().toEqualTypeOf<Scheme>();
  });
});
