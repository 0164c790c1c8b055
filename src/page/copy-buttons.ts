/** Adds a button to each text that a reader copies. Where a browser gives no clipboard, the button selects the text. */

/** For how long a button says what it did, in milliseconds. */
const SAID_FOR = 2000;

/** Adds a button to each text of the page that has none. */
export function addCopyButtons(): void {
  for (const figure of document.querySelectorAll('figure.copied:not(:has(figcaption button))')) {
    const text = figure.querySelector('pre');
    if (text) figure.querySelector('figcaption')?.append(' ', copyButton(figure, text));
  }
}

function copyButton(figure: Element, text: HTMLElement): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  let timer: ReturnType<typeof setTimeout> | undefined;
  button.addEventListener('click', async () => {
    button.textContent = (await isCopied(text)) ? 'Copied' : selected(figure, text);
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = 'Copy';
    }, SAID_FOR);
  });
  return button;
}

async function isCopied(text: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text.textContent ?? '');
    return true;
  } catch {
    return false;
  }
}

/** Opens and selects a text. Returns what the button says then. */
function selected(figure: Element, text: HTMLElement): string {
  for (const details of figure.querySelectorAll('details')) details.open = true;
  getSelection()?.selectAllChildren(text);
  return 'Selected';
}
