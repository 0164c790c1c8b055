/** Reads the page and its address, and waits until the page has nothing else to do. */

/** Returns the part of the page with an ID. Throws if there is none: the page is damaged. */
export function elementOf(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no part "${id}".`);
  return found;
}

/** Returns a part of the address without its percent-encoding, or as it is if that is damaged. */
export function fromAddress(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Does what can wait until the page has nothing else to do. Safari has no such call. */
export const whenIdle: (task: () => void) => unknown = window.requestIdleCallback ?? window.setTimeout;
