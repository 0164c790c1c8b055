/** The program of the page of a diagnosis: the client's lines are fields, and the page names itself. */
import type { LinesToType } from '../views/diagnosis/trial/typed-lines.ts';
import { shownWord } from '../views/shell.ts';
import { addCopyButtons } from './copy-buttons.ts';
import { elementOf, fromAddress } from './element.ts';
import { typeLines } from './type-lines.ts';

const { toType }: { readonly toType: LinesToType | null } = JSON.parse(elementOf('inputs').textContent ?? '');
if (toType) typeLines(toType);
addCopyButtons();

const own = document.getElementById('own-name');
const name = fromAddress(location.pathname.split('/').at(-1) ?? '');
if (own && name !== '') own.textContent = shownWord(name);
