/** As many endpoints as an app may have; a wall shows all of them. */
export const WALL_ENDPOINTS_MAX = 1000;
/** Waiting deliveries of one endpoint are counted up to here. */
export const WALL_BACKLOG_MAX = 1000;
