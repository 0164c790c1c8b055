/** Records each exchange in a separate file. */

import { programFailed } from '../../app/traffic/log/unexamined.ts';
import { arrayFromOctets, type Octets } from '../../bytes/octets.ts';
import { type Problem, problem } from '../../bytes/problem.ts';
import type { RecordingFile, RecordingFolder } from '../../disk/recording-folder.ts';
import { type RecordingFacts, recordingEnd, recordingPiece, recordingStart } from '../../http/relay/recording.ts';
import type { RawTap } from '../../wire/relay/director.ts';

export interface BegunExchange extends Omit<RecordingFacts, 'started'> {
  readonly method: string;
  /** The head as it is forwarded; `null` if the head is forwarded unchanged. */
  readonly changed: Octets | null;
}

/** The maximum number of letters of the method in the name of a file. */
const LONGEST_METHOD = 20;

/**
 * Returns the function that starts a file for an exchange. `failed` is called with the problem of each file that is not
 * complete. An exchange goes on if it cannot be recorded.
 */
export function recorderIn(
  folder: RecordingFolder,
  now: () => Date,
  failed: (problem: Problem) => void,
): (begun: BegunExchange) => RawTap {
  let count = 0;
  return (begun) => {
    count += 1;
    const attempt = untilFailure((error) => failed(programFailed('A recording is not complete', error)));
    const file = attempt(() => beginFile(folder, begun, { now, count }));
    return {
      take: (direction, milliseconds, raw) =>
        void attempt(() => file?.add(recordingPiece(direction === 'request' ? '>' : '<', milliseconds, raw))),
      end: (found) =>
        void attempt(() => {
          file?.add(recordingEnd(found));
          const failure = file?.finish();
          if (failure) failed(problem('record', `A recording is not complete. ${failure.says}`, failure.fix));
        }),
    };
  };
}

function beginFile(
  folder: RecordingFolder,
  { scheme, server, method, changed }: BegunExchange,
  { now, count }: { readonly now: () => Date; readonly count: number },
): RecordingFile {
  const started = now().toISOString();
  const moment = started.replace(/[-:]|\.\d+/g, '');
  const name = [moment, String(count).padStart(5, '0'), method.replace(/\W/g, '').slice(0, LONGEST_METHOD)].join('-');
  const file = folder.begin(name);
  file.add(recordingStart({ started, scheme, server }));
  if (changed !== null) file.add(recordingPiece('~', 0, arrayFromOctets(changed)));
  return file;
}

/** Returns a function that does what it is given until an exception, which `failed` takes. Then it returns `null`. */
function untilFailure(failed: (error: unknown) => void): <Result>(action: () => Result) => Result | null {
  let hasFailed = false;
  return (action) => {
    if (hasFailed) return null;
    try {
      return action();
    } catch (error) {
      hasFailed = true;
      failed(error);
      return null;
    }
  };
}
