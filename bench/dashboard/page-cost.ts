import { gzipSync } from "node:zlib";

/** What a page costs: the server's time for the whole document in ms, call by call, and bytes of script after gzip. */
export type PageCost = { path: string; serverMs: number[]; htmlBytes: number; scriptBytes: number };

const WARM_UP_CALLS = 3;
const CALLS = 20;
const ANSWER_MS = 30_000;

/** Asks for a page again and again as one browser would, one call after the other. */
export async function costOfPage(
  address: string,
  { path, cookie }: { path: string; cookie: string },
): Promise<PageCost> {
  const serverMs: number[] = [];
  let html = "";
  for (let call = 0; call < WARM_UP_CALLS + CALLS; call++) {
    const startedAt = performance.now();
    html = await read(`${address}${path}`, cookie);
    if (call >= WARM_UP_CALLS) serverMs.push(performance.now() - startedAt);
  }
  const scripts = [...new Set([...html.matchAll(SCRIPT)].map(([, src = ""]) => src))];
  const sizes = await Promise.all(scripts.map((src) => gzippedBytes(`${address}${src}`)));
  return { path, serverMs, htmlBytes: gzipSync(html).length, scriptBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

// What is for browsers without modules is not loaded by any other.
const SCRIPT = /<script(?![^>]*nomodule)[^>]*\ssrc="(\/_next\/static\/[^"?]+\.js)/gi;

const known = new Map<string, Promise<number>>();

function gzippedBytes(url: string): Promise<number> {
  const size = known.get(url) ?? read(url).then((text) => gzipSync(text).length);
  known.set(url, size);
  return size;
}

async function read(url: string, cookie = ""): Promise<string> {
  const answer = await fetch(url, { headers: { cookie }, redirect: "manual", signal: AbortSignal.timeout(ANSWER_MS) });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}.`);
  return answer.text();
}
