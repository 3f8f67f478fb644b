import { ChevronRight } from "lucide-react";
import Link from "next/link";

/** The way to this page; the last step is the page itself. On phones only the last two show. */
export function Breadcrumb({ steps }: { steps: readonly { label: string; href: string }[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1 text-sm">
        {steps.map((step, index) => (
          <li
            key={step.href}
            className={`flex min-w-0 items-center gap-1 ${index < steps.length - 2 ? "max-sm:hidden" : ""}`}
          >
            {index === 0 ? null : <ChevronRight aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />}
            {index === steps.length - 1 ? (
              <span aria-current="page" className="truncate font-medium text-ink">
                {step.label}
              </span>
            ) : (
              <Link href={step.href} className="truncate rounded-sm text-ink-muted transition-colors hover:text-ink">
                {step.label}
              </Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
