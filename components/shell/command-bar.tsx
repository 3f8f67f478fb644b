"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { lazy, Suspense, useState } from "react";
import { leavePage } from "#components/form/unsaved.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import type { Command, NavItem } from "./nav.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

/** The search button, the palette it opens (⌘K), the sheet of shortcuts (`?`), and `g` with a letter to go places. */
export function CommandBar(props: { basePath: string; items: readonly NavItem[]; commands: readonly Command[] }) {
  const router = useRouter();
  const [open, setOpen] = useState<"palette" | "shortcuts" | null>(null);
  const [wasAsked, setWasAsked] = useState(false);
  const [typed, setTyped] = useState("");
  const showShortcuts = () => {
    setWasAsked(true);
    setOpen("shortcuts");
  };
  const goTo = Object.fromEntries(
    props.items.map((item) => [`g ${item.shortcut}`, () => leavePage(() => router.push(item.href))]),
  );
  const search = () => {
    setTyped("");
    setOpen("palette");
  };
  useShortcuts({
    ...goTo,
    "mod+k": () => (open === "palette" ? setOpen(null) : search()),
    "/": search,
    "?": showShortcuts,
  });
  return (
    <>
      <button
        type="button"
        onClick={search}
        className="flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2.5 text-ink-faint text-sm transition-colors hover:bg-hover hover:text-ink-muted md:w-60"
      >
        <Search aria-hidden="true" className="size-4" />
        <span className="flex-1 text-left max-md:sr-only">Search or paste an id</span>
        <span aria-hidden="true" className="flex max-md:hidden">
          <Kbd>⌘K</Kbd>
        </span>
      </button>
      {open === "palette" ? (
        <Suspense fallback={<TypedMeanwhile onChange={setTyped} onClose={() => setOpen(null)} />}>
          <Palette {...props} typed={typed} onClose={() => setOpen(null)} />
        </Suspense>
      ) : null}
      {wasAsked ? (
        <ShortcutsSheet isOpen={open === "shortcuts"} onClose={() => setOpen(null)} items={props.items} />
      ) : null}
    </>
  );
}

/** Takes what is typed while the palette loads, which would otherwise be the page's shortcuts. */
function TypedMeanwhile({ onChange, onClose }: { onChange: (text: string) => void; onClose: () => void }) {
  return (
    <input
      ref={(input) => input?.focus()}
      aria-label="Search"
      className="sr-only"
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => (event.key === "Escape" ? onClose() : undefined)}
    />
  );
}

// Both load when first asked for.
const Palette = lazy(() => import("./palette.tsx").then((module) => ({ default: module.Palette })));
const ShortcutsSheet = dynamic(() => import("./shortcuts-sheet.tsx").then((module) => module.ShortcutsSheet), {
  ssr: false,
});
