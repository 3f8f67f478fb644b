/**
 * What a status means for a delivery: 200–299 succeeds, a redirect is never followed, all else is `http_status`.
 * 304 is no redirect: it names no other place.
 */
export function classifyResponse(status: number): "succeeded" | "redirect" | "http_status" {
  if (status >= 200 && status <= 299) {
    return "succeeded";
  }
  return status >= 300 && status <= 399 && status !== 304 ? "redirect" : "http_status";
}
