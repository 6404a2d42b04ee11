import type { Actor } from '../access/actor.js';
import { may, type PermissionName } from '../access/permissions.js';
import { ALLOWED, refuse, type Verdict } from '../refusal.js';

/** The permission of every act on a sitting: giving an answer and handing in. */
const SITTING_PERMISSION: PermissionName = 'training.take';

/**
 * Whether this person may act on the sitting of that account (part 2): a representative, and on the own sitting only.
 * Somebody else's is refused in the same words as a wrong role.
 */
export function mayAnswer(actor: Actor, sitting: { accountId: string }): Verdict {
  const isOwn = actor.accountId === sitting.accountId;
  return isOwn && may(actor, SITTING_PERMISSION, {}) ? ALLOWED : refuse('notPermitted', null);
}
