import type { SourceRefusal } from "#domain/source/schema.ts";

/** Why a request was refused, and what helps: for the people of the source, never for its sender. */
export function refusalWords(reason: SourceRefusal["reason"]): { what: string; help: string } {
  return WORDS[reason];
}

const WORDS: Record<SourceRefusal["reason"], { what: string; help: string }> = {
  inactive: { what: "The source is deactivated", help: "Activate it to take requests in again." },
  unsupported_media_type: {
    what: "Its content type is neither JSON, a form nor text",
    help: "Choose JSON at the provider.",
  },
  payload_too_large: { what: "It was too large", help: "Let the provider send less in one request." },
  missing_proof: {
    what: "It carried no proof",
    help: "Check that the provider knows the secret, and that the source is of the provider’s kind.",
  },
  malformed_proof: {
    what: "Its proof is not written as this kind writes it",
    help: "Check the header, its prefix, and hex against base64.",
  },
  malformed_timestamp: { what: "Its time could not be read", help: "Check that the source is of the provider’s kind." },
  timestamp_too_old: {
    what: "It was signed more than five minutes ago",
    help: "A replayed request, or a sender whose clock is behind.",
  },
  timestamp_too_new: { what: "It was signed in the future", help: "The sender’s clock is ahead by over five minutes." },
  wrong_proof: {
    what: "Its proof does not fit the secret",
    help: "Another secret, or something on the way changed the body.",
  },
  rate_limited: { what: "Too many came at once", help: "Some are kept here, to see who sends them." },
};
