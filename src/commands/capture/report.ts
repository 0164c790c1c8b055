/** Reports exchanges that have ended, on the screen or in lines. */
import { chosenForm } from '../../app/outputs/output-options.ts';
import type { ExamineSettings } from '../../app/traffic/captured-request.ts';
import { type ExaminedExchange, verifyExchange, withCauses } from '../../app/traffic/examined-exchange.ts';
import { fixText, searchClause } from '../../app/traffic/log/cause-lines.ts';
import { changesText, exchangeLine, exchangeMembers, requestName } from '../../app/traffic/log/exchange-lines.ts';
import { exchangeMask } from '../../app/traffic/log/exchange-mask.ts';
import { requestLog } from '../../app/traffic/log/request-log.ts';
import {
  answeredRequest,
  type LoggedRequest,
  loggedUnexamined,
  unreadRequest,
} from '../../app/traffic/log/unexamined.ts';
import { EMPTY } from '../../bytes/octets.ts';
import { headerValue } from '../../http/message.ts';
import type { CapturedExchange, UnreadBytes } from '../../http/relay/captured.ts';
import { hostOf } from '../../http/relay/edit-head.ts';
import { visible } from '../../views/characters/visible.ts';
import type { RelayRoute } from '../../wire/relay/director.ts';
import type { TrafficScreen, TrafficWorld } from '../traffic-screen.ts';
import type { CaptureOrder } from './read-options.ts';
import { hostNotice } from './welcome.ts';

export interface Reporter {
  /** Reports an exchange that has ended. */
  readonly report: (exchange: CapturedExchange) => void;
  /** Reports bytes that cannot be read, as soon as they arrive. */
  readonly reportUnread: (unread: UnreadBytes) => void;
  readonly close: () => Promise<void>;
}

export function reporter(
  world: TrafficWorld,
  order: CaptureOrder,
  { upstream, screen }: { readonly upstream: RelayRoute | null; readonly screen: TrafficScreen | null },
): Reporter {
  const noticeOf = noticer(order, upstream);
  return screen ? screenReporter(screen, noticeOf) : printingReporter(world, order, noticeOf);
}

const screenReporter = (screen: TrafficScreen, noticeOf: (examined: ExaminedExchange) => string): Reporter => ({
  report(exchange) {
    const examined = screen.take(exchange);
    const notice = examined === null ? '' : noticeOf(examined);
    if (notice !== '') screen.notice(notice.trimEnd());
  },
  reportUnread: screen.takeUnread,
  close: async () => {},
});

/** Prints a line for each exchange. */
function printingReporter(
  world: TrafficWorld,
  { secrets, options }: CaptureOrder,
  noticeOf: (examined: ExaminedExchange) => string,
): Reporter {
  const isJsonl = chosenForm(options).name === 'jsonl';
  const log = requestLog(world, { writeText: world.rows, writeRecord: isJsonl ? world.output : null });
  return {
    report(exchange) {
      log.add(answeredRequest(exchange), () => {
        const settings = { secrets, now: world.now().getTime() };
        return loggedExchange(verifyExchange(exchange, settings), settings, noticeOf);
      });
    },
    reportUnread(unread) {
      const request = unreadRequest(unread);
      log.add(request, () => loggedUnexamined(request));
    },
    close: log.close,
  };
}

function loggedExchange(
  verified: ExaminedExchange,
  settings: ExamineSettings,
  noticeOf: (examined: ExaminedExchange) => string,
): LoggedRequest {
  const { exchange, cause, suspect, isSearched } = verified;
  const { method, target } = verified.request.head;
  return {
    cause,
    suspect,
    name: requestName(method.octets, exchangeMask(exchange)(target.octets)),
    searched: isSearched ? { exchange, settings } : null,
    line: (number, known) =>
      noticeOf(verified) +
      exchangeLine(verified, searchClause({ number }, known)) +
      changesText(verified) +
      fixText(verified),
    members: exchangeMembers(verified),
    membersOf: (known) => ({ stage: withCauses(verified, known).stage }),
  };
}

/** Returns the notice about an exchange, which is empty unless it is the first one that needs it. */
function noticer({ target }: CaptureOrder, upstream: RelayRoute | null) {
  let isHostExplained = target.kind !== 'upstream';
  return ({ exchange, request }: ExaminedExchange): string => {
    if (isHostExplained || !upstream) return '';
    isHostExplained = true;
    const host = headerValue(request.head.headers, 'host')?.octets ?? EMPTY;
    return host === hostOf(upstream) ? '' : hostNotice(visible(exchangeMask(exchange)(host)), hostOf(upstream));
  };
}
