import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const files = ["src/connection.js", "cjs/src/connection.js"];

/**
 * postgres 3.4.9 ends the whole process, or stalls a connection for a minute, when a connection breaks at the wrong
 * moment (porsager/postgres issues 1066, 1154 and 1208, seen in crash-postgres and cut-connections of the fault suite).
 * Each mend is the text as published and the text as we need it.
 */
const mends = [
  {
    // A write after the socket is gone: fail the queries that wait on it, instead of a TypeError that nobody can catch.
    published: "    const x = socket.write(chunk, fn)\n",
    mended:
      "    const x = socket === null\n" +
      "      ? (error(Errors.connection('CONNECTION_CLOSED', options)), true)\n" +
      "      : socket.write(chunk, fn)\n",
  },
  {
    // A write that was scheduled when the connection broke: forget it, or the next connection never sends anything.
    published: "    clearImmediate(nextWriteTimer)\n    socket.removeListener('data', data)\n",
    mended:
      "    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener('data', data)\n",
  },
  {
    published: "    clearImmediate(nextWriteTimer)\n    if (socket) {\n",
    mended: "    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    if (socket) {\n",
  },
  {
    // A query that came between the error and the close: fail it, or it takes the answer of a later one as its own.
    published: "    !hadError && (query || sent.length) && error(",
    mended: "    ;(query || sent.length) && error(",
  },
  {
    published: "    closedTime = performance.now()\n    hadError &&",
    mended: "    query = null\n    closedTime = performance.now()\n    hadError &&",
  },
  {
    // A connection that breaks while it asks for the array types: the query that wanted it has been told already.
    published: "        return fetchArrayTypes()\n",
    mended: "        return fetchArrayTypes().catch(() => {})\n",
  },
];

/** Mends the installed driver, once. Throws a sentence where it is not the driver this was written for. */
export function mendDriver(root) {
  for (const name of files) {
    const file = join(root, "node_modules", "postgres", name);
    const found = readFileSync(file, "utf8");
    const mended = mends.reduce((text, mend) => apply(text, mend, file), found);
    if (mended === found) continue;
    const half = `${file}.${process.pid}`;
    writeFileSync(half, mended);
    renameSync(half, file);
  }
}

function apply(text, { published, mended }, file) {
  if (text.includes(mended)) return text;
  if (text.includes(published)) return text.replace(published, () => mended);
  throw new Error(
    `${file} is not the driver that scripts/mend-driver.mjs mends: see whether its mends are still needed.`,
  );
}
