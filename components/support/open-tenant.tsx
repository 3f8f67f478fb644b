"use client";

import { useRouter } from "next/navigation";
import { LongTextField } from "#components/form/field.tsx";
import { FormDialog } from "#components/form/form-dialog.tsx";
import { useOperationForm } from "#components/form/use-operation-form.ts";
import { placeHref } from "#components/place/place.ts";
import { ButtonLink } from "#components/ui/button.tsx";
import type { Access } from "#domain/support/schema.ts";
import { STAY_MINUTES, STAY_REASON } from "#domain/support/words.ts";
import type { EnterAction } from "./actions.ts";

type OpenTenantProps = {
  tenant: { slug: string; name: string };
  app: string | null;
  access: Access;
  /** The page under the app to arrive at. */
  page?: readonly string[];
  enter: EnterAction;
};

/** Opens something of a tenant: at once for who may already, else after a reason was given. */
export function OpenTenant({ tenant, app, access, page = ["overview"], enter }: OpenTenantProps) {
  if (app === null) return <span className="text-ink-faint text-sm">Has no app</span>;
  const href = placeHref({ tenant: tenant.slug, app }, ...page);
  if (access.kind === "none") return <EnterTenant tenant={tenant} href={href} enter={enter} />;
  return (
    <ButtonLink href={href} size="sm" prefetch={false} aria-label={`Open in ${tenant.name}`}>
      Open
    </ButtonLink>
  );
}

function EnterTenant({ tenant, href, enter }: Pick<OpenTenantProps, "tenant" | "enter"> & { href: string }) {
  const router = useRouter();
  const form = useOperationForm(enter, {
    schema: async () => (await import("#domain/support/schema.ts")).enterInput,
    values: { reason: "" },
    toInput: ({ reason }) => ({ tenant: tenant.slug, reason }),
    onDone: () => router.push(href),
  });
  return (
    <FormDialog
      form={form}
      title={`Enter ${tenant.name}`}
      description={`You act under your own name for ${STAY_MINUTES} minutes. The reason and everything you do stand in this tenant’s audit log, where its admins read them.`}
      trigger={{ size: "sm", "aria-label": `Enter ${tenant.name}…`, children: "Enter…" }}
      submitLabel={`Enter for ${STAY_MINUTES} minutes`}
      pendingLabel="Entering…"
      refusedTitle="You did not enter"
    >
      <LongTextField<{ reason: string }>
        name="reason"
        label="Reason"
        hint="A ticket and what you look for."
        placeholder="Ticket 4711: deliveries to the till fail since Monday"
        maxLength={STAY_REASON.lengthMax}
        rows={2}
      />
    </FormDialog>
  );
}
