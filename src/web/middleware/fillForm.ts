/** One field as it was sent; a name may come more than once (checkboxes). */
export interface SentField {
  readonly name: string;
  readonly value: string;
}

const FORM = /<form\b[^>]*>[\s\S]*?<\/form>/g;
const TEXTAREA = /<textarea\b[^>]*>[\s\S]*?<\/textarea>/g;
const INPUT = /<input\b[^>]*>/g;
const SELECT = /<select\b[^>]*>[\s\S]*?<\/select>/g;
const OPTION = /<option\b[^>]*>/g;
const CHOICES = ['radio', 'checkbox'];
/** Chosen or typed anew by the person, or the page's own. */
const NEVER = ['password', 'file', 'submit', 'button'];

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': "'", '&#x60;': '`', '&#x3D;': '=' },
};
const plain = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#x27|#x60|#x3D);/g, found => ENTITIES[found] ?? '');

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, sign => `&#${String(sign.charCodeAt(0))};`);

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : plain(found);
}

const pathOf = (address: string): string => address.split('?')[0] ?? '';

/**
 * Puts what was sent into the form of a page of ours that leads to the same address; null where the page has none. What
 * the page itself put into hidden fields stays, except where they say `data-kept`.
 */
export function fillForm(
  html: string,
  { action, fields }: { action: string; fields: readonly SentField[] },
): string | null {
  const form = [...html.matchAll(FORM)].map(([found]) => found).find(found => leadsTo(found, action));
  if (form === undefined) return null;
  const sent = (name: string): string[] => fields.filter(field => field.name === name).map(({ value }) => value);
  const filled = form
    .replace(TEXTAREA, area => {
      const [text] = sent(attribute(area, 'name') ?? '');
      const [tag = ''] = /^<textarea\b[^>]*>/.exec(area) ?? [];
      return text === undefined ? area : `${tag}\n${escapeHtml(text)}</textarea>`;
    })
    .replace(SELECT, select => filledSelect(select, sent(attribute(select, 'name') ?? '')))
    .replace(INPUT, tag => filledInput(tag, sent(attribute(tag, 'name') ?? '')));
  return html.replace(form, () => filled);
}

function leadsTo(form: string, action: string): boolean {
  const targets = [...form.matchAll(/\s(?:form)?action="([^"]*)"/g)].map(([, target = '']) => plain(target));
  return targets.some(target => pathOf(target) === pathOf(action));
}

function filledInput(tag: string, values: readonly string[]): string {
  const type = attribute(tag, 'type') ?? 'text';
  if (NEVER.includes(type)) return tag;
  if (CHOICES.includes(type)) {
    const bare = tag.replace(/\schecked(?=[\s>])/, '');
    return values.includes(attribute(tag, 'value') ?? 'on') ? bare.replace(/>$/, ' checked>') : bare;
  }
  const [value] = values;
  if (value === undefined || (type === 'hidden' && !/\sdata-kept(?=[\s>])/.test(tag))) return tag;
  return tag.replace(/\svalue="[^"]*"/, '').replace(/>$/, () => ` value="${escapeHtml(value)}">`);
}

function filledSelect(select: string, values: readonly string[]): string {
  if (values.length === 0) return select;
  return select.replace(OPTION, option => {
    const bare = option.replace(/\sselected(?=[\s>])/, '');
    return values.includes(attribute(option, 'value') ?? '') ? bare.replace(/>$/, ' selected>') : bare;
  });
}
