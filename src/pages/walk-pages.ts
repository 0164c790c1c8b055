/** The eight pages of a walk, and the verdict above them all. */
import { authorizationPage } from './authorization-page.ts';
import { canonicalRequestPage } from './canonical-request-page.ts';
import { credentialScopePage } from './credential-scope-page.ts';
import type { WalkFacts } from './facts.ts';
import { originTeller } from './origins.ts';
import type { Page, Run } from './page.ts';
import { requestBytesPage } from './request-bytes-page.ts';
import { requestPage } from './request-page.ts';
import { responseBytesPage } from './response-bytes-page.ts';
import { signingKeyPage } from './signing-key-page.ts';
import { stringToSignPage } from './string-to-sign-page.ts';
import { differenceInWords } from './value-blocks.ts';

const PAGES = [
  requestPage,
  credentialScopePage,
  signingKeyPage,
  canonicalRequestPage,
  stringToSignPage,
  authorizationPage,
  requestBytesPage,
  responseBytesPage,
] as const;

export function walkPages(facts: WalkFacts): Page[] {
  const tell = originTeller(facts.trace);
  return PAGES.map((page) => page(facts, tell));
}

/** One of them; `step` from 0. */
export function walkPage(facts: WalkFacts, step: number): Page {
  const page = PAGES[step];
  if (!page) throw new Error(`A walk has no step ${step + 1}.`);
  return page(facts, originTeller(facts.trace));
}

/** One line: a disagreement with what was published comes first, in words. */
export function verdict({ checks, publisher, vectors }: WalkFacts): Run {
  const difference = checks.find((check) => !check.agrees);
  if (difference) {
    const who = publisher?.publisher ?? 'the publisher';
    return { text: `✗ ${difference.value} is wrong: ${differenceInWords(difference, who)}`, meaning: 'differs' };
  }
  const count = `this build passes ${vectors.passed} of ${vectors.total} published test vectors`;
  return vectors.passed === vectors.total
    ? { text: `✓ ${count}`, meaning: 'agrees' }
    : { text: `✗ ${count}: see "sigv4 vectors"`, meaning: 'differs' };
}
