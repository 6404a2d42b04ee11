import type { RequestHandler } from 'express';
import multer from 'multer';
import type { UploadRule } from '../routeDeclaration.js';

const MAX_FORM_FIELDS = 50;
const MAX_FIELD_BYTES = 20_000;

/**
 * Reads a multipart form: files of one field into memory, within the rule's limits; a file that is one byte too big
 * ends the reading. Content is judged by the feature, never by the name or type the browser claims.
 */
export function receiveUpload(rule: UploadRule): RequestHandler {
  const form = multer({
    storage: multer.memoryStorage(),
    defParamCharset: 'utf8', // Chinese file names arrive as UTF-8
    limits: {
      files: rule.maxFiles,
      fileSize: rule.maxFileBytes,
      fields: MAX_FORM_FIELDS,
      fieldSize: MAX_FIELD_BYTES,
      parts: MAX_FORM_FIELDS + rule.maxFiles,
    },
  });
  return form.array(rule.field, rule.maxFiles);
}
