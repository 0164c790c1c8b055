/**
 * Lets no table of cases be empty. Without a case, a table makes no test, and its file passes: as when the folder that it
 * looks into has another name.
 */
import { describe, it, test } from 'vitest';

const GUARDED = Symbol.for('sigv4-inspector: tables with cases');

function guard(owner: { each: object }): void {
  const each: unknown = owner.each;
  if (typeof each !== 'function' || GUARDED in each) return;
  const guarded = new Proxy(each, {
    apply(target, self, parameters: unknown[]) {
      const [cases] = parameters;
      if (Array.isArray(cases) && cases.length === 0)
        throw new Error('A table of cases is empty, so it makes no test.');
      return Reflect.apply(target, self, parameters);
    },
    has: (target, name) => name === GUARDED || Reflect.has(target, name),
  });
  owner.each = guarded;
}

for (const owner of [describe, it, test]) guard(owner);
