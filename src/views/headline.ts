/** Writes the parts of a walk's first row: the request, its scope, its destination, and its time. */
import { readS3Host } from '../aws/s3-hosts.ts';
import { sourcesOf } from '../bytes/origin.ts';
import { withoutPort } from '../http/host.ts';
import { ACCESS_KEY_ID, EXPIRES, REGION, REGION_SET, REQUEST, SERVICE, TIMESTAMP } from '../sigv4/stages/request.ts';
import { readTimestamp } from '../sigv4/timestamp.ts';
import type { RedactedTrace } from '../trace/redact.ts';
import { findValue, type ValueDefinition } from '../trace/trace.ts';
import { momentInWords, spanInWords } from '../verification/moments.ts';
import { visible, visibleText } from './characters/visible.ts';
import type { WalkFacts } from './facts.ts';
import { named, type Run, words } from './page.ts';
import { headerOf, methodOf, pathOf } from './request-parts.ts';

/** Returns the parts of the headline, most important first. */
export function headlineParts(facts: WalkFacts): Run[][] {
  const { trace } = facts;
  const range = headerOf(trace, 'range');
  const region = textOf(facts, REGION) ?? textOf(facts, REGION_SET);
  const parts = [
    range,
    expiryOf(facts),
    region === null || region === '' ? null : region,
    dayOf(facts),
    textOf(facts, SERVICE),
    textOf(facts, ACCESS_KEY_ID),
  ];
  // A browser upload is a form, so the trace has no request line.
  const method = trace.scheme === 'policy' ? 'POST' : methodOf(trace);
  const target: Run[] = [named(method), words(` ${targetOf(facts)}`)];
  return [target, ...parts.flatMap((part) => (part === null ? [] : [[words(part)]]))];
}

function textOf({ trace }: WalkFacts, { id }: ValueDefinition): string | null {
  const found = findValue(trace, id);
  return found ? visible(found.bytes.octets) : null;
}

function dayOf(facts: WalkFacts): string | null {
  const text = textOf(facts, TIMESTAMP);
  const moment = text === null ? null : readTimestamp(text);
  return moment === null ? null : momentInWords(moment).replace(/,.*$/, '');
}

function expiryOf(facts: WalkFacts): string | null {
  const seconds = Number(textOf(facts, EXPIRES) ?? Number.NaN);
  return Number.isNaN(seconds) ? null : `valid for ${spanInWords(seconds * 1000)}`;
}

/**
 * Returns the name of the request's target: the bucket and the key or, if the host is not an S3 host, the host and the
 * path. A request that was received has no URL, so its target is read from its head.
 */
function targetOf({ trace, url, destination }: WalkFacts): string {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (!address && destination.signedFor === '') {
    const host = headerOf(trace, 'host') ?? '';
    return `${readS3Host(withoutPort(host))?.bucket ?? host}${pathOf(trace)}`;
  }
  if (!address) return visibleText(destination.signedFor);
  const bucket = readS3Host(address.hostname)?.bucket;
  const path = /^[a-z]+:\/\/[^/?#]*([^?#]*)/i.exec(url)?.[1] ?? '/';
  return visibleText(`${bucket ?? destination.signedFor}${path}`);
}

/** Returns whether a request, or a part of it, is the signed example in AWS's documentation. */
export const isDocumentedExample = (trace: RedactedTrace): boolean =>
  (findValue(trace, REQUEST.id)?.bytes.spans ?? []).some(({ origin }) =>
    sourcesOf(origin).some((source) => source.kind === 'given' && source.input.source.kind === 'documented-example'),
  );
