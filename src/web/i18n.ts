import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import Backend, { type FsBackendOptions } from 'i18next-fs-backend';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];
export const DEFAULT_LANGUAGE: Language = 'zh';

/** Words for a key such as `cases:title`; `values` fill its `{{name}}` places. The result is plain text, not HTML. */
export type Translate = (key: string, values?: Record<string, unknown>) => string;

export interface Translations {
  readonly translatorFor: (language: Language) => Translate;
  readonly namespaces: readonly string[];
}

/** Recognises a language we speak; anything else (missing, foreign, forged) is null. */
export function asLanguage(value: unknown): Language | null {
  return LANGUAGES.find(language => language === value) ?? null;
}

/**
 * Loads every `<folder>/<language>/<namespace>.json` once, at start. A key without words is reported to `onMissingKey`
 * and shown as the key itself, so that one forgotten word never takes a page away from people.
 */
export async function loadTranslations(
  folder: string,
  onMissingKey: (key: string, language: Language) => void,
): Promise<Translations> {
  const namespaces = readdirSync(join(folder, DEFAULT_LANGUAGE))
    .filter(file => file.endsWith('.json'))
    .map(file => file.replace(/\.json$/, ''));
  const instance = i18next.createInstance();
  await instance.use(Backend).init<FsBackendOptions>({
    backend: { loadPath: join(folder, '{{lng}}', '{{ns}}.json') },
    lng: DEFAULT_LANGUAGE,
    preload: [...LANGUAGES],
    supportedLngs: [...LANGUAGES],
    fallbackLng: false,
    ns: namespaces,
    defaultNS: 'common',
    interpolation: { escapeValue: false }, // Handlebars escapes; twice would show entities
    returnEmptyString: false,
  });
  const translatorFor = (language: Language): Translate => {
    const words: Translate = (key, values) => instance.t(key, { ...values, lng: language });
    return remembering(words, (key, values) => {
      const found = instance.exists(key, { ...values, lng: language });
      if (!found) onMissingKey(key, language);
      return found;
    });
  };
  const translators = { zh: translatorFor('zh'), en: translatorFor('en') };
  return { translatorFor: language => translators[language], namespaces };
}

type Values = Readonly<Record<string, unknown>>;

/**
 * A page asks for hundreds of texts, most of them again and again and with nothing to fill in: such a text is looked up
 * once. A text to fill is known to exist after the first time, unless a `count` chooses among its forms.
 */
function remembering(words: Translate, exists: (key: string, values: Values) => boolean): Translate {
  const texts = new Map<string, string>();
  const known = new Set<string>();
  const plain = (key: string): string => {
    const remembered = texts.get(key);
    if (remembered !== undefined) return remembered;
    const text = words(key, {});
    if (exists(key, {})) texts.set(key, text);
    return text;
  };
  const filled = (key: string, values: Values): string => {
    const chooses = 'count' in values;
    if ((chooses || !known.has(key)) && exists(key, values) && !chooses) known.add(key);
    return words(key, values);
  };
  return (key, values = {}) => (Object.keys(values).length > 0 ? filled(key, values) : plain(key));
}
