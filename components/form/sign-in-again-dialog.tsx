import { useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { Dialog } from "#components/popup/popup.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ActionResult } from "#http/action.ts";
import { TextField } from "./field.tsx";
import { Form } from "./form.tsx";
import { useOperationForm } from "./use-operation-form.ts";

export type SignInAgainProps = {
  email: string;
  hasSso: boolean;
  signIn: (given: { email: string; password: string }) => Promise<ActionResult<null>>;
  settle: (isSignedIn: boolean) => void;
};

/** What `SignInAgain` shows. Only its buttons close it: Escape and a press beside it would mean what lies below. */
export function SignInAgainDialog({ email, hasSso, signIn, settle }: SignInAgainProps) {
  const formId = useId();
  const queryClient = useQueryClient();
  const goOn = () => {
    settle(true);
    void queryClient.invalidateQueries();
  };
  const form = useOperationForm(signIn, {
    values: { password: "" },
    toInput: ({ password }) => ({ email, password }),
    isScratch: true,
    onDone: goOn,
  });
  return (
    <Dialog
      open
      isDismissible={false}
      size="sm"
      title="Sign in again"
      description="Your session has ended. Whatever you typed is still here, and goes on where it stopped."
      footer={
        <>
          <Button onClick={() => settle(false)}>Not now</Button>
          <Button type="submit" form={formId} variant="primary" isPending={form.isPending} pendingLabel="Signing in…">
            Sign in
          </Button>
        </>
      }
    >
      <Form form={form} id={formId} refusedTitle="You were not signed in">
        <Field label="E-mail">
          <Input type="email" autoComplete="username" readOnly value={email} />
        </Field>
        <TextField<{ password: string }>
          name="password"
          label="Password"
          type="password"
          autoComplete="current-password"
          autoFocus
        />
      </Form>
      {hasSso ? <SsoWay onTryAgain={goOn} /> : null}
    </Dialog>
  );
}

/** Who has no password here signs in beside this page, whose text a redirect would lose. */
function SsoWay({ onTryAgain }: { onTryAgain: () => void }) {
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-t pt-4">
      <TextLink href="/login" target="_blank" className="underline">
        Sign in by single sign-on in a new tab
      </TextLink>
      <Button size="sm" onClick={onTryAgain}>
        Try again
      </Button>
    </div>
  );
}
