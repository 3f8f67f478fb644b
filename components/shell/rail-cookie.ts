/** Holds `narrow` or `wide`; read by the layout that renders the shell. */
export const RAIL_COOKIE = "posthouse-rail";
