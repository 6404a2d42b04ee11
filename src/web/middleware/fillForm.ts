/** One field as it was sent; a name may come more than once (checkboxes). */
export interface SentField {
  readonly name: string;
  readonly value: string;
}

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

const ENDS_A_NAME = new Set([' ', '\n', '\r', '\t', '/', '>']);

/** The text with each piece from `<name` to the first `to` after it changed; what has no end stays as it is. */
export function replacePieces(
  text: string,
  { name, to }: { name: string; to: string },
  change: (piece: string) => string,
): string {
  const from = `<${name}`;
  let [done, at] = ['', 0];
  for (let start = text.indexOf(from); start !== -1; start = text.indexOf(from, at)) {
    const afterName = start + from.length;
    const isNamed = ENDS_A_NAME.has(text[afterName] ?? '');
    const end = isNamed ? text.indexOf(to, afterName) : -1;
    if (isNamed && end === -1) break;
    const next = isNamed ? end + to.length : afterName;
    const piece = text.slice(start, next);
    done += text.slice(at, start) + (isNamed ? change(piece) : piece);
    at = next;
  }
  return done + text.slice(at);
}

function attribute(tag: string, name: string): string | undefined {
  const sign = `${name}="`;
  for (let at = tag.indexOf(sign); at !== -1; at = tag.indexOf(sign, at + 1)) {
    if (!ENDS_A_NAME.has(tag[at - 1] ?? '')) continue;
    const start = at + sign.length;
    return plain(tag.slice(start, tag.indexOf('"', start)));
  }
  return undefined;
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
  let isFilled = false as boolean; // set by the callback below
  const page = replacePieces(html, { name: 'form', to: '</form>' }, form => {
    if (isFilled || !leadsTo(form, action)) return form;
    isFilled = true;
    return filledFields(form, fields);
  });
  return isFilled ? page : null;
}

function filledFields(form: string, fields: readonly SentField[]): string {
  const sentTo = (tag: string): string[] => {
    const name = attribute(tag, 'name') ?? '';
    return fields.filter(field => field.name === name).map(({ value }) => value);
  };
  const areas = replacePieces(form, { name: 'textarea', to: '</textarea>' }, area => {
    const tag = area.slice(0, area.indexOf('>') + 1);
    const [text] = sentTo(tag);
    return text === undefined ? area : `${tag}\n${escapeHtml(text)}</textarea>`;
  });
  const selects = replacePieces(areas, { name: 'select', to: '</select>' }, select =>
    filledSelect(select, sentTo(select.slice(0, select.indexOf('>') + 1))),
  );
  return replacePieces(selects, { name: 'input', to: '>' }, tag => filledInput(tag, sentTo(tag)));
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
  return replacePieces(select, { name: 'option', to: '>' }, option => {
    const bare = option.replace(/\sselected(?=[\s>])/, '');
    return values.includes(attribute(option, 'value') ?? '') ? bare.replace(/>$/, ' selected>') : bare;
  });
}
