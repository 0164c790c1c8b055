/** Contains what the parts of a walk share: what they are given, and their titles. */
import { type RuleTitle, ruleTitle } from '../../components/frame/rules.ts';
import type { Regions } from '../../components/regions.ts';
import { Rows } from '../../components/rows.tsx';
import type { WalkContent } from '../content.ts';

export interface Shown {
  readonly content: WalkContent;
  /** The regions as they are drawn now. */
  readonly regions: Regions;
}

export const Title = ({ width, ...title }: RuleTitle & { readonly width: number }) => (
  <Rows rows={[ruleTitle(width, title)]} />
);
