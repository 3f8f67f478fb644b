import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { SkipLink } from "#components/shell/skip-link.tsx";
import { ThemeMenu } from "#components/shell/theme-menu.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { DocsNav } from "./docs-nav.tsx";
import { parts } from "./parts.ts";

export const metadata: Metadata = {
  title: { default: "API reference", template: "%s · API reference · Posthouse" },
  robots: { index: true, follow: true },
};

/** The reference's frame: anybody may read it, signed in or not. */
export default function DocsLayout({ children }: { children: ReactNode }) {
  const links = [
    { href: "/docs", label: "Overview" },
    ...parts().map(({ slug, name }) => ({ href: `/docs/${slug}`, label: name })),
    { href: "/docs/errors", label: "Errors" },
  ];
  return (
    <>
      <SkipLink />
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-line border-b px-4 py-2">
        <Link href="/docs" className="flex items-center gap-2 rounded-sm font-semibold">
          <Mark size={20} className="text-accent" />
          Posthouse API
        </Link>
        <span className="ml-auto flex items-center gap-4 text-sm">
          <TextLink href="/api/v1/openapi.json" prefetch={false}>
            openapi.json
          </TextLink>
          <TextLink href="/">Dashboard</TextLink>
          <ThemeMenu />
        </span>
      </header>
      <div className="mx-auto grid max-w-360 gap-x-8 gap-y-4 px-4 py-6 lg:grid-cols-[11rem_minmax(0,1fr)]">
        <DocsNav links={links} />
        <main id="main" className="grid content-start gap-6 pb-16">
          {children}
        </main>
      </div>
    </>
  );
}
