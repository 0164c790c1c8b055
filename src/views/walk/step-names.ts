/** Names the steps for the screen. The names are short enough that eight of them fit in 80 columns. */
import type { StageDescription } from '../../trace/trace.ts';

const SHORT: Readonly<Record<string, string>> = {
  'Credential scope': 'Scope',
  'Signing key': 'Key',
  'Canonical request': 'Canonical',
  'String to sign': 'To sign',
  Authorization: 'Sign',
  'Presigned URL': 'Sign',
  'Chunk signatures': 'Chunks',
  'Form fields': 'Sign',
  'Request bytes': 'Send',
  'Response bytes': 'Answer',
  Comparison: 'Compare',
};

/** The names of the two steps that AWS's documentation does not name. */
const LONG: Readonly<Record<string, string>> = { 'Request bytes': 'Send', 'Response bytes': 'Answer' };

interface StepNames {
  readonly short: string;
  readonly long: string;
}

export const stepNames = ({ title }: Pick<StageDescription, 'title'>): StepNames => ({
  short: SHORT[title] ?? title,
  long: LONG[title] ?? title,
});
