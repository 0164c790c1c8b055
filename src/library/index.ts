/** Exports the library `sigv4-inspector`. Each function can also be imported from its own subpath. */

export type { Notice } from '../verification/notice.ts';
export type { Claim, Comparison, Content } from '../views/documents/types/claim.ts';
export type {
  Cause,
  Change,
  Diagnosis,
  Difference,
  DifferingLine,
  QuotedStrings,
  ReadEvidence,
  SignatureVerdict,
} from '../views/documents/types/diagnosis.ts';
export { type DiagnoseInput, diagnose, type EvidencePiece } from './diagnose.ts';
export { isProblem, type Problem } from './problem.ts';
export { type RedactOptions, redactS3Error } from './redact-s3-error.ts';
export type { BodyInput, DateInput, HeadersInput, SigningRules } from './request-types.ts';
export { type Credentials, type SignedRequest, type SignInput, sign } from './sign.ts';
export { type Sandbox, type SandboxAnswer, type SandboxInput, startSandbox } from './start-sandbox.ts';
export type { Verdict, Verification } from './verification.ts';
export { type RequestParts, type SecretLookup, type VerifyInput, verify } from './verify.ts';
