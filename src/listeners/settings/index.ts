/** Everything that a workspace can be set to, in the order in which help tells it. */
import holidays from './holidays.ts';
import permissions from './permissions.ts';
import reminders from './reminders.ts';
import rescans from './rescans.ts';
import { admins, reviewers } from './roles.ts';
import securityLead from './security-lead.ts';
import type { Setting } from './setting.ts';

export const SETTINGS: readonly Setting[] = [
  rescans,
  reminders,
  holidays,
  securityLead,
  permissions,
  admins,
  reviewers,
];
