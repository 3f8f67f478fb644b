export const dynamic = "force-dynamic";

/** The process answers: nothing else is asked, so that a lost database restarts nobody. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
