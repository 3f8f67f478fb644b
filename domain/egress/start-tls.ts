import { isIP, type Socket } from "node:net";
import { connect, type TLSSocket } from "node:tls";
import { EgressFailure, errorCode, type Limits, within } from "./failure.ts";

/**
 * Puts TLS on a connected socket. Server name and certificate go by the host's name, whatever address it is at; there
 * is no way to switch the check off. A private authority is trusted through NODE_EXTRA_CA_CERTS.
 * Throws an EgressFailure `tls_error` with the reason, or `connection_reset`.
 */
export async function startTls(
  socket: Socket,
  { host, timeoutMs, signal }: Limits & { host: string },
): Promise<TLSSocket> {
  const expired = () => new EgressFailure("tls_error", `The TLS handshake did not finish within ${timeoutMs} ms.`);
  return await within((over) => handshake(socket, host, over), { timeoutMs, signal, expired });
}

function handshake(socket: Socket, host: string, over: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const secured = connect({
      socket,
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ALPNProtocols: ["http/1.1"],
      minVersion: "TLSv1.2",
      // Said aloud so that NODE_TLS_REJECT_UNAUTHORIZED cannot take it away.
      rejectUnauthorized: true,
    });
    over.addEventListener("abort", () => secured.destroy(), { once: true });
    secured.on("error", (error) => reject(explainTlsError(host, error)));
    secured.once("secureConnect", () => resolve(secured));
  });
}

function explainTlsError(host: string, error: Error): EgressFailure {
  const code = errorCode(error);
  if (code === "ECONNRESET" || code === "EPIPE") {
    const message = "The receiver closed the connection during the TLS handshake.";
    return new EgressFailure("connection_reset", message, { cause: error });
  }
  return new EgressFailure("tls_error", tlsSentence(host, code), { cause: error });
}

function tlsSentence(host: string, code: string): string {
  switch (code) {
    case "DEPTH_ZERO_SELF_SIGNED_CERT":
    case "SELF_SIGNED_CERT_IN_CHAIN":
      return "The receiver's certificate is self-signed.";
    case "CERT_HAS_EXPIRED":
      return "The receiver's certificate has expired.";
    case "CERT_NOT_YET_VALID":
      return "The receiver's certificate is not valid yet.";
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return `The receiver's certificate is not made for ${host}.`;
    case "UNABLE_TO_VERIFY_LEAF_SIGNATURE":
    case "UNABLE_TO_GET_ISSUER_CERT":
    case "UNABLE_TO_GET_ISSUER_CERT_LOCALLY":
      return "The receiver's certificate comes from an unknown authority, or its chain is incomplete.";
    case "ERR_SSL_WRONG_VERSION_NUMBER":
    case "ERR_SSL_PACKET_LENGTH_TOO_LONG":
      return "The receiver does not speak TLS on this port.";
    default:
      return `The TLS handshake failed (${code === "" ? "no reason given" : code}).`;
  }
}
