import { join } from 'node:path';
import { projectRoot } from '../projectRoot.js';
import { createHandlebarsEngine } from './handlebarsEngine.js';
import { type Language, loadTranslations, type Translations } from './i18n.js';

export const VIEWS_FOLDER = join(projectRoot, 'views');
const LOCALES_FOLDER = join(projectRoot, 'src/web/locales');

/** What pages are made of: their words in every language and their views. */
export interface Presentation {
  readonly translations: Translations;
  readonly engine: ReturnType<typeof createHandlebarsEngine>;
}

/** Reads and compiles all of it, once for as many applications as need it. A key without words is told to `onMissingKey`. */
export async function loadPresentation(onMissingKey: (key: string, language: Language) => void): Promise<Presentation> {
  return {
    translations: await loadTranslations(LOCALES_FOLDER, onMissingKey),
    engine: createHandlebarsEngine(VIEWS_FOLDER),
  };
}
