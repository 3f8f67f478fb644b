"use client";

import { useState } from "react";
import { placeHref } from "#components/place/place.ts";
import { Button } from "#components/ui/button.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { Access } from "#domain/support/schema.ts";
import type { EnterAction } from "./actions.ts";
import { EnterForm } from "./enter-form.tsx";

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
  const [isOpen, setIsOpen] = useState(false);
  if (app === null) return <span className="text-ink-faint text-sm">Has no app</span>;
  const href = placeHref({ tenant: tenant.slug, app }, ...page);
  if (access.kind !== "none") {
    return (
      <ButtonLink href={href} size="sm" prefetch={false} aria-label={`Open in ${tenant.name}`}>
        Open
      </ButtonLink>
    );
  }
  return (
    <Dialog
      title={`Enter ${tenant.name}`}
      description="You act under your own name for 60 minutes. The reason and everything you do stand in this tenant’s audit log, where its admins read them."
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <Button size="sm" aria-label={`Enter ${tenant.name}…`}>
          Enter…
        </Button>
      }
    >
      <EnterForm tenant={tenant.slug} href={href} enter={enter} onCancel={() => setIsOpen(false)} />
    </Dialog>
  );
}
