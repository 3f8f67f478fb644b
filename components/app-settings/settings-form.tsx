"use client";

import { useRouter } from "next/navigation";
import { ScheduleField } from "#components/endpoint/schedule-field.tsx";
import { CheckField, NumberField, TextField } from "#components/form/field.tsx";
import { Form } from "#components/form/form.tsx";
import { SpanField } from "#components/form/span-input.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { toast } from "#components/popup/toast.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import type { App } from "#domain/app/schema.ts";
import { APP_SETTINGS } from "#domain/app/words.ts";
import type { UpdateAppAction } from "./actions.ts";

type Settings = Omit<App, "object" | "id" | "slug" | "createdAt">;

type SettingsFormProps = {
  app: App;
  /** The product's own schedule in seconds. */
  defaultSchedule: readonly number[];
  update: UpdateAppAction;
};

/** Changes an app's settings; only what was touched is sent. */
export function SettingsForm({ app, defaultSchedule, update }: SettingsFormProps) {
  const place = usePlace();
  const router = useRouter();
  const form = useOperationForm((input) => update(place, input), {
    schema: async () => (await import("#domain/app/schema.ts")).updateAppInput,
    values: settingsOf(app),
    changesOnly: true,
    refetch: ["audit"],
    onDone: () => {
      toast.success("The settings are saved");
      // The name stands in the frame around the page.
      router.refresh();
    },
  });
  return (
    <Form form={form} refusedTitle="Nothing was saved">
      <EventRules />
      <Suspension />
      <Card title="Retries" description="For every endpoint that has no schedule of its own.">
        <div className="grid gap-3 pt-2">
          <ScheduleField<Settings> name="retrySchedule" fallback={defaultSchedule} choices={SCHEDULES} />
        </div>
      </Card>
      <div className="flex items-center justify-end gap-2">
        {form.isDirty ? <p className="mr-2 text-ink-muted text-sm">Not saved yet</p> : null}
        <Button disabled={!form.isDirty} onClick={form.reset}>
          Put back
        </Button>
        <Button
          type="submit"
          variant="primary"
          isPending={form.isPending}
          pendingLabel="Saving…"
          disabled={!form.isDirty}
        >
          Save settings
        </Button>
      </div>
    </Form>
  );
}

function settingsOf(app: App): Settings {
  const { name, suspension, requireVerification, requireKnownEventTypes, validateEvents, retrySchedule } = app;
  return { name, suspension, requireVerification, requireKnownEventTypes, validateEvents, retrySchedule };
}

const SCHEDULES = {
  fallback: { label: "Posthouse’s schedule", hint: "Ten attempts over some three days." },
  own: { label: "A schedule of this app" },
};

function EventRules() {
  return (
    <Card title="This app">
      <div className="grid gap-4">
        <TextField<Settings> name="name" label={APP_SETTINGS.name.label} width="w-full sm:w-80" />
        <CheckField<Settings> name="requireKnownEventTypes" {...APP_SETTINGS.requireKnownEventTypes} />
        <CheckField<Settings> name="validateEvents" {...APP_SETTINGS.validateEvents} />
        <CheckField<Settings> name="requireVerification" {...APP_SETTINGS.requireVerification} />
      </div>
    </Card>
  );
}

function Suspension() {
  return (
    <Card
      title="When an endpoint is suspended"
      description="It fails this often in a row, and has failed for this long; a success starts both anew. Warnings go out before."
    >
      <div className="grid items-start gap-4 pt-2 sm:grid-cols-[14rem_1fr]">
        <NumberField<Settings>
          name="suspension.minFailures"
          label={APP_SETTINGS.suspensionMinFailures.label}
          width="w-32"
        />
        <SpanField<Settings>
          name="suspension.minSeconds"
          label={APP_SETTINGS.suspensionMinSeconds.label}
          unitLabel="Unit of the time"
          units={["min", "h", "d"]}
        />
      </div>
    </Card>
  );
}
