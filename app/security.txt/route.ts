import { config } from "#domain/config.ts";
import { securityTxt } from "#http/security-txt.ts";

export const dynamic = "force-dynamic";

export function GET(): Response {
  return new Response(securityTxt(config(), new Date()), { headers: { "content-type": "text/plain; charset=utf-8" } });
}
