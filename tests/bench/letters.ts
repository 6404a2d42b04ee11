import { randomUUID } from 'node:crypto';
import PDFDocument from 'pdfkit';
import { plainFace } from '../../src/documents/fonts.js';
import { createDocuments, createLocalAuthority } from '../../src/documents/index.js';
import { aSigning } from '../documents/support/samples.js';
import { measured } from './measure.js';

/** A signed letter against a bare PDFKit file with the same text in the same font, parsed once like ours. */
export async function benchLetters(seconds: number) {
  const authority = await createLocalAuthority({ passphrase: randomUUID() });
  const documents = createDocuments({ authority });
  const letter = aSigning();
  const { statements, improvementMeasures, matter } = letter.content;
  const text = [...statements.map(one => one.text), improvementMeasures, ...Object.values(matter)].join('\n');
  const regular = await plainFace('400Regular/NotoSansSC_400Regular');
  const bare = () =>
    new Promise<void>((resolve, reject) => {
      const doc = new PDFDocument({ font: regular as unknown as string });
      doc
        .on('data', () => undefined)
        .on('end', resolve)
        .on('error', reject);
      doc.fontSize(10.5).text(text);
      doc.end();
    });
  return {
    ours: await measured('signed commitment letter', { seconds }, () => documents.commitmentLetter(letter)),
    floor: await measured('bare PDFKit, same text and font', { seconds }, bare),
  };
}
