import { errorCode } from "./error-code.ts";
import { EgressFailure } from "./failure.ts";

/** Says in a sentence why there is no TCP connection, and whether our own machine is to blame. */
export function explainConnectError(error: unknown): EgressFailure {
  const code = errorCode(error);
  switch (code) {
    case "ECONNREFUSED":
      return new EgressFailure("connection_refused", "The receiver refused the connection.", { cause: error });
    case "ECONNRESET":
    case "EPIPE":
      return new EgressFailure("connection_reset", "The receiver closed the connection at once.", { cause: error });
    case "ETIMEDOUT":
      return new EgressFailure("connect_timeout", "The receiver did not take the connection.", { cause: error });
    case "EHOSTUNREACH":
    case "EHOSTDOWN":
      return new EgressFailure("connection_refused", "There is no way to the receiver's address.", { cause: error });
    case "ENETUNREACH":
    case "ENETDOWN":
    case "EADDRNOTAVAIL":
    case "EMFILE":
    case "ENFILE":
    case "ENOBUFS": {
      const message = `This machine cannot open a connection (${code}).`;
      return new EgressFailure("connection_refused", message, { isOurOutage: true, cause: error });
    }
    default:
      return new EgressFailure("unknown", `The connection failed${code === "" ? "" : ` (${code})`}.`, { cause: error });
  }
}
