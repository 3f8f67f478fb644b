import { SunMoon } from "lucide-react";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { ThemeChoice } from "./theme-choice.tsx";

/** The theme as a button, for pages without the shell such as login. */
export function ThemeMenu() {
  return (
    <Menu trigger={<IconButton label="Change theme" icon={<SunMoon />} />} align="end">
      <ThemeChoice />
    </Menu>
  );
}
