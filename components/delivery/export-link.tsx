"use client";

import { Download } from "lucide-react";
import { placeHref } from "#components/place/place.ts";
import { usePlace } from "#components/place/place-context.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { type DeliveryFilters, deliveriesHref } from "./filter.ts";

/** Downloads everything the filters find as CSV. */
export function ExportLink({ filters }: { filters: DeliveryFilters }) {
  const href = deliveriesHref(placeHref(usePlace(), "deliveries", "export.csv"), filters);
  return (
    <a href={href} download className={buttonClass({ size: "sm" })}>
      <Download aria-hidden="true" />
      Export CSV
    </a>
  );
}
