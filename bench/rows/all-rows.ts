import type { Row } from "#bench/row.ts";
import { dispatch } from "./dispatch.ts";

/** In the order they are measured. A new row needs a line here and nothing else. */
export const ROWS: readonly Row[] = [dispatch];
