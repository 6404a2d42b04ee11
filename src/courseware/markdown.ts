import markdownIt from 'markdown-it';

const LANGUAGES = { zh: '表格', en: 'Table' } as const;

/** Renders lesson text of one language. Raw HTML in it stays text; wide tables scroll by themselves, with the keyboard too. */
export function markdownRenderer(language: keyof typeof LANGUAGES): (text: string) => string {
  const markdown = markdownIt({ html: false, linkify: false, typographer: false });
  const box = `<div class="xf-table-scroll" tabindex="0" role="region" aria-label="${LANGUAGES[language]}">`;
  markdown.renderer.rules['table_open'] = () => `${box}<table class="govuk-table">\n`;
  markdown.renderer.rules['table_close'] = () => '</table></div>\n';
  return text => markdown.render(text);
}
