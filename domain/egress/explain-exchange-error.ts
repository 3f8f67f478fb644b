import { errors } from "undici";
import { errorCode } from "./error-code.ts";
import { EgressFailure } from "./failure.ts";

// undici gives protocol breaches and closed sockets one code; these messages tell them apart.
const UNDICI_PROTOCOL_MESSAGES: ReadonlySet<string> = new Set(["bad response", "bad upgrade"]);

/** Says in a sentence why an open connection brought no answer. */
export function explainExchangeError(error: Error): EgressFailure {
  const code = errorCode(error);
  if (
    error instanceof errors.HTTPParserError ||
    (code === "UND_ERR_SOCKET" && UNDICI_PROTOCOL_MESSAGES.has(error.message))
  ) {
    return new EgressFailure("bad_response", "The receiver's answer is not valid HTTP/1.1.", { cause: error });
  }
  if (code.startsWith("ERR_SSL_") || code === "EPROTO") {
    return new EgressFailure("tls_error", `The receiver broke the TLS connection off (${code}).`, { cause: error });
  }
  switch (code) {
    case "UND_ERR_RES_CONTENT_LENGTH_MISMATCH":
      return new EgressFailure("bad_response", "The receiver's answer is not valid HTTP/1.1.", { cause: error });
    case "UND_ERR_HEADERS_OVERFLOW":
      return new EgressFailure("bad_response", "The receiver's response headers are larger than 16 KiB.", {
        cause: error,
      });
    case "UND_ERR_INVALID_ARG":
    case "UND_ERR_NOT_SUPPORTED":
      return new EgressFailure("unknown", "The request has a header that HTTP does not allow.", { cause: error });
    case "UND_ERR_SOCKET":
    case "UND_ERR_DESTROYED":
    case "ECONNRESET":
    case "EPIPE":
    case "ETIMEDOUT":
      return new EgressFailure("connection_reset", "The receiver closed the connection before it answered.", {
        cause: error,
      });
    default:
      return new EgressFailure("unknown", `The exchange failed${code === "" ? "" : ` (${code})`}.`, { cause: error });
  }
}
