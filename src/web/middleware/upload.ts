import { createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import multer, { type StorageEngine } from 'multer';
import type { UploadRule } from '../routeDeclaration.js';
import { HttpProblem } from './httpProblem.js';

const MAX_FORM_FIELDS = 50;
const MAX_FIELD_BYTES = 20_000;
/** Longest name of a field; none of ours is longer or builds lists or objects with brackets. */
const MAX_FIELD_NAME = 100;
/** Files in one request that are looked at, so that those beyond the rule can be told. */
const MAX_FILES_SENT = 100;

/** A file as it came: what it is called and how many bytes were sent; `buffer` is empty where it was too big. */
export interface ReceivedFile {
  readonly originalname: string;
  readonly size: number;
  readonly buffer: Buffer;
  /** Hex, of all that was sent. */
  readonly sha256: string;
}

/** Keeps a file in memory up to the limit. Of a bigger one only the size is kept, so that the form can say so. */
function boundedMemory(maxBytes: number): StorageEngine {
  return {
    _handleFile(_req, { stream }, done) {
      let kept: Buffer[] = [];
      let size = 0;
      const hash = createHash('sha256'); // piece by piece, so that no request waits for a whole file
      stream.on('data', (piece: Buffer) => {
        size += piece.length;
        hash.update(piece);
        if (size > maxBytes) kept = [];
        else kept.push(piece);
      });
      stream.once('error', done);
      stream.once('end', () => {
        const file: Omit<ReceivedFile, 'originalname'> = {
          buffer: Buffer.concat(kept),
          size,
          sha256: hash.digest('hex'),
        };
        done(null, file);
      });
    },
    _removeFile(_req, _file, done) {
      done(null);
    },
  };
}

/**
 * Reads a multipart form: files of one field into memory, within the rule's limits. A file that is too big, and files
 * beyond the number allowed, are read past and left to the feature to tell beside the field, with everything else that
 * was typed. Content is judged by the feature, never by the name or type the browser claims.
 */
export function receiveUpload(rule: UploadRule): RequestHandler {
  const storage = boundedMemory(rule.maxFileBytes);
  return (req, res, next) => {
    let sent = 0;
    const form = multer({
      storage,
      defParamCharset: 'utf8', // Chinese file names arrive as UTF-8
      limits: {
        ...{ fields: MAX_FORM_FIELDS, fieldSize: MAX_FIELD_BYTES, parts: MAX_FORM_FIELDS + MAX_FILES_SENT },
        ...{ fieldNameSize: MAX_FIELD_NAME, fieldNestingDepth: 0 },
      },
      fileFilter: (_req, _file, take) => {
        sent += 1;
        take(null, sent <= rule.maxFiles);
      },
    });
    const read = form.array(rule.field);
    read(req, res, (error?: unknown) => {
      const leftOut = Math.max(0, sent - rule.maxFiles);
      res.locals.filesLeftOut = leftOut;
      // A form of ours for one file lets nobody choose a second.
      if (error === undefined && rule.maxFiles === 1 && leftOut > 0) next(new HttpProblem(422, 'more than one file'));
      else next(problemOf(error));
    });
  };
}

/** What the reader of forms throws is told by what was sent: it is unlike any form of ours, and nothing here is broken. */
function problemOf(error: unknown): unknown {
  if (error === undefined || error instanceof multer.MulterError) return error;
  return new HttpProblem(400, `unreadable form: ${error instanceof Error ? error.message : 'unknown'}`);
}

/** The files of a form, in the order sent; an empty choice is none. */
export const filesOf = (req: Request): readonly ReceivedFile[] =>
  (Array.isArray(req.files) ? (req.files as unknown as ReceivedFile[]) : []).filter(
    ({ originalname }) => originalname !== '',
  );

/** The file of a form that takes one. */
export const fileOf = (req: Request): ReceivedFile | undefined => filesOf(req)[0];
