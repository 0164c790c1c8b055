/** Creates the page for pasting, which shows what has been recognized so far and the result. */

import { WHERE_TO_LOOK } from '../../aws/programs.ts';
import type { InputSource } from '../../bytes/input.ts';
import { counted } from '../../bytes/joined.ts';
import type { Problem } from '../../bytes/problem.ts';
import type { ShownDiagnosis } from '../../diagnosis/shown-diagnosis.ts';
import type { ShownEvidence, ShownRequest } from '../../diagnosis/shown-evidence.ts';
import type { Strings } from '../../evidence/evidence.ts';
import { isCut } from '../../evidence/texts/parts.ts';
import { printable } from '../characters/visible.ts';
import { diagnosisTitle } from '../diagnosis/diagnosis-view.ts';
import { sourceWords } from '../input-words.ts';
import { aside, type Run, words } from '../page.ts';
import { requestInWords } from '../request-address.ts';
import { type ReportedRequest, verdictRun } from '../verification/verification-view.ts';

/** The pastes, and everything that was found in the pasted text. */
export interface PasteFacts {
  /** The pastes in order, with all secrets masked. */
  readonly shown: readonly string[];
  /**
   * `pasted` means that a paste contains the secret. `known` means that the secret comes from the environment, a
   * profile, or a file.
   */
  readonly secret: 'pasted' | 'known' | 'unknown';
  readonly found:
    | { readonly kind: 'nothing'; readonly problem: Problem | null }
    /** The evidence was read, and the search for the cause is not finished. */
    | { readonly kind: 'evidence'; readonly read: ShownEvidence }
    | { readonly kind: 'diagnosis'; readonly diagnosis: ShownDiagnosis }
    | { readonly kind: 'verification'; readonly reported: ReportedRequest; readonly request: ShownRequest };
}

export const NOTHING_PASTED: PasteFacts = { shown: [], secret: 'unknown', found: { kind: 'nothing', problem: null } };

/** A kind of text that can be pasted, and whether it was pasted. */
export interface PasteRow {
  readonly name: string;
  readonly isFound: boolean;
  readonly says: string;
}

export interface PastePageText {
  readonly question: string;
  readonly state: string;
  readonly invitation: readonly string[];
}

const NOTHING_LEAVES = 'In any order, in several pastes. Nothing leaves this machine.';

export const PASTE_PAGES = {
  diagnose: {
    question: 'Why was it refused?',
    state: 'DIAGNOSIS',
    invitation: ['Paste whatever you have: the error, the curl command, a URL, a log.', NOTHING_LEAVES],
  },
  verify: {
    question: 'Is the signature right?',
    state: 'VERIFY',
    invitation: ['Paste a signed request: raw, a presigned URL, a curl command, a HAR.', NOTHING_LEAVES],
  },
} as const satisfies Readonly<Record<string, PastePageText>>;

/**
 * Lists the kinds of text that can be pasted. The rows are always the same and are filled in as texts are recognized.
 */
export function pasteRows(purpose: keyof typeof PASTE_PAGES, { secret, found }: PasteFacts): PasteRow[] {
  return purpose === 'diagnose' ? failureRows(found, secret) : signedRows(found, secret);
}

/** Says where the texts are found, as long as nothing was pasted: each program, and what makes it print them. */
export function placesToFind(purpose: keyof typeof PASTE_PAGES, { shown }: PasteFacts): Run[][] {
  if (shown.length > 0) return [];
  const places = WHERE_TO_LOOK.filter(({ side }) => purpose === 'diagnose' || side === 'client');
  const widest = Math.max(...places.map(({ program }) => program.length));
  return places.map(({ program, line }) => [
    words(`   ${program.padEnd(widest)}  `),
    { text: line, meaning: 'command' },
  ]);
}

function failureRows(found: PasteFacts['found'], secret: PasteFacts['secret']): PasteRow[] {
  const read = found.kind === 'evidence' ? found.read : found.kind === 'diagnosis' ? found.diagnosis.read : null;
  const { answer = null, client = null, request = null } = read ?? {};
  return [
    row('response', answer && answerInWords(answer), "the server's error, or a line with its status"),
    row('request', request && sentInWords(request), 'raw, a URL, a curl command, a log of curl -v'),
    row("client's log", client && `${textsIn(client)} that it signed`, 'what the client says that it signed'),
    secretRow(secret, read?.secretFrom ?? null),
  ];
}

function signedRows(found: PasteFacts['found'], secret: PasteFacts['secret']): PasteRow[] {
  const verified = found.kind === 'verification' ? found : null;
  const signed = verified?.request.signedHeaders ?? null;
  return [
    row('request', verified && requestInWords(verified.request), 'raw, a presigned URL, a curl command, a HAR'),
    row('signature', signed && counted(signed.length, 'signed header'), 'in its Authorization header or its query'),
    secretRow(secret, verified?.reported.secretSource ?? null),
  ];
}

const row = (name: string, says: string | null, otherwise: string): PasteRow => ({
  name,
  isFound: says !== null,
  says: printable(says ?? otherwise),
});

/** Says which secret is used. A pasted secret comes first, but another one may be the one that fits. */
function secretRow(secret: PasteFacts['secret'], from: InputSource | null): PasteRow {
  const isPasted = secret === 'pasted' && (from === null || from.kind === 'paste');
  const known = `known, from ${sourceWords(from ?? { kind: 'unnamed' })}`;
  const says = isPasted ? 'pasted, and masked at once' : secret === 'unknown' ? null : known;
  return row('secret', says, 'proves more; paste it, and it is masked at once');
}

function answerInWords({ status, code, ...strings }: Strings & { status: number | null; code: string | null }): string {
  const name = [status === null ? '' : String(status), code ?? ''].filter((part) => part !== '').join(' ');
  const texts = textsIn(strings);
  return `${name === '' ? 'an error' : name}${texts === '' ? '' : `, with ${texts}`}`;
}

function textsIn({ canonicalRequest, stringToSign }: Pick<Strings, 'canonicalRequest' | 'stringToSign'>): string {
  const names = [canonicalRequest && 'the canonical request', stringToSign && 'the string to sign'];
  const known = names.filter((name) => name !== null);
  if (canonicalRequest && isCut(canonicalRequest)) return 'a cut-off canonical request';
  return known.length === 2 ? 'both texts' : known.join('');
}

const sentInWords = (request: ShownRequest): string =>
  `${requestInWords(request)}${request.signedHeaders ? `, ${counted(request.signedHeaders.length, 'signed header')}` : ', not signed'}`;

/** Returns a title for the result so far, and one sentence about that result. */
export function soFar({ found, shown, secret }: PasteFacts): { readonly state: string; readonly says: Run } {
  switch (found.kind) {
    case 'nothing': {
      const { problem } = found;
      const unread = `${secret === 'pasted' ? '' : 'Nothing was recognized in it. '}More is needed: the error, or the request.`;
      const empty = shown.length === 0 ? 'Nothing was pasted yet.' : unread;
      return { state: '', says: problem ? words(`? ${printable(problem.says)}`) : aside(empty) };
    }
    case 'evidence':
      return { state: 'searching', says: words('Searching for the cause…') };
    case 'diagnosis': {
      const [first] = found.diagnosis.findings;
      const state =
        first === undefined || first.certainty.kind === 'possible' ? 'nothing proved' : first.certainty.kind;
      return { state, says: diagnosisTitle(found.diagnosis) };
    }
    case 'verification': {
      return { state: '', says: verdictRun(found.reported.verdict) };
    }
  }
}
