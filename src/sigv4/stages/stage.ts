/** Defines a stage of signing or verifying: what is said of it, and which requests go through it. */

import type { Scheme, StageDescription } from '../../trace/trace.ts';
import type { Algorithm } from '../algorithms/algorithm.ts';
import type { Rules } from '../rules.ts';

/** What determines the stages of a request. */
export interface StageConditions {
  readonly purpose: 'sign' | 'verify';
  readonly scheme: Scheme;
  readonly isAsymmetric: Algorithm['isAsymmetric'];
  readonly payload: Rules['payload'];
  /** Whether the secret is known, so that the signing key can be derived. */
  readonly isKeyKnown: boolean;
}

export interface Stage extends StageDescription {
  /** Returns whether a request goes through the stage. */
  readonly when: (line: StageConditions) => boolean;
}

/** Returns whether the head of the request is signed: in its headers, or in its URL. */
export const signsHead = ({ scheme }: StageConditions): boolean => scheme === 'header' || scheme === 'query';

/** Returns whether a signed request goes over the wire. */
export const isSent = ({ purpose, scheme }: StageConditions): boolean => purpose === 'sign' && scheme !== 'chunks';
