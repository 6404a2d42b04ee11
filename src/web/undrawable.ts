import type { WebDependencies } from './webDependencies.js';

/**
 * The fields whose text holds characters that no PDF of ours can show (emoji, characters outside the standard lists),
 * each with those characters. For forms whose words end up on paper.
 */
export async function undrawableFields<Field extends string>(
  { undrawable }: Pick<WebDependencies, 'undrawable'>,
  texts: Partial<Record<Field, string>>,
): Promise<{ field: Field; characters: string }[]> {
  const found = await Promise.all(
    (Object.entries(texts) as [Field, string][]).map(async ([field, text]) => ({
      field,
      characters: (await undrawable(text)).join(' '),
    })),
  );
  return found.filter(({ characters }) => characters !== '');
}
