import { Card } from "#components/ui/card.tsx";
import { AdvancedFields } from "./advanced-fields.tsx";
import { EventsField } from "./events-field.tsx";
import { TextField } from "./text-field.tsx";

export type EndpointFieldsProps = {
  /** Names of the app's catalogue, to choose from. */
  eventTypes: readonly string[];
  /** The app's retry schedule in seconds. */
  appSchedule: readonly number[];
  isNew: boolean;
};

/** All fields of an endpoint, for creating and for changing one. */
export function EndpointFields({ eventTypes, appSchedule, isNew }: EndpointFieldsProps) {
  return (
    <>
      <Card title="Where to">
        <div className="grid gap-4">
          <TextField
            name="url"
            label="URL"
            hint={
              isNew
                ? "Every event is sent here as an HTTPS POST."
                : "A new address keeps the secret and has to be verified again."
            }
            type="text"
            inputMode="url"
            isMono
            autoComplete="off"
            autoFocus={isNew}
            placeholder="https://example.com/webhooks"
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField name="name" label="Name" isOptional autoComplete="off" placeholder="Warehouse" />
            <TextField name="description" label="Description" isOptional autoComplete="off" />
          </div>
        </div>
      </Card>
      <Card title="Which events">
        <EventsField eventTypes={eventTypes} />
      </Card>
      <AdvancedFields appSchedule={appSchedule} />
    </>
  );
}
