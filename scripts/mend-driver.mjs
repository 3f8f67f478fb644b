import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * postgres 3.4.9 ends the whole process, stalls a connection, or loses it for good, when it breaks at the wrong moment
 * (porsager/postgres issues 1066, 1154 and 1208, seen in crash-postgres and cut-connections of the fault suite).
 * Each mend is the text as published and the text as we need it.
 */
const connectionMends = [
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

const poolMends = [
  {
    // A connection asked for that could not be made: nobody waits for it any more, so the next one is not theirs.
    published: "        const query = { reserve: resolve, reject }\n",
    mended: "        const query = { reserve: resolve, reject: x => (queries.remove(query), reject(x)) }\n",
  },
  {
    // A connection asked for while another one closes: whoever waits for a whole connection is served from the queue only.
    published: "    queries.length && connect(c, queries.shift())\n",
    mended:
      "    const next = queries.shift()\n    next && next.reserve && queries.push(next)\n    next && connect(c, next)\n",
  },
  {
    // A connection kept for oneself that broke: the pool has it back already, and it may be somebody else's by now.
    published: "    c.reserved.release = true\n\n    const sql = Sql(handler)\n    sql.release = () => {\n",
    mended:
      "    c.reserved.release = true\n    let lost = null\n    c.onclose = x => {\n      lost = x\n" +
      "      while (queue.length)\n        queue.shift().reject(x)\n    }\n\n" +
      "    const sql = Sql(handler)\n    sql.release = () => {\n      if (lost)\n        return\n\n      c.onclose = null\n",
  },
  {
    published: "    function handler(q) {\n      c.queue === full\n",
    mended: "    function handler(q) {\n      if (lost)\n        return q.reject(lost)\n\n      c.queue === full\n",
  },
  {
    // A transaction whose connection broke between two statements: the next one must not run on a new connection.
    published: "    let savepoints = 0\n      , connection\n",
    mended: "    let savepoints = 0\n      , lost = null\n      , connection\n",
  },
  {
    published: "connection.onclose = reject)\n",
    mended:
      "connection.onclose = x => {\n          lost = x\n          while (queries.length)\n" +
      "            queries.shift().reject(x)\n          reject(x)\n        })\n",
  },
  {
    published: "        q.catch(e => uncaughtError || (uncaughtError = e))\n        c.queue === full\n",
    mended:
      "        q.catch(e => uncaughtError || (uncaughtError = e))\n        if (lost)\n          return q.reject(lost)\n\n" +
      "        c.queue === full\n",
  },
];

const files = [
  ["src/connection.js", connectionMends],
  ["cjs/src/connection.js", connectionMends],
  ["src/index.js", poolMends],
  ["cjs/src/index.js", poolMends],
];

/** Mends the installed driver, once. Throws a sentence where it is not the driver this was written for. */
export function mendDriver(root) {
  for (const [name, mends] of files) {
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
