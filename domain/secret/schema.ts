import { z } from "zod";
import { exampleId, idInput, timestamp, timestampInput } from "#domain/field.ts";

/** An event is at most 256 KiB; a body that grew on its way may be read up to twice that. */
const SEEN_BODY_MAX = 512 * 1024;

/** What a receiver saw of a message, as it was pasted. */
export const debugSignatureInput = z.strictObject({
  id: idInput("ep"),
  headers: z.string().min(1, "Paste the headers of the message").max(20_000),
  body: z.string().max(SEEN_BODY_MAX),
  checkedAt: timestampInput.optional(),
  receiverLast4: z.string().length(4, "The last four characters before any =").optional(),
});

/** The cause to look at first, with the facts behind it; no secret beyond what may be shown of one. */
export const signatureDiagnosis = z.object({
  cause: z.enum([
    "header_missing",
    "timestamp_malformed",
    "genuine",
    "clock",
    "receiver_secret",
    "version_missing",
    "secret_ended",
    "other_endpoint",
    "body_changed",
    "message_unknown",
    "wrong_secret",
  ]),
  signedAt: timestamp.nullable(),
  missingHeaders: z.array(z.string()),
  isMilliseconds: z.boolean(),
  clockAheadSeconds: z.int().nullable(),
  secret: z
    .object({
      last4: z.string(),
      endedAt: timestamp.nullable(),
      endpoint: z.object({ id: z.string().meta({ example: exampleId("ep") }), name: z.string() }).nullable(),
    })
    .nullable(),
  difference: z
    .object({
      kind: z.enum(["final_line_break", "white_space", "json_rewritten", "cut", "other"]),
      firstDifferenceAt: z.int(),
      sentBytes: z.int(),
      seenBytes: z.int(),
    })
    .nullable(),
});
export type SignatureDiagnosis = z.infer<typeof signatureDiagnosis>;
