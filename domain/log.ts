import pino from "pino";

/** JSON lines on standard output. Pass facts as an object; nothing secret is ever among them. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { process: process.env.POSTHOUSE_PROCESS ?? "posthouse" },
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: ["*.secret", "*.password", "*.authorization", "*.cookie", "headers.authorization", "headers.cookie"],
    censor: "[redacted]",
  },
});
