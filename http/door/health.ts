import { readiness } from "#domain/readiness.ts";

/** `GET /healthz`: the process answers. Nothing else is asked, so that a lost database restarts nobody. */
export function alive(): Response {
  return Response.json({ status: "ok" }, { headers: NOT_STORED });
}

/** `GET /readyz`: whether the process can do its work, or why not. One that is stopping cannot. */
export async function ready({ isStopping = false } = {}): Promise<Response> {
  const found = await readiness();
  const answer = { ...found, ready: found.ready && !isStopping };
  return Response.json(answer, { status: answer.ready ? 200 : 503, headers: NOT_STORED });
}

const NOT_STORED = { "cache-control": "no-store" };
