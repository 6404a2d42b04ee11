import type { Request, RequestHandler, Response } from 'express';
import { mayUse } from '../../domain/access/permissions.js';
import { paths } from '../paths.js';
import type { RouteAccess } from '../routeDeclaration.js';
import { HttpProblem } from './httpProblem.js';

/**
 * The first gate of every route: a stranger is led to sign in (and back again after a GET), a person whose role never
 * holds the permission is refused. Whether it holds for this very object is the handler's question.
 */
export function requirePermission(access: RouteAccess): RequestHandler {
  return (req, res, next) => {
    if (access === 'public') {
      next();
      return;
    }
    const { person } = res.locals;
    if (!person) {
      res.redirect(
        303,
        paths.account.signIn.build(req.method === 'GET' ? { next: req.originalUrl } : lateForm(req, res)),
      );
      return;
    }
    if (access !== 'signedIn' && !mayUse(person.actor, access)) {
      throw new HttpProblem(403, `role ${person.actor.role} does not hold ${access}`);
    }
    next();
  };
}

/** Where to go on after the sign-in, and what the person is told of a form that came after the session had ended. */
function lateForm(req: Request, res: Response): { next?: string; form?: 'kept' | 'lost' | 'files' } {
  if (req.is('multipart/form-data')) return { form: 'files' };
  const kept = res.locals.keepForm?.() ?? null;
  if (kept === null) return {};
  return kept === 'lost' ? { form: 'lost' } : { next: kept.page, form: 'kept' };
}
