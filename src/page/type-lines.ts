/** Lets a reader type the lines of a refused client until both sides have the same text. */
import { railMarkup } from '../outputs/html/diagnosis/rail.ts';
import { lineField, SECRET_FIELD, sealsMarkup, typingMarkup } from '../outputs/html/diagnosis/typed-markup.ts';
import { type LinesToType, typedView } from '../views/diagnosis/trial/typed-lines.ts';
import { elementOf } from './element.ts';

/** Puts the fields into the page that shows the diagnosis, and shows both sides with what is typed into them. */
export function typeLines(toType: LinesToType): void {
  elementOf('try').innerHTML = typingMarkup(toType).markup;
  const form = elementOf('typing');
  const rail = elementOf('rail');
  const first = [...rail.childNodes];
  const textOf = (id: string) => form.querySelector<HTMLInputElement>(`#${id}`)?.value ?? '';
  const show = () => {
    const typed = new Map(toType.lines.map(({ at }) => [at, textOf(lineField(at))]));
    const secret = textOf(SECRET_FIELD);
    const view = typedView(toType, typed, secret);
    const isFirst = secret === '' && toType.lines.every(({ at, text }) => typed.get(at) === text);
    if (isFirst) rail.replaceChildren(...first);
    else rail.innerHTML = railMarkup(view.comparison).markup;
    elementOf('typed').textContent = view.says;
    elementOf('sealed').innerHTML = sealsMarkup(view)?.markup ?? '';
  };
  form.addEventListener('input', show);
  form.addEventListener('submit', (event) => event.preventDefault());
  // The fields have their first texts only after the event.
  form.addEventListener('reset', () => setTimeout(show));
  show();
}
