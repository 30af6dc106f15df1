/** The one table of who may do what, and for admins what was tried in vain. */
import { listDenied } from '../../../db/denied-attempts.ts';
import { permissions } from '../../messages/permissions.ts';
import { may } from '../../review/may.ts';
import type { Setting } from './setting.ts';

const DENIED_SHOWN = 10;

export default {
  name: 'permissions',
  usage: [['settings permissions', 'who may do what']],
  async run({ tx, actor, demand, whisper }) {
    demand('read a review');
    const denied = may(actor, 'change settings') ? await listDenied(tx, DENIED_SHOWN) : undefined;
    await whisper(permissions(actor, denied));
  },
} satisfies Setting;
