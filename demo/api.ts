/** The demo's view of Posthouse: the public API, by API key, as any program would use it. */
export type DemoApi = {
  post: (path: string, body: string) => Promise<{ status: number; answer: unknown }>;
  get: (path: string) => Promise<unknown>;
};

const TIMEOUT_MS = 10_000;

/** Events go to the ingest door, everything else to the web process. */
export function createApi({
  ingestUrl,
  publicUrl,
  token,
}: {
  ingestUrl: string;
  publicUrl: string;
  token: string;
}): DemoApi {
  const call = async (url: string, init: RequestInit) => {
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const answer: unknown = await response.json();
    return { status: response.status, answer };
  };
  return {
    post: (path, body) =>
      call(`${path.startsWith("/events") ? ingestUrl : publicUrl}/api/v1${path}`, { method: "POST", body }),
    get: async (path) => (await call(`${publicUrl}/api/v1${path}`, { method: "GET" })).answer,
  };
}
