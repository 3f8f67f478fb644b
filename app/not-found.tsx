import type { Metadata } from "next";
import { LonePage } from "#components/shell/lone-page.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { REFUSAL_TITLES } from "./titles.ts";

export const metadata: Metadata = { title: REFUSAL_TITLES[404] };

export default function NotFound() {
  return (
    <LonePage
      title={REFUSAL_TITLES[404]}
      sentence="The page does not exist, or it belongs to a tenant you are not a member of. Check the address, or start again from the top."
      action={
        <ButtonLink href="/" variant="primary">
          Go to the dashboard
        </ButtonLink>
      }
    />
  );
}
