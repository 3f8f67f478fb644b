import { ArrowLeft, LogOut } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { ThemeMenu } from "#components/shell/theme-menu.tsx";
import { ButtonLink } from "#components/ui/button.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { SubmitButton } from "#components/ui/submit-button.tsx";

type SupportFrameProps = {
  name: string;
  /** Where this person's own dashboard starts; null: they have none. */
  dashboard: string | null;
  signOut: () => Promise<void>;
  children: ReactNode;
};

/** The frame around the support pages, which stand in no tenant. */
export function SupportFrame({ name, dashboard, signOut, children }: SupportFrameProps) {
  return (
    <div className="min-h-dvh lg:[--sticky-top:3rem]">
      <SkipLink />
      <header className="sticky top-0 z-20 flex h-12 items-center gap-3 border-line border-b bg-paper px-4 sm:px-6 print:hidden">
        <Link href="/support" className="flex items-center gap-2 rounded-sm font-medium text-sm">
          <Mark size={18} className="text-accent" />
          Posthouse support
        </Link>
        <div className="ml-auto flex min-w-0 items-center gap-2">
          {dashboard === null ? null : (
            <ButtonLink href={dashboard} variant="ghost" size="sm" icon={<ArrowLeft />} className="max-sm:hidden">
              To the dashboard
            </ButtonLink>
          )}
          <span className="truncate text-ink-muted text-sm max-md:hidden">{name}</span>
          <ThemeMenu />
          <form action={signOut}>
            <SubmitButton variant="ghost" size="sm" icon={<LogOut />} pendingLabel="Signing out…">
              <span className="max-sm:sr-only">Sign out</span>
            </SubmitButton>
          </form>
        </div>
      </header>
      <main id="main" tabIndex={-1} className="px-4 py-5 outline-none sm:px-6">
        {children}
      </main>
    </div>
  );
}
