"use client";

import { Monitor, Moon, Sun, SunMoon } from "lucide-react";
import { useTheme } from "next-themes";
import { Menu, MenuRadioGroup } from "#components/popup/popup.tsx";

/** Light, dark, or as the system says; for use inside a `Menu`. */
export function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  return <MenuRadioGroup label="Theme" value={theme ?? "system"} onValueChange={setTheme} options={OPTIONS} />;
}

const OPTIONS = [
  { value: "light", label: "Light", icon: <Sun /> },
  { value: "dark", label: "Dark", icon: <Moon /> },
  { value: "system", label: "As the system", icon: <Monitor /> },
];

/** The theme as a button, for pages without the shell such as login. */
export function ThemeMenu() {
  return (
    <Menu trigger={{ label: "Change theme", icon: <SunMoon /> }} align="end">
      <ThemeChoice />
    </Menu>
  );
}
