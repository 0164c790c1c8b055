/** Replaces the parts of a walk in its page. A part that stays the same is left alone, with the focus and what is open in it. */

/** A part of a page: an element with an ID. */
export interface PageParts {
  /** Shows the parts that this markup has, in place of those that are shown. Others go, unless it is only the `beginning`. */
  readonly show: (markup: string, extent: 'beginning' | 'whole') => void;
  /** Shows the parts with which the page was opened. */
  readonly restore: () => void;
}

/** The parts, in order: those of the page, and its steps. */
const PARTS = '#heading, #steps, #signed, #whole, #legend, #count, main > section';

/** Returns the parts of the page that is open. */
export function partsOfPage(document: Document): PageParts {
  const original = new Map<string, HTMLElement>();
  const shown = new Map<string, string>();
  // A part can be replaced before the page is read to its end.
  const keepOriginals = () => {
    for (const part of document.querySelectorAll<HTMLElement>(PARTS))
      if (!original.has(part.id) && !shown.has(part.id)) original.set(part.id, part);
  };
  const put = (parts: readonly HTMLElement[], extent: 'beginning' | 'whole') => {
    const ids = new Set(parts.map(({ id }) => id));
    const isGone = ({ id }: HTMLElement) => extent === 'whole' && !ids.has(id);
    for (const old of document.querySelectorAll<HTMLElement>(PARTS)) if (isGone(old)) old.remove();
    let before: HTMLElement | null = null;
    for (const part of parts) {
      const old = document.getElementById(part.id);
      if (old && old !== part) keepOpen(old, part);
      if (old) old.replaceWith(part);
      else before?.after(part);
      before = part;
    }
  };
  return {
    show(markup, extent) {
      keepOriginals();
      const holder = document.createElement('template');
      holder.innerHTML = markup;
      const parts = [...holder.content.querySelectorAll<HTMLElement>(PARTS)].map((part) => {
        const html = part.outerHTML;
        const old = document.getElementById(part.id);
        const isSame = shown.get(part.id) === html && old !== null;
        shown.set(part.id, html);
        return isSame ? old : part;
      });
      put(parts, extent);
    },
    restore() {
      keepOriginals();
      shown.clear();
      put([...original.values()], 'whole');
    },
  };
}

/** Opens in a new part what is open in the old one. */
function keepOpen(old: HTMLElement, part: HTMLElement): void {
  const now = part.querySelectorAll('details');
  for (const [index, { open }] of old.querySelectorAll('details').entries()) {
    const same = now[index];
    if (same) same.open = open;
  }
}
