import type { OpenApi } from "./types.ts";

/** What holds for every operation, said once. */
export const INTRODUCTION: Pick<OpenApi["info"], "description" | "license"> = {
  description: [
    "Everything that the dashboard does, for programs.",
    "**Paths.** What belongs to an app hangs under `/api/v1/apps/{app}`. The short form leaves the app out: then it is " +
      "the API key's app, or else the one called `production`.",
    "**Credentials.** `Authorization: Bearer` with an API key (`ph_…`) or with a signed-in person's session token. The " +
      "session cookie works too, and writes from Posthouse's own pages only. People who belong to several tenants name " +
      "one with the header `posthouse-tenant: <slug>`.",
    "**Objects and lists.** Objects carry `object` and `id`. Lists are `{ data, nextCursor }`, newest first; hand " +
      "`nextCursor` back as `cursor` until it is null. Times are RFC 3339 in UTC. Answers may gain fields; requests " +
      "with a field or a query parameter that is unknown are refused.",
    "**Once only.** A POST that makes something takes an `Idempotency-Key`: send the same request again, with the same " +
      "key, for as long as you have no answer.",
    "**Refusals** are RFC 9457 problems, `application/problem+json`. Tell them apart by `code`.",
    "**Events** may be posted to the worker's door as well (`INGEST_URL`, port 3001, API keys only), which is made for " +
      "many.",
  ].join("\n\n"),
  license: { name: "MIT", identifier: "MIT" },
};
