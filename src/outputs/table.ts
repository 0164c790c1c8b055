/**
 * Contains the table of outputs, from which the options, the help, the completion, and the menu of exports are made. It is
 * read at every start, so it imports nothing before something is written.
 */
import type { Report } from '../views/page.ts';
import type { Result, ResultKind } from '../views/results.ts';
import type { OutputForm } from './form.ts';
import type { DocumentMaker } from './json/json-text.ts';

const EVEN_ON_TERMINAL = 'plain text, even on a terminal';
const EVERYTHING = 'everything as JSON';

const plain = async <Kind extends ResultKind>(reportOf: (result: Result<Kind>) => Report) =>
  (await import('./plain/plain-text.ts')).writerOf(reportOf);

const json = async <Kind extends ResultKind>(documentOf: DocumentMaker<Kind>) =>
  (await import('./json/json-text.ts')).writerOf(documentOf);

const page = async () => (await import('./html/walk-html.ts')).page;

/** What is written for a screen reader, in place of a screen. */
export const SPOKEN = {
  name: 'screenReader',
  flags: '--screen-reader',
  says: 'lines for a screen reader instead of a screen; no bytes in hexadecimal',
  isLive: true,
  of: {},
} as const satisfies OutputForm;

/** The forms, in the order of the help. The first one is the default. At most one of their options can be given. */
export const OUTPUTS: readonly [OutputForm, ...OutputForm[]] = [
  {
    name: 'plain',
    flags: '--plain',
    says: {
      walk: EVEN_ON_TERMINAL,
      verification: EVEN_ON_TERMINAL,
      diagnosis: EVEN_ON_TERMINAL,
      exchanges: EVEN_ON_TERMINAL,
      lesson: `${EVEN_ON_TERMINAL}: a lesson is a handout without answers`,
      traffic: 'a line for each request, even on a terminal',
    },
    of: {
      walk: async () => (await import('./plain/walk-text.ts')).walkText,
      breaks: async () => plain((await import('../views/breaks/break-report.ts')).breakList),
      verification: async () => (await import('./plain/verification-text.ts')).verificationText,
      diagnosis: async () => plain((await import('../views/diagnosis/masked-report.ts')).maskedReport),
      causes: async () => plain((await import('../views/diagnosis/cause-reference.ts')).causesReport),
      vectors: async () => (await import('./plain/vectors-text.ts')).vectorsText,
      identity: async () => plain((await import('../views/identity/identity-report.ts')).identityReport),
      grade: async () => plain((await import('../views/grading/grade-report.ts')).gradeReport),
      lesson: async () => (await import('./plain/handout.ts')).handout,
    },
  },
  {
    name: 'json',
    flags: '--json',
    says: {
      walk: 'the trace as JSON',
      verification: EVERYTHING,
      diagnosis: EVERYTHING,
      causes: 'the same as JSON',
      vectors: 'every check as JSON',
      identity: 'the same as JSON',
      grade: EVERYTHING,
    },
    of: {
      walk: async () => json((await import('../views/documents/walk-document.ts')).walkDocument),
      breaks: async () => json((await import('../views/documents/break-document.ts')).breaksDocument),
      verification: async () =>
        json((await import('../views/documents/verification-document.ts')).verificationDocument),
      diagnosis: async () => json((await import('../views/documents/diagnosis-document.ts')).diagnosisDocument),
      causes: async () => json((await import('../views/documents/causes-document.ts')).causesDocument),
      vectors: async () => json((await import('../views/documents/vectors-document.ts')).vectorsDocument),
      identity: async () => json((await import('../views/documents/identity-document.ts')).identityDocument),
      grade: async () => json((await import('../views/documents/grade-document.ts')).gradeDocument),
    },
  },
  {
    name: 'html',
    flags: '--html <file>',
    says: 'one HTML page with all of it, which loads nothing else; - for standard output',
    file: { ending: 'html', name: 'page', says: 'one HTML page with all of it, which loads nothing else' },
    of: {
      walk: page,
      verification: page,
      diagnosis: async () => (await import('./html/diagnosis/diagnosis-html.ts')).diagnosisPage,
    },
  },
  {
    name: 'case',
    flags: '--case <file>',
    says: 'a case that sigv4 open shows again, without secrets: request, scope, expected values, verdict, notes; - for standard output',
    besides: [
      { flags: '--note <text>', says: 'with --case, a sentence to keep in it; may be repeated', repeats: true },
    ],
    file: { ending: 'sigcase', name: 'case', says: 'what "sigv4 open" shows again, without secrets' },
    of: {
      walk: async () => (await import('./case/write-case.ts')).writeWalkCase,
      verification: async () => (await import('./case/write-case.ts')).writeVerificationCase,
      diagnosis: async () => (await import('./case/write-case.ts')).writeDiagnosisCase,
    },
  },
  {
    name: 'share',
    flags: '--share',
    says: 'a report in Markdown for an issue tracker: names of accounts, keys, buckets, hosts and people are replaced, signatures cut',
    besides: [
      {
        flags: '--reveal <names>',
        says: 'with --share, what is not replaced, separated by commas: account, key-id, bucket, host, address, email, user',
      },
    ],
    file: {
      ending: 'md',
      name: 'report',
      says: 'Markdown for an issue tracker, without secrets and names of accounts, buckets, hosts, and people',
    },
    of: {
      verification: async () => (await import('./share/share.ts')).shareVerification,
      diagnosis: async () => (await import('./share/share.ts')).shareDiagnosis,
    },
  },
  {
    name: 'har',
    flags: '--har <file>',
    says: 'write the exchanges as a HAR file, without signatures, tokens, and cookies; - for standard output',
    of: { exchanges: async () => (await import('./har.ts')).har },
  },
  {
    name: 'tap',
    flags: '--tap',
    says: 'a line for each case, in TAP version 14',
    of: { grade: async () => (await import('./test-reports.ts')).tap },
  },
  {
    name: 'junit',
    flags: '--junit',
    says: 'JUnit XML, for build servers',
    of: { grade: async () => (await import('./test-reports.ts')).junit },
  },
  {
    name: 'csv',
    flags: '--csv',
    says: 'a row for the table of a class: name, passed, of, mistakes, seconds',
    of: { grade: async () => (await import('./csv.ts')).gradeRow },
  },
  {
    name: 'jsonl',
    flags: '--jsonl',
    says: {
      requests: 'verify many requests: a line of JSON for each, and a line of JSON as the answer',
      traffic: 'report each request as a line of JSON on standard output',
    },
    of: {},
  },
  SPOKEN,
];

/** The forms that an option selects, in place of a screen. */
export const PRINTED: readonly OutputForm[] = OUTPUTS.filter(({ isLive }) => !isLive);
