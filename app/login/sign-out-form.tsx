import { SubmitButton } from "#components/ui/submit-button.tsx";
import { signOutAction } from "./actions.ts";

/** The way out on pages without the shell. */
export function SignOutForm() {
  return (
    <form action={signOutAction}>
      <SubmitButton variant="secondary" pendingLabel="Signing out…">
        Sign out
      </SubmitButton>
    </form>
  );
}
