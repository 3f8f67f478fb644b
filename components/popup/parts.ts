import { AlertDialog, Dialog, DialogClose } from "./dialog.tsx";
import { Drawer } from "./drawer.tsx";
import { Menu, MenuGroup, MenuItem, MenuLink, MenuRadioGroup, MenuSeparator } from "./menu.tsx";
import { Popover } from "./popover.tsx";
import { Select } from "./select.tsx";
import { Tip } from "./tip.tsx";

/** What popups are made of. Only `late.ts` imports it, so that it is one chunk and on no page from the start. */
export const PARTS = {
  AlertDialog,
  Dialog,
  DialogClose,
  Drawer,
  Menu,
  MenuGroup,
  MenuItem,
  MenuLink,
  MenuRadioGroup,
  MenuSeparator,
  Popover,
  Select,
  Tip,
};
