import { clsx } from "clsx";
import type { ReactNode } from "react";
import { formatBytes, formatDuration } from "#components/format/number.ts";
import { BodyViewer } from "#components/ui/body-viewer.tsx";
import { ForeignText } from "#components/ui/foreign-text.tsx";
import type { Attempt } from "#domain/delivery/schema.ts";
import { HeaderList } from "./header-list.tsx";
import { PAYLOAD_ANCHOR } from "./payload.tsx";
import { PHASE_WORDS, type PhaseName, phasesOf } from "./timings.ts";

/** One attempt in full: where the time went, what came back, what was sent; side by side where there is room. */
export function Exchange({ attempt }: { attempt: Attempt }) {
  const { response, error } = attempt;
  return (
    <div className="@container grid gap-4">
      {error === null || error.code === "http_status" ? null : (
        <p className="text-bad">
          <ForeignText text={error.message} />
        </p>
      )}
      <TimingsBar attempt={attempt} />
      <div className="grid gap-x-8 gap-y-5 @4xl:grid-cols-2">
        <Side title="Response">
          {response === null ? <NoAnswer error={error} /> : <Answer number={attempt.number} response={response} />}
        </Side>
        <Side title="Request">
          <Sent attempt={attempt} />
        </Side>
      </div>
    </div>
  );
}

function Side({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid min-w-0 content-start gap-2">
      <h3 className="font-medium text-ink-muted text-xs">{title}</h3>
      {children}
    </section>
  );
}

function Sent({ attempt }: { attempt: Attempt }) {
  const { request, remoteAddress } = attempt;
  return (
    <>
      <p className="font-mono text-xs leading-5 wrap-anywhere">
        <span className="font-medium">POST</span> <ForeignText text={request.url} />
        {remoteAddress === null ? null : <span className="text-ink-faint"> → {remoteAddress}</span>}
      </p>
      <HeaderList label={`Request headers of attempt ${attempt.number}`} headers={request.headers} />
      <p className="text-ink-muted text-sm">
        The body is the event’s{" "}
        <a href={`#${PAYLOAD_ANCHOR}`} className="rounded-sm text-accent underline underline-offset-2">
          payload
        </a>
        {request.bodyBytes === null ? null : `, ${formatBytes(request.bodyBytes)}`}, the same bytes in every attempt.
      </p>
      {request.bodySha256 === null ? null : (
        <p className="font-mono text-2xs text-ink-faint wrap-anywhere">SHA-256 {request.bodySha256}</p>
      )}
    </>
  );
}

function NoAnswer({ error }: { error: Attempt["error"] }) {
  const isUnsent = error !== null && BEFORE_SENDING.has(error.code);
  return (
    <p className="text-ink-muted text-sm">
      {isUnsent ? "Nothing was sent: there was no connection to send it over." : "No answer came back."}
    </p>
  );
}

/** Errors that end an attempt before a byte of the request has left. */
const BEFORE_SENDING: ReadonlySet<string> = new Set([
  "blocked_address",
  "dns_error",
  "connect_timeout",
  "connection_refused",
  "tls_error",
]);

function Answer({ number, response }: { number: number; response: NonNullable<Attempt["response"]> }) {
  const type = response.headers["content-type"];
  const size = formatBytes(response.bodyBytes);
  const cut = response.truncated ? `${size} read, cut` : size;
  return (
    <>
      <p className="font-mono text-xs leading-5">
        <span className="font-medium">HTTP {response.code}</span>
      </p>
      <HeaderList label={`Response headers of attempt ${number}`} headers={response.headers} />
      <BodyViewer
        label="Response body"
        text={response.body}
        note={type === undefined ? cut : `${type.slice(0, 80)}, ${cut}`}
      />
      {response.truncated ? (
        <p className="text-ink-muted text-sm">
          Only the beginning of the body is kept: at most 64 KiB, or what arrived within two seconds.
        </p>
      ) : null}
    </>
  );
}

function TimingsBar({ attempt }: { attempt: Pick<Attempt, "durationMs" | "timings" | "response"> }) {
  const phases = phasesOf(attempt);
  if (phases.length === 0) return null;
  return (
    <figure className="grid gap-1.5" aria-label="Timings">
      <div aria-hidden="true" className="flex h-2 gap-px overflow-clip rounded-sm">
        {phases.map((phase) => (
          <span
            key={phase.name}
            title={`${PHASE_WORDS[phase.name].word}: ${formatDuration(phase.durationMs)}`}
            style={{ flexGrow: phase.durationMs }}
            className={clsx("min-w-0.5 print:border", FILLS[phase.name])}
          />
        ))}
      </div>
      <dl className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {phases.map((phase) => (
          <div key={phase.name} className="flex items-center gap-1.5" title={PHASE_WORDS[phase.name].meaning}>
            <span aria-hidden="true" className={clsx("size-2 rounded-sm", FILLS[phase.name])} />
            <dt className="text-ink-muted">{PHASE_WORDS[phase.name].word}</dt>
            <dd className="tabular-nums">{formatDuration(phase.durationMs)}</dd>
          </div>
        ))}
        <div className="ml-auto flex items-center gap-1.5">
          <dt className="text-ink-muted">In all</dt>
          <dd className="font-medium tabular-nums">{formatDuration(attempt.durationMs)}</dd>
        </div>
      </dl>
    </figure>
  );
}

// Phases are no states, so they get shades of ink and not colours.
const FILLS: Record<PhaseName, string> = {
  dns: "bg-line-strong",
  connect: "bg-off-solid",
  tls: "bg-wait-solid",
  wait: "bg-ink-muted",
  read: "bg-wait-line",
};
