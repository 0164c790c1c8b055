/** Leaves out what is inside the errors that were read. The rest is about the request, or is the client's. */
import { blankOctets } from '../bytes/octets.ts';
import type { ErrorDocument } from './answers/document.ts';
import type { Place } from './landmarks.ts';
import type { Entry, Group } from './objects/objects.ts';
import type { ScannedText } from './scanned-text.ts';

/** Returns what was scanned outside the errors, which are landmarks themselves. */
export function outsideErrors(errors: readonly ErrorDocument[], scanned: ScannedText): ScannedText {
  const isOutside = ({ start }: Place) => !errors.some((error) => error.start <= start && start < error.end);
  return {
    ...scanned,
    heads: scanned.heads.filter(isOutside),
    commands: scanned.commands.filter(isOutside),
    texts: scanned.texts.filter(isOutside),
    objects: groupOutside(errors, scanned.objects),
    landmarks: scanned.landmarks.with(errors),
    octets: blankOctets(scanned.octets, errors),
  };
}

/** Leaves out the pairs that overlap an error, and the groups that are inside one. */
function groupOutside(errors: readonly ErrorDocument[], group: Group): Group {
  const isInside = ({ start, end }: Group) => errors.some((error) => error.start <= start && end <= error.end);
  const overlaps = ({ start, end }: Entry) => errors.some((error) => error.start < end && start < error.end);
  return {
    ...group,
    entries: group.entries.filter((entry) => !overlaps(entry)),
    groups: group.groups.filter((inner) => !isInside(inner)).map((inner) => groupOutside(errors, inner)),
  };
}
