import type { Sheet } from './sheet.js';

/** Bytes kept free for the signature; a CMS with two P-256 certificates needs under 3 KB. */
export const SIGNATURE_BYTES = 8192;

/** Stands in the file where the three numbers of ByteRange go; ten characters hold any offset. */
export const RANGE_PLACEHOLDER = '/**********';

export interface SignatureField {
  x: number;
  y: number;
  width: number;
  height: number;
  /** Whose signature it is, for the reader's signature panel. */
  signer: string;
  reason: string;
  place?: string;
}

/** Puts an empty signature field on the current page; signing later fills it in place, without moving a byte. */
export function addSignatureField({ doc, root, meta }: Sheet, field: SignatureField): void {
  const range = RANGE_PLACEHOLDER.slice(1);
  const value = doc.ref({
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'ETSI.CAdES.detached',
    ByteRange: [0, range, range, range],
    Contents: Buffer.alloc(SIGNATURE_BYTES),
    M: meta.createdAt,
    Name: text(field.signer),
    Reason: text(field.reason),
    ...(field.place !== undefined && { Location: text(field.place) }),
  });
  end(value);
  const appearance = doc.ref({ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, field.width, field.height] });
  appearance.end(' '); // without a content stream PDF/A takes it for no appearance at all
  doc.initForm();
  const form = doc.struct('Form');
  root.add(form);
  doc.annotate(field.x, field.y, field.width, field.height, {
    Subtype: 'Widget',
    FT: 'Sig',
    F: 132, // print, locked
    T: text('Signature1'),
    TU: text(`电子签名：${field.reason}`),
    Contents: text(`电子签名：${field.reason}`) as unknown as string,
    V: value,
    AP: { N: appearance },
    P: doc.page.dictionary,
    structParent: form,
  });
  form.end();
  const acroForm = (doc._root.data['AcroForm'] as { data: Record<string, unknown> }).data;
  acroForm['Fields'] = [(doc.page.annotations as unknown[]).at(-1)];
  acroForm['SigFlags'] = 3; // signatures exist; append only
  delete acroForm['NeedAppearances']; // PDF/A forbids it
}

/** pdfkit writes a plain string as a name and a String object as text. */
// eslint-disable-next-line @typescript-eslint/no-wrapper-object-types -- pdfkit tells text from names by it
const text = (value: string): String => new String(value);

const end = (reference: PDFKit.PDFKitReference): void => {
  (reference.end as () => void).call(reference);
};
