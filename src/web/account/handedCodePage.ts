import type { Request, RequestHandler } from 'express';
import { formatDateTime } from '../format.js';
import { paths } from '../paths.js';
import type { AccountDependencies } from './accountDependencies.js';
import type { HandedCode } from './session.js';

/** Keeps what may be told of a fresh code for the one page that tells it. */
export function handOver(req: Request, handed: HandedCode): void {
  req.session.handedCode = handed;
}

/** Where a fresh activation code went; in the demonstration the code as well. A reload no longer has it. */
export const showHandedCode =
  ({ baseUrl }: AccountDependencies): RequestHandler =>
  (req, res) => {
    const handed = req.session.handedCode;
    delete req.session.handedCode;
    res.render('account/handedCode', {
      handed:
        handed === undefined ? null : { ...handed, until: formatDateTime(new Date(handed.expiresAt), res.locals.lang) },
      back: handed?.back ?? paths.account.show.build(),
      activateAt: baseUrl + paths.account.activateByName.build(),
    });
  };
