/** Computes the values of calls that tell the time and write it. */
import { argumentAt, nameOf } from './arguments.ts';
import type { Call } from './calls.ts';
import { formatted } from './formats.ts';
import type { At, MeaningOf } from './meanings.ts';
import { madeOf, NO_VALUE, type Value } from './values.ts';

type OfTime = MeaningOf<'now' | 'zone' | 'formatter' | 'pattern' | 'time'>;

/** Returns the value of a call that is about a time. */
export function timeOf(meaning: OfTime, call: Call): Value {
  const { line, self } = call;
  const at = (place: At | undefined): Value => argumentAt(call, place);
  switch (meaning.is) {
    case 'now':
      return { is: 'time', zone: zoneOfNow(meaning, call), pattern: null, line };
    case 'zone':
      return inZone(self, meaning.zone, line);
    case 'formatter':
      return { is: 'time', zone: meaning.zone, pattern: patternOf(at(meaning.pattern)), line };
    case 'pattern':
      return self.is === 'time' ? { ...self, pattern: patternOf(at(meaning.of)) } : self;
    case 'time':
      return timeText(meaning, call);
  }
}

const isUtc = (value: Value): boolean =>
  [value, ...madeOf(value)].some((one) => /utc|gmt|offset\.zero|^z$/i.test(nameOf(one)));

/** Returns the time zone of now: another one than UTC that is named is not known. */
function zoneOfNow({ zone, utcIf }: MeaningOf<'now'>, call: Call): 'utc' | 'local' | 'unknown' {
  const named = argumentAt(call, utcIf);
  return named === NO_VALUE ? zone : isUtc(named) ? 'utc' : 'unknown';
}

function inZone(self: Value, zone: 'utc' | 'local' | 'unknown', line: number): Value {
  return { is: 'time', zone, pattern: self.is === 'time' ? self.pattern : null, line };
}

const patternOf = (value: Value): string | null =>
  value.is === 'literal' ? value.text : value.is === 'time' ? value.pattern : null;

/** Writes a time with a pattern. In Java, the time can be the object or the argument, and the other one formats it. */
function timeText({ of, pattern, zone }: MeaningOf<'time'>, call: Call): Value {
  const { self, line } = call;
  if (self.is === 'literal' || self.is === 'text') return formatted(self, call.args, line);
  const times = [argumentAt(call, of), self, argumentAt(call, pattern)].filter((value) => value.is === 'time');
  const formatter = times.find((time) => time.pattern !== null);
  const time = times.find((one) => one !== formatter) ?? formatter;
  const written = patternOf(argumentAt(call, pattern)) ?? formatter?.pattern ?? null;
  const isFixed = formatter !== undefined && formatter.zone !== 'unknown';
  return { is: 'time', zone: zone ?? (isFixed ? formatter.zone : (time?.zone ?? 'unknown')), pattern: written, line };
}
