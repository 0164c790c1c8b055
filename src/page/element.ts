/** Returns the part of the page with an ID. Throws if there is none: the page is damaged. */
export function elementOf(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no part "${id}".`);
  return found;
}
