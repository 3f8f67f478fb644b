"use client";

import { useFormStatus } from "react-dom";
import { Button, type ButtonProps } from "./button.tsx";

/** The button that sends the form it stands in; says `pendingLabel` until the server action has answered. */
export function SubmitButton({ pendingLabel, ...rest }: ButtonProps & { pendingLabel: string }) {
  const { pending } = useFormStatus();
  return <Button variant="primary" {...rest} type="submit" isPending={pending} pendingLabel={pendingLabel} />;
}
