/** What a popup learns from where its trigger is. */
export type Held = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean, details: { reason: string; event: Event; cancel: () => void }) => void;
  /** The trigger that was pressed; gets the focus back. Null: what had it before. */
  anchor: HTMLElement | null;
};

/** The ground that menus, popovers and select lists share. */
export const POPUP_CLASS =
  "origin-(--transform-origin) rounded-lg border border-line bg-raised text-ink shadow-popup outline-none transition-[opacity,scale] data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0 data-instant:transition-none";

/** One line of a menu or list that can be chosen. */
export const POPUP_ITEM_CLASS =
  "flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none data-disabled:text-ink-faint data-highlighted:bg-hover [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-faint";

export const BACKDROP_CLASS =
  "fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

export const CLOSE_CLASS =
  "-mr-1.5 grid size-7 shrink-0 place-items-center rounded-md text-ink-muted transition-colors hover:bg-hover hover:text-ink";
