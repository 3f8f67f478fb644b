import { Dialog } from "#components/popup/popup.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import type { NavItem } from "./nav.tsx";

/** Every key there is, on one sheet. */
export function ShortcutsSheet(props: { isOpen: boolean; onClose: () => void; items: readonly NavItem[] }) {
  const places = props.items.map((item) => ({ keys: ["G", item.shortcut.toUpperCase()], label: item.label }));
  return (
    <Dialog title="Keyboard shortcuts" open={props.isOpen} onOpenChange={props.onClose} size="lg">
      <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        <div className="grid content-start gap-5">
          <ShortcutList title="Everywhere" shortcuts={EVERYWHERE} />
          <ShortcutList title="In a list" shortcuts={IN_A_LIST} />
        </div>
        <ShortcutList title="Go to" shortcuts={places} />
      </div>
    </Dialog>
  );
}

type Shortcut = { keys: string[]; label: string };

const EVERYWHERE: Shortcut[] = [
  { keys: ["⌘K"], label: "Search, or paste an id" },
  { keys: ["/"], label: "Search too" },
  { keys: ["?"], label: "This sheet" },
  { keys: ["Esc"], label: "Close what is open" },
];

const IN_A_LIST: Shortcut[] = [
  { keys: ["J"], label: "Next row" },
  { keys: ["K"], label: "Row before" },
  { keys: ["Enter"], label: "Open the row" },
  { keys: ["X"], label: "Choose the row, where rows have boxes" },
];

function ShortcutList({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  return (
    <section>
      <h3 className="mb-1.5 text-h3">{title}</h3>
      <dl className="grid">
        {shortcuts.map((shortcut) => (
          <div key={shortcut.label} className="flex h-8 items-center justify-between border-line border-b text-sm">
            <dt className="text-ink-muted">{shortcut.label}</dt>
            <dd className="flex gap-1">
              {shortcut.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
