import { join } from "node:path";

/** The file that says where the demo's receivers listen; it is there as soon as they do. */
export function receiversFile(dataDir: string): string {
  return join(dataDir, "receivers");
}
