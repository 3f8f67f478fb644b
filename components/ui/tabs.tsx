import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import { clsx } from "clsx";
import type { ReactNode } from "react";

export type Tab = { value: string; label: string; count?: number; content: ReactNode };

/** Faces of one thing on one page. For faces with their own URL use `TabLinks`. */
export function Tabs(props: {
  label: string;
  tabs: readonly Tab[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  className?: string;
}) {
  const { label, tabs, value, defaultValue = tabs[0]?.value, onValueChange, className } = props;
  return (
    <BaseTabs.Root
      value={value}
      defaultValue={value === undefined ? defaultValue : undefined}
      onValueChange={onValueChange}
      className={clsx("grid gap-3", className)}
    >
      <BaseTabs.List aria-label={label} className={TAB_LIST_CLASS}>
        {tabs.map((tab) => (
          <BaseTabs.Tab key={tab.value} value={tab.value} className={TAB_CLASS}>
            {tab.label}
            {tab.count === undefined ? null : <span className="text-ink-faint tabular-nums">{tab.count}</span>}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value}>
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}

export const TAB_LIST_CLASS = "flex gap-4 overflow-x-auto border-line border-b";

export const TAB_CLASS =
  "-mb-px flex h-9 shrink-0 items-center gap-1.5 border-transparent border-b-2 font-medium text-ink-muted text-sm transition-colors hover:text-ink data-active:border-ink data-active:text-ink focus-visible:-outline-offset-2";
