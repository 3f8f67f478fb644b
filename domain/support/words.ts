/** How long a staff member may stay in a tenant on one reason. */
export const STAY_MINUTES = 60;
/** Why they enter: the tenant's admins read it in their audit log. */
export const STAY_REASON = { lengthMin: 10, lengthMax: 500 } as const;
/** What may be searched for an id in: a log line, a URL. */
export const FIND_LENGTH_MAX = 4000;
