import { Menu as BaseMenu } from "@base-ui/react/menu";
import { clsx } from "clsx";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { type Held, POPUP_CLASS, POPUP_ITEM_CLASS } from "./surface.ts";

export type MenuProps = {
  align?: "start" | "end";
  side?: "top" | "bottom";
  className?: string;
  children: ReactNode;
};

export function Menu({ held, align = "start", side = "bottom", className, children }: MenuProps & { held: Held }) {
  return (
    <BaseMenu.Root modal={false} open={held.isOpen} onOpenChange={held.onOpenChange}>
      <BaseMenu.Portal>
        <BaseMenu.Positioner
          anchor={held.anchor}
          align={align}
          side={side}
          sideOffset={4}
          className="z-50 outline-none"
        >
          <BaseMenu.Popup
            finalFocus={() => held.anchor ?? true}
            className={clsx(POPUP_CLASS, "max-h-(--available-height) min-w-44 overflow-y-auto p-1", className)}
          >
            {children}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

type ItemProps = { icon?: ReactNode; hint?: ReactNode; children: ReactNode };

/** Does something. */
export function MenuItem(props: ItemProps & { onSelect: () => void; isDisabled?: boolean }) {
  return (
    <BaseMenu.Item onClick={props.onSelect} disabled={props.isDisabled ?? false} className={POPUP_ITEM_CLASS}>
      <ItemContent {...props} />
    </BaseMenu.Item>
  );
}

/** Goes somewhere; `isCurrent` marks where the person is. */
export function MenuLink(props: ItemProps & { href: string; isCurrent?: boolean }) {
  return (
    <BaseMenu.LinkItem
      closeOnClick
      className={POPUP_ITEM_CLASS}
      render={<Link href={props.href} aria-current={props.isCurrent === true ? "true" : undefined} />}
    >
      <ItemContent {...props} hint={props.isCurrent === true ? <Check /> : props.hint} />
    </BaseMenu.LinkItem>
  );
}

/** One of several values, such as the theme. */
export function MenuRadioGroup(props: {
  label: string;
  value: string;
  onValueChange: (value: string) => void;
  options: readonly { value: string; label: string; icon?: ReactNode }[];
}) {
  return (
    <BaseMenu.RadioGroup value={props.value} onValueChange={(value: unknown) => props.onValueChange(String(value))}>
      <MenuLabel>{props.label}</MenuLabel>
      {props.options.map((option) => (
        <BaseMenu.RadioItem key={option.value} value={option.value} className={POPUP_ITEM_CLASS}>
          <ItemContent icon={option.icon} hint={<BaseMenu.RadioItemIndicator render={<Check />} />}>
            {option.label}
          </ItemContent>
        </BaseMenu.RadioItem>
      ))}
    </BaseMenu.RadioGroup>
  );
}

/** Items that belong together under a label. */
export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <BaseMenu.Group>
      <MenuLabel>{label}</MenuLabel>
      {children}
    </BaseMenu.Group>
  );
}

export function MenuSeparator() {
  return <BaseMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}

function MenuLabel({ children }: { children: ReactNode }) {
  return <BaseMenu.GroupLabel className="px-2 pt-1.5 pb-1 text-ink-faint text-xs">{children}</BaseMenu.GroupLabel>;
}

function ItemContent({ icon, hint, children }: ItemProps) {
  return (
    <>
      {icon}
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {hint === undefined ? null : <span className="ml-3 flex text-ink-faint text-xs">{hint}</span>}
    </>
  );
}
