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
    const words = instance.getFixedT(language);
    return (key, values = {}) => {
      if (!instance.exists(key, { ...values, lng: language })) onMissingKey(key, language);
      return words(key, values);
    };
  };
  const translators = { zh: translatorFor('zh'), en: translatorFor('en') };
  return { translatorFor: language => translators[language], namespaces };
}
