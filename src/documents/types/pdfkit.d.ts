/** What pdfkit 0.20 has and @types/pdfkit 0.17 does not know yet. */
declare namespace PDFKit {
  interface PDFDocument {
    readonly _root: { readonly data: Record<string, unknown> };
  }
  namespace Mixins {
    interface StructureElementOptions {
      bbox?: [number, number, number, number];
      placement?: string;
      scope?: 'Row' | 'Column';
    }
    interface PDFAttachmentOptions {
      relationship?: 'Source' | 'Data' | 'Alternative' | 'Supplement' | 'Unspecified';
    }
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- any key of an annotation dictionary may be given
    interface AnnotationOption extends Record<string, unknown> {}
  }
}
