import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { LateSelect } from "#components/ui/late-select.tsx";
import { RadioGroup } from "#components/ui/radio-group.tsx";
import { EXPIRIES, EXPIRY_DEFAULT } from "./expiry.ts";

export type KeyChoices = {
  name: string;
  access: "send" | "manage";
  reach: "app" | "tenant";
  expiry: string;
  /** The day it ends, where one is chosen: `2026-06-01`. */
  day: string;
};

export const START: KeyChoices = { name: "", access: "send", reach: "app", expiry: EXPIRY_DEFAULT, day: "" };

/** What a new key is called, may do, reaches and outlasts. */
export function KeyFields(props: {
  choices: KeyChoices;
  issues: readonly { path: string; message: string }[];
  appName: string;
  onChange: (choices: KeyChoices) => void;
}) {
  const { choices, issues, appName, onChange } = props;
  const issueAt = (path: string) => issues.find((issue) => issue.path === path)?.message;
  const set = (change: Partial<KeyChoices>) => onChange({ ...choices, ...change });
  return (
    <>
      <Field label="Name" hint="After the program that will use it." error={issueAt("name")}>
        <Input
          value={choices.name}
          onValueChange={(name) => set({ name })}
          placeholder="Order service"
          autoComplete="off"
        />
      </Field>
      <div className="grid gap-1.5">
        <p className="font-medium text-sm">It may</p>
        <RadioGroup
          label="What it may do"
          value={choices.access}
          onValueChange={(access) => set({ access: access === "manage" ? "manage" : "send" })}
          options={ACCESS}
        />
      </div>
      <div className="grid gap-1.5">
        <p className="font-medium text-sm">In</p>
        <RadioGroup
          label="Where it is good"
          value={choices.reach}
          onValueChange={(reach) => set({ reach: reach === "tenant" ? "tenant" : "app" })}
          options={[
            { value: "app", label: `Only ${appName}` },
            { value: "tenant", label: "Every app, later ones too" },
          ]}
          className="sm:grid-cols-2"
        />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="It ends" error={choices.expiry === "day" ? undefined : issueAt("expiresAt")}>
          <LateSelect options={EXPIRIES} value={choices.expiry} onValueChange={(expiry) => set({ expiry })} />
        </Field>
        {choices.expiry === "day" ? (
          <Field label="Its last day" error={issueAt("expiresAt")}>
            <Input type="date" value={choices.day} onValueChange={(day) => set({ day })} />
          </Field>
        ) : null}
      </div>
    </>
  );
}

const ACCESS = [
  { value: "send", label: "Send events", hint: "Post events and nothing else. Enough for most programs." },
  { value: "manage", label: "Manage everything and send events", hint: "The whole API, people excepted." },
];
