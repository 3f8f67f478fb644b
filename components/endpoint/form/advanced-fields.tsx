import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { useFormState, useWatch } from "react-hook-form";
import { spanWords } from "../span-words.ts";
import type { EndpointFormValues } from "./form-values.ts";
import { HeadersField } from "./headers-field.tsx";
import { MetadataField } from "./metadata-field.tsx";
import { RetryField } from "./retry-field.tsx";
import { TextField } from "./text-field.tsx";

/** What most endpoints never need, folded away; opens by itself when something inside is refused. */
export function AdvancedFields({ appSchedule }: { appSchedule: readonly number[] }) {
  const { errors } = useFormState<EndpointFormValues>();
  const [isOpen, setIsOpen] = useState(false);
  const isRefused = FIELDS.some((name) => errors[name] !== undefined);
  return (
    <details
      open={isOpen || isRefused}
      onToggle={(event) => setIsOpen(event.currentTarget.open)}
      className="group min-w-0 rounded-lg border border-line bg-surface"
    >
      <summary className="flex min-h-11 list-none flex-wrap items-center gap-x-2 gap-y-0.5 rounded-lg px-4 py-2 hover:bg-hover">
        <ChevronRight aria-hidden="true" className="size-4 text-ink-faint transition-transform group-open:rotate-90" />
        <span className="font-semibold">Headers, limits and retries</span>
        <span className="text-ink-muted text-sm">
          <Summary />
        </span>
      </summary>
      <div className="grid gap-7 border-line border-t px-4 py-4">
        <HeadersField />
        <Limits />
        <RetryField appSchedule={appSchedule} />
        <TextField
          name="version"
          label="Version"
          hint="A label of your own for the shape of the payload, sent as posthouse-version."
          isOptional
          placeholder="2026-01"
          className="max-w-88"
        />
        <MetadataField />
      </div>
    </details>
  );
}

const FIELDS = ["requestConfig", "rateLimitPerSecond", "maxInFlight", "retrySchedule", "version", "metadata"] as const;

function Limits() {
  return (
    <fieldset>
      <legend className="mb-1.5 text-h3">Limits</legend>
      <div className="grid gap-4 sm:grid-cols-3">
        <TextField
          name="requestConfig.timeoutMs"
          label="Timeout"
          hint="The whole attempt, 1–30 s."
          inputMode="decimal"
          trailing="s"
        />
        <TextField
          name="rateLimitPerSecond"
          label="Rate limit"
          hint="Empty: none."
          inputMode="numeric"
          placeholder="none"
          trailing="per second"
        />
        <TextField
          name="maxInFlight"
          label="Parallel attempts"
          hint="Under way at the same time, 1–100."
          inputMode="numeric"
        />
      </div>
    </fieldset>
  );
}

function Summary() {
  const values = useWatch<EndpointFormValues>();
  const headers = values.requestConfig?.headers?.length ?? 0;
  const timeout = spanWords(Number(values.requestConfig?.timeoutMs));
  const retries = values.retrySchedule?.isOwn ? "own retry schedule" : "the app’s retry schedule";
  return `${headers === 0 ? "No" : headers} custom ${headers === 1 ? "header" : "headers"}, ${timeout} timeout, ${retries}`;
}
