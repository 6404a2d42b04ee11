import type { RequestHandler } from 'express';
import type { NoticeStore } from '../../data/index.js';

declare module 'express-serve-static-core' {
  interface Locals {
    /** Notices that the signed-in person has not read; shown in the header. */
    unreadNotices?: number;
  }
}

/** Counts the unread notices of the person for the header of a page; without a store there is nothing to count. */
export function setUpUnreadNotices(data: { notices?: Pick<NoticeStore, 'unread'> } | undefined): RequestHandler {
  return async (req, res, next) => {
    const { person } = res.locals;
    if (person && req.accepts(['html', 'json']) === 'html' && data?.notices !== undefined) {
      res.locals.unreadNotices = await data.notices.unread(person.actor, person.noticesReadAt);
    }
    next();
  };
}
