import { SunMoon } from "lucide-react";
import { Menu } from "#components/popup/popup.tsx";
import { ThemeChoice } from "./theme-choice.tsx";

/** The theme as a button, for pages without the shell such as login. */
export function ThemeMenu() {
  return (
    <Menu trigger={{ label: "Change theme", icon: <SunMoon /> }} align="end">
      <ThemeChoice />
    </Menu>
  );
}
