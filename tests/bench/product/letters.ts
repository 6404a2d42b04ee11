import { randomUUID } from 'node:crypto';
import { plainFace } from '../../../src/documents/fonts.js';
import { createDocuments, createLocalAuthority } from '../../../src/documents/index.js';
import { aSigning } from '../../documents/support/samples.js';

/** Makes the signed commitment letter, and says what a bare file with the same text takes. */
export async function letterMaker() {
  const authority = await createLocalAuthority({ passphrase: randomUUID() });
  const documents = createDocuments({ authority });
  const letter = aSigning();
  const { statements, improvementMeasures, matter } = letter.content;
  const text = [...statements.map(one => one.text), improvementMeasures, ...Object.values(matter)].join('\n');
  const regular = await plainFace('400Regular/NotoSansSC_400Regular');
  return { make: () => documents.commitmentLetter(letter), text, font: regular as unknown as string };
}
