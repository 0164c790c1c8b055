/** The library's own types beside those that they stand for: nothing is left out of either. Held by the type check. */
import { describe, expectTypeOf, it } from 'vitest';
import type { Cause, Diagnosis, Difference, ReadEvidence } from '../../src/library/diagnosis.ts';
import type { SigningRules } from '../../src/library/request-types.ts';
import type { SignInput } from '../../src/library/sign.ts';
import type { Claim, Comparison, Notice, Verdict } from '../../src/library/verification.ts';
import type { diagnosisJson } from '../../src/outputs/json/diagnosis-json.ts';
import type { claimJson, comparisonJson } from '../../src/outputs/json/verification-json.ts';
import type { Rules } from '../../src/sigv4/rules.ts';
import type { Scheme } from '../../src/trace/trace.ts';
import type { Notice as OwnNotice } from '../../src/verification/notices.ts';
import type { Verdict as OwnVerdict } from '../../src/verification/verdict.ts';

type DiagnosisDocument = ReturnType<typeof diagnosisJson>;
type EveryKey<Type> = Type extends unknown ? keyof Type : never;

describe('the types of the library', () => {
  it('have every rule but the payload, with every choice', () => {
    expectTypeOf<Required<SigningRules>>().toEqualTypeOf<Omit<Rules, 'payload'>>();
    expectTypeOf<NonNullable<SignInput['rules']>>().toEqualTypeOf<SigningRules>();
  });

  it('have every verdict, and every field of a verification', () => {
    expectTypeOf<Verdict>().toEqualTypeOf<OwnVerdict['kind']>();
    expectTypeOf<Claim['form']>().toEqualTypeOf<Scheme>();
    expectTypeOf<EveryKey<ReturnType<typeof claimJson>>>().toEqualTypeOf<keyof Claim>();
    expectTypeOf<keyof ReturnType<typeof comparisonJson>>().toEqualTypeOf<keyof Comparison>();
    expectTypeOf<Notice>().toEqualTypeOf<OwnNotice>();
  });

  it('have every field of a diagnosis', () => {
    expectTypeOf<DiagnosisDocument>().toExtend<Diagnosis>();
    expectTypeOf<keyof DiagnosisDocument>().toEqualTypeOf<keyof Diagnosis>();
    expectTypeOf<keyof DiagnosisDocument['causes'][number]>().toEqualTypeOf<keyof Cause>();
    expectTypeOf<keyof NonNullable<DiagnosisDocument['firstDifference']>>().toEqualTypeOf<keyof Difference>();
    expectTypeOf<keyof DiagnosisDocument['evidence']>().toEqualTypeOf<keyof ReadEvidence>();
  });
});
